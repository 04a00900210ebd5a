package dev.leat.listener;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The options of {@link ListenerGroup}, each with its name in configurations. */
@SuppressWarnings("ImmutableEnumChecker") // its functions keep nothing
enum GroupOption {
    ORDERING("ordering", ListenerGroup::ordering, Texts::ordering, "partition"),
    CONCURRENCY("concurrency", ListenerGroup::concurrency, Texts::positiveNumber, "1"),
    VIRTUAL_THREADS("virtual-threads", ListenerGroup::virtualThreads, Texts::truth, "false"),
    COMMIT_INTERVAL("commit-interval", ListenerGroup::commitInterval, Texts::positive, "1s"),
    BATCH_SIZE("batch-size", ListenerGroup::batchSize, Texts::positiveNumber, "500"),
    BATCH_AGE("batch-age", ListenerGroup::batchAge, Texts::duration, "100ms"),
    RETRY_PAUSE("retry-pause", ListenerGroup::retryPause, Texts::positive, "200ms"),
    RETRY_MAX_PAUSE("retry-max-pause", ListenerGroup::retryMaxPause, Texts::positive, "30s"),
    ATTEMPTS("attempts", ListenerGroup::attempts, Texts::positiveNumber, "unlimited"),
    DEAD_LETTERS("dead-letters", ListenerGroup::deadLetters, text -> text, "none"),
    FAILED("failed", ListenerGroup::failed, text -> Texts.oneOf(text, Failed.values()), "retried"),
    TIMEOUT("timeout", ListenerGroup::timeout, Texts::positive, "none"),
    ACKNOWLEDGE_WITHIN("acknowledge-within", ListenerGroup::acknowledgeWithin, Texts::positive, "5m"),
    DRAIN("drain", ListenerGroup::drain, Texts::duration, "30s"),
    MAX_UNFINISHED("max-unfinished", ListenerGroup::maxUnfinished, Texts::positiveNumber, "10000"),
    MAX_UNFINISHED_BYTES("max-unfinished-bytes", ListenerGroup::maxUnfinishedBytes, Texts::positiveNumber, "16777216"),
    FATAL("fatal", group -> names(group.fatal()), Texts::failures, "none"),
    RETRYABLE("retryable", group -> names(group.retryable()), Texts::failures, "none"),
    NEVER_GIVE_UP("never-give-up", group -> names(group.neverGiveUp()), Texts::failures, "none"),
    AUTO_START("auto-start", ListenerGroup::autoStart, Texts::truth, "true");

    /** What becomes of messages without attempts left, if there is no dead letter topic. */
    enum Failed {
        SKIP,
        STOP
    }

    private final String key;
    private final Function<ListenerGroup, String> inAnnotation;
    private final Function<String, ?> parse;
    private final String otherwise;

    GroupOption(String key, Function<ListenerGroup, String> inAnnotation, Function<String, ?> parse, String otherwise) {
        this.key = key;
        this.inAnnotation = inAnnotation;
        this.parse = parse;
        this.otherwise = otherwise;
    }

    /** Its name in configurations. */
    String key() {
        return key;
    }

    /** What is in force without it, for reports. */
    String otherwise() {
        return otherwise;
    }

    /** Empty text if it is left out. */
    String in(ListenerGroup annotation) {
        return inAnnotation.apply(annotation);
    }

    /** What is wrong with that text; empty if nothing is. */
    Optional<String> problem(String text) {
        try {
            Object unused = parse.apply(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Whether it has no meaning where there is no group. */
    boolean needsGroup() {
        return this == COMMIT_INTERVAL || this == DRAIN;
    }

    private static String names(Class<?>[] types) {
        return Arrays.stream(types).map(Class::getName).collect(Collectors.joining(", "));
    }

    static Optional<GroupOption> of(String key) {
        return Arrays.stream(values()).filter(option -> option.key.equals(key)).findFirst();
    }
}
