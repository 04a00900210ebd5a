package dev.leat.core;

import dev.leat.core.StartupReport.HandlerKind;
import dev.leat.core.internal.Origin;
import dev.leat.core.internal.Sources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.internals.Topic;
import org.jspecify.annotations.Nullable;

/** Which topics go to which handlers, as a builder collects it, and what of that cannot be. */
final class Routing {
    record Entry(Topics topics, HandlerKind kind, Route route) {}

    private final List<Entry> entries = new ArrayList<>();

    boolean isAll(HandlerKind kind) {
        return entries.stream().allMatch(entry -> entry.kind() == kind);
    }

    void add(Topics topics, HandlerKind kind, Route route) {
        entries.add(new Entry(topics, kind, route));
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** How many partitions it names, which then nobody has to share out; empty if it names topics. */
    OptionalInt partitions() {
        return entries.stream()
                .flatMap(entry -> entry.topics().choice() instanceof Topics.Choice.Partitions explicit
                        ? Stream.of(explicit.numbers().size())
                        : Stream.empty())
                .mapToInt(Integer::intValue)
                .reduce(Integer::sum);
    }

    /** For the report; the parameters are about topics that do not say themselves where they begin. */
    List<StartupReport.Topic> reported(Origin whenUnset, StartupReport.Source source) {
        return entries.stream()
                .flatMap(entry -> ReportedTopics.of(entry, whenUnset, source).stream())
                .toList();
    }

    /** @param whenUnset where topics begin that do not say it themselves */
    Sources sources(Around around, Origin whenUnset) {
        return fill(RoutedSources.ofGroup(), around, whenUnset);
    }

    /** @param askEvery between questions which partitions there are */
    Sources tailSources(Around around, Origin whenUnset, Duration askEvery) {
        return fill(RoutedSources.ofTail(askEvery), around, whenUnset);
    }

    private Sources fill(RoutedSources sources, Around around, Origin whenUnset) {
        for (Entry entry : entries) {
            sources.add(
                    entry.topics().choice(),
                    entry.route().handler(around),
                    entry.topics().origin(whenUnset));
        }
        return sources;
    }

    /** One sentence each. */
    List<String> problems() {
        List<String> found = new ArrayList<>();
        if (isEmpty()) {
            found.add("it has no topics; call on(topic, serde, handler)");
        }
        Set<String> names = new HashSet<>();
        List<Pattern> patterns = new ArrayList<>();
        Set<TopicPartition> partitions = new HashSet<>();
        for (Entry entry : entries) {
            Topics.Choice choice = entry.topics().choice();
            if (choice instanceof Topics.Choice.Names some) {
                checkNames(some, names, found);
            } else if (choice instanceof Topics.Choice.Matching matching) {
                checkPattern(matching.pattern(), patterns, found);
            } else if (choice instanceof Topics.Choice.Partitions explicit) {
                checkPartitions(explicit, partitions, found);
            }
        }
        return found;
    }

    /** What Kafka does not do for one group: only where all partitions are taken anyway there is nothing to it. */
    List<String> problemsOfAGroup() {
        List<String> found = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<Pattern> patterns = new ArrayList<>();
        for (Entry entry : entries) {
            Topics.Choice choice = entry.topics().choice();
            if (choice instanceof Topics.Choice.Names some) {
                names.addAll(some.topics());
            } else if (choice instanceof Topics.Choice.Matching matching) {
                patterns.add(matching.pattern());
            }
        }
        if (partitions().isPresent() && !(names.isEmpty() && patterns.isEmpty())) {
            found.add(
                    "it takes partitions of its own beside a share of other topics, which Kafka does not let one group"
                            + " do; make two groups of it");
        }
        try {
            JoinedPattern.of(names, patterns);
        } catch (PatternSyntaxException e) {
            found.add("its patterns cannot be joined into the one that Kafka is given: " + e.getDescription());
        }
        return found;
    }

    private static void checkNames(Topics.Choice.Names some, Set<String> names, List<String> found) {
        if (some.topics().isEmpty()) {
            found.add("on(Topics.of()) names no topic");
        }
        for (String topic : some.topics()) {
            check(topic, found);
            if (!names.add(topic)) {
                found.add("topic '" + topic + "' has two handlers; call on(…) once for each topic");
            }
        }
    }

    private static void checkPattern(Pattern pattern, List<Pattern> patterns, List<String> found) {
        for (Pattern other : patterns) {
            if (other.pattern().equals(pattern.pattern()) && other.flags() == pattern.flags()) {
                found.add("pattern '" + pattern + "' has two handlers; the second would never be called");
            }
        }
        patterns.add(pattern);
    }

    private static void checkPartitions(
            Topics.Choice.Partitions explicit, Set<TopicPartition> partitions, List<String> found) {
        check(explicit.topic(), found);
        if (explicit.numbers().isEmpty()) {
            found.add("on(Topics.partitions('" + explicit.topic() + "')) names no partition");
        }
        for (int number : explicit.numbers()) {
            if (number < 0) {
                found.add("partition " + number + " of '" + explicit.topic() + "' must be 0 or more");
            }
            if (!partitions.add(new TopicPartition(explicit.topic(), number))) {
                found.add("partition " + number + " of '" + explicit.topic() + "' is named twice");
            }
        }
    }

    static void check(String topic, List<String> found) {
        try {
            Topic.validate(topic);
        } catch (InvalidTopicException e) {
            found.add("'" + topic + "' can be no topic: " + e.getMessage());
        }
    }

    /** Whether it takes a topic; as it is now, whatever is added later. */
    Predicate<String> taking() {
        List<Entry> now = List.copyOf(entries);
        return topic -> wayTo(topic, now) != null;
    }

    /** How it comes to take this topic; null if it does not. */
    @Nullable
    String wayTo(String topic) {
        return wayTo(topic, entries);
    }

    private static @Nullable String wayTo(String topic, List<Entry> entries) {
        for (Entry entry : entries) {
            Topics.Choice choice = entry.topics().choice();
            if (choice instanceof Topics.Choice.Names some && some.topics().contains(topic)) {
                return "by its name";
            }
            if (choice instanceof Topics.Choice.Partitions explicit
                    && explicit.topic().equals(topic)) {
                return "by its partitions";
            }
            if (choice instanceof Topics.Choice.Matching matching
                    && matching.pattern().matcher(topic).matches()) {
                return "by the pattern '" + matching.pattern() + "'";
            }
        }
        return null;
    }
}
