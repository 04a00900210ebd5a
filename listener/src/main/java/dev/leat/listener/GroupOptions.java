package dev.leat.listener;

import static dev.leat.listener.GroupOption.ATTEMPTS;
import static dev.leat.listener.GroupOption.DEAD_LETTERS;
import static dev.leat.listener.GroupOption.FAILED;
import static dev.leat.listener.GroupOption.RETRY_MAX_PAUSE;
import static dev.leat.listener.GroupOption.RETRY_PAUSE;

import dev.leat.core.Batching;
import dev.leat.core.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options of one group, from annotations and configuration; a builder's notepad, for one thread. */
final class GroupOptions {
    static final String PREFIX = "leat.groups.";
    static final String PROPERTIES = "properties.";
    private static final int MAX_RECORDS = 10_000;
    private static final int MAX_BYTES = 16 << 20;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final String group;
    private final List<String> problems;
    private final Map<GroupOption, Chosen> chosen = new EnumMap<>(GroupOption.class);
    private final Map<String, Chosen> properties = new LinkedHashMap<>();

    GroupOptions(String group, List<String> problems) {
        this.group = group;
        this.problems = problems;
    }

    /** Before annotations, over which it wins. */
    void configured(GroupOption option, Chosen value) {
        put(option, value);
    }

    void property(String name, Chosen value) {
        properties.put(name, value);
    }

    void annotated(ListenerGroup annotation, Place place, Placeholders placeholders, Configuration configuration) {
        for (GroupOption option : GroupOption.values()) {
            String text = option.in(annotation);
            if (text.isEmpty()
                    || configuration.value(PREFIX + group + "." + option.key()).isPresent()) {
                continue;
            }
            Chosen value = placeholders.fill(text, place.toString());
            Chosen other = chosen.get(option);
            if (value.text().isEmpty()) {
                continue; // a placeholder that says nothing leaves the option out
            }
            if (other == null) {
                put(option, value);
            } else if (!other.text().equals(value.text())) {
                problems.add("group '" + group + "' has two values for " + option.key() + ": '" + other.text() + "' at "
                        + other.origin() + " and '" + value.text() + "' at " + value.origin()
                        + "; say it in one place, or set " + PREFIX + group + "." + option.key());
            }
        }
    }

    private void put(GroupOption option, Chosen value) {
        chosen.put(option, value);
        option.problem(value.text())
                .ifPresent(problem -> problems.add("group '" + group + "': " + option.key() + " is '" + value.text()
                        + "' (" + value.origin() + "), " + problem));
    }

    /** What no other place can find: options that do not go together. Once all are in. */
    void check(boolean broadcast) {
        Chosen attempts = chosen.get(ATTEMPTS);
        if (attempts != null && !chosen.containsKey(DEAD_LETTERS) && !chosen.containsKey(FAILED)) {
            problems.add("group '" + group + "': attempts is " + attempts.text() + " (" + attempts.origin()
                    + "), but nothing says what then; say dead-letters = a topic, failed = skip or failed = stop");
        }
        Chosen letters = chosen.get(DEAD_LETTERS);
        Chosen failed = chosen.get(FAILED);
        if (letters != null && failed != null) {
            problems.add("group '" + group + "' has dead-letters (" + letters.origin() + ") and failed ("
                    + failed.origin() + "), two answers to what happens to failed messages; choose one");
        }
        if (broadcast) {
            chosen.forEach((option, value) -> {
                if (option.needsGroup()) {
                    problems.add("'" + group + "' is a broadcast, which commits nothing and is never rebalanced, so "
                            + option.key() + " (" + value.origin() + ") has no meaning; leave it out");
                }
            });
        }
        if (isSound(RETRY_PAUSE) && isSound(RETRY_MAX_PAUSE) && longestPause().compareTo(firstPause()) < 0) {
            problems.add("group '" + group + "': retry-max-pause " + longestPause() + " is shorter than retry-pause "
                    + firstPause());
        }
    }

    private boolean isSound(GroupOption option) {
        Chosen value = chosen.get(option);
        return value == null || option.problem(value.text()).isEmpty();
    }

    Optional<Chosen> find(GroupOption option) {
        return Optional.ofNullable(chosen.get(option));
    }

    private Optional<Duration> duration(GroupOption option) {
        return find(option).map(value -> Texts.duration(value.text()));
    }

