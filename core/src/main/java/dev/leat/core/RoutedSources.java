package dev.leat.core;

import dev.leat.core.internal.Origin;
import dev.leat.core.internal.Source;
import dev.leat.core.internal.Sources;
import dev.leat.core.internal.Subscription;
import dev.leat.core.internal.TopicHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Sources by what was named: a partition wins over a name, a name over patterns, an earlier pattern over a later one. */
final class RoutedSources implements Sources {
    private final Map<TopicPartition, Source> partitions = new LinkedHashMap<>();
    private final Map<String, Source> names = new LinkedHashMap<>();
    private final Map<Pattern, Source> patterns = new LinkedHashMap<>();
    private final @Nullable Duration askEvery;

    private RoutedSources(@Nullable Duration askEvery) {
        this.askEvery = askEvery;
    }

    static RoutedSources ofGroup() {
        return new RoutedSources(null);
    }

    /** @param askEvery between questions which partitions there are */
    static RoutedSources ofTail(Duration askEvery) {
        return new RoutedSources(askEvery);
    }

    void add(Topics.Choice choice, TopicHandler handler, Origin origin) {
        Source source = new Source(handler, origin);
        if (choice instanceof Topics.Choice.Names some) {
            some.topics().forEach(topic -> names.put(topic, source));
        } else if (choice instanceof Topics.Choice.Matching matching) {
            patterns.put(matching.pattern(), source);
        } else if (choice instanceof Topics.Choice.Partitions explicit) {
            explicit.numbers().forEach(number -> partitions.put(new TopicPartition(explicit.topic(), number), source));
        }
    }

    @Override
    public Subscription subscription() {
        if (askEvery != null) {
            return new Subscription.Everything(
                    Set.copyOf(names.keySet()),
                    List.copyOf(patterns.keySet()),
                    Set.copyOf(partitions.keySet()),
                    askEvery);
        }
        if (!partitions.isEmpty()) {
            return new Subscription.Partitions(Set.copyOf(partitions.keySet()));
        }
        return patterns.isEmpty()
                ? new Subscription.Names(Set.copyOf(names.keySet()))
                : new Subscription.Matching(JoinedPattern.of(names.keySet(), List.copyOf(patterns.keySet())));
    }

    @Override
    public Source of(TopicPartition partition) {
        Source explicit = partitions.get(partition);
        if (explicit != null) {
            return explicit;
        }
        Source named = names.get(partition.topic());
        if (named != null) {
            return named;
        }
        for (Map.Entry<Pattern, Source> entry : patterns.entrySet()) {
            if (entry.getKey().matcher(partition.topic()).matches()) {
                return entry.getValue();
            }
        }
        throw new IllegalStateException("assigned " + partition + ", which was never subscribed");
    }

    @Override
    public Collection<Source> all() {
        List<Source> all = new ArrayList<>(partitions.values());
        all.addAll(names.values());
        all.addAll(patterns.values());
        return all;
    }
}