    private int number(GroupOption option, int otherwise) {
        return find(option).map(value -> Texts.positiveNumber(value.text())).orElse(otherwise);
    }

    private List<Class<? extends Throwable>> failures(GroupOption option) {
        return find(option).map(value -> Texts.failures(value.text())).orElse(List.of());
    }

    boolean startsByItself() {
        return find(GroupOption.AUTO_START)
                .map(value -> Texts.truth(value.text()))
                .orElse(true);
    }

    private Duration firstPause() {
        return duration(RETRY_PAUSE).orElse(Duration.ofMillis(200));
    }

    private Duration longestPause() {
        Duration otherwise = firstPause().compareTo(LONGEST_PAUSE) > 0 ? firstPause() : LONGEST_PAUSE;
        return duration(RETRY_MAX_PAUSE).orElse(otherwise);
    }

    Batching batching() {
        return Batching.of(
                number(GroupOption.BATCH_SIZE, 500),
                duration(GroupOption.BATCH_AGE).orElse(Duration.ofMillis(100)));
    }

    Duration acknowledgeWithin() {
        return duration(GroupOption.ACKNOWLEDGE_WITHIN).orElse(Duration.ofMinutes(5));
    }

    /** Whether failed messages are given up at some time. */
    boolean givesUp() {
        return chosen.containsKey(DEAD_LETTERS) || chosen.containsKey(FAILED);
    }

    void applyTo(Sink sink) {
        find(GroupOption.ORDERING).ifPresent(value -> sink.ordering(Texts.ordering(value.text())));
        find(GroupOption.CONCURRENCY).ifPresent(value -> sink.concurrency(Texts.positiveNumber(value.text())));
        if (find(GroupOption.VIRTUAL_THREADS)
                .filter(value -> Texts.truth(value.text()))
                .isPresent()) {
            sink.virtualThreads();
        }
        if (find(RETRY_PAUSE).isPresent()
                || find(RETRY_MAX_PAUSE).isPresent()
                || find(ATTEMPTS).isPresent()) {
            Retry retry = Retry.exponential(firstPause()).max(longestPause());
            sink.retry(find(ATTEMPTS)
                    .map(value -> retry.attempts(Texts.positiveNumber(value.text())))
                    .orElse(retry));
        }
        find(DEAD_LETTERS).ifPresent(topic -> sink.deadLetters(topic.text()));
        find(FAILED).ifPresent(value -> {
            if (Texts.oneOf(value.text(), GroupOption.Failed.values()) == GroupOption.Failed.SKIP) {
                sink.skipFailed();
            } else {
                sink.stopOnFailure();
            }
        });
        failures(GroupOption.FATAL).forEach(sink::fatal);
        failures(GroupOption.RETRYABLE).forEach(sink::retryable);
        failures(GroupOption.NEVER_GIVE_UP).forEach(sink::neverGiveUp);
        if (find(GroupOption.MAX_UNFINISHED).isPresent()
                || find(GroupOption.MAX_UNFINISHED_BYTES).isPresent()) {
            sink.maxUnfinished(
                    number(GroupOption.MAX_UNFINISHED, MAX_RECORDS),
                    number(GroupOption.MAX_UNFINISHED_BYTES, MAX_BYTES));
        }
        duration(GroupOption.TIMEOUT).ifPresent(sink::timeout);
        duration(GroupOption.COMMIT_INTERVAL).ifPresent(sink::commitInterval);
        duration(GroupOption.DRAIN).ifPresent(sink::drain);
        properties.forEach((name, value) -> sink.property(name, value.text()));
    }

    /** Of settings of Kafka's only that they are there: some are secrets, and the group's own report knows which. */
    List<ListenerReport.Option> reported(boolean broadcast) {
        List<ListenerReport.Option> all = new ArrayList<>();
        for (GroupOption option : GroupOption.values()) {
            if (!broadcast || !option.needsGroup()) {
                all.add(find(option)
                        .map(value -> new ListenerReport.Option(option.key(), value.text(), value.origin()))
                        .orElseGet(() -> new ListenerReport.Option(option.key(), option.otherwise(), "default")));
            }
        }
        properties.forEach(
                (name, value) -> all.add(new ListenerReport.Option(PROPERTIES + name, "<as set>", value.origin())));
        return all;
    }
}
