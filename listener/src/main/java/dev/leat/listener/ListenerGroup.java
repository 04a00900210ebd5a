package dev.leat.listener;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a consumer group runs; on a class, or on a method, it is also the group of the listeners there that name none. What is left out is {@link
 * dev.leat.core.ConsumerGroupBuilder}'s default.
 *
 * <p>Options belong to the group, wherever they are said: two places that say different things are an error. The property {@code
 * leat.groups.<group>.<option>}, with the name that each option has below, wins over all annotations; {@code
 * leat.groups.<group>.properties.<setting>} sets any setting of Kafka's consumer. Durations are {@code PT0.2S} or {@code 200ms}, with {@code ms},
 * {@code s}, {@code m}, {@code h} or {@code d}. All texts may hold placeholders.
 *
 * @since 0.1
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(ListenerGroup.Several.class)
public @interface ListenerGroup {
    /** Kafka's {@code group.id}. */
    String value();

    /** {@code ordering}: {@code partition}, {@code key} or {@code unordered}. Default {@code partition}. */
    String ordering() default "";

    /** {@code concurrency}: the most calls at a time, over all partitions of this instance. Default 1. */
    String concurrency() default "";

    /** {@code virtual-threads}: {@code true} runs methods on virtual threads, which need Java 21. Default false. */
    String virtualThreads() default "";

    /** {@code commit-interval}: the least time between two commits. Default a second. Not for broadcasts, which commit nothing. */
    String commitInterval() default "";

    /** {@code batch-size}: the most messages in a call of a method that takes several. Default 500. */
    String batchSize() default "";

    /** {@code batch-age}: the longest that a message waits for others. Default 100 milliseconds. */
    String batchAge() default "";

    /** {@code retry-pause}: the pause after the first failure; doubled by each further one. Default 200 milliseconds. */
    String retryPause() default "";

    /** {@code retry-max-pause}: the longest pause. Default 30 seconds, or the first if that is longer. */
    String retryMaxPause() default "";

    /** {@code attempts}: calls in all, the first included. Default without limit; with one, {@link #deadLetters} or {@link #failed} says what then. */
    String attempts() default "";

    /** {@code dead-letters}: the topic for messages without attempts left, and for unreadable ones at once. */
    String deadLetters() default "";

    /** {@code failed}: instead of dead letters, {@code skip} passes over messages without attempts left, {@code stop} ends the group. */
    String failed() default "";

    /** {@code timeout}: the longest that a call may take; as {@link dev.leat.core.ConsumerGroupBuilder#timeout} says. Default none. */
    String timeout() default "";

    /** {@code acknowledge-within}: after which a message that is not acknowledged has failed. Default five minutes. */
    String acknowledgeWithin() default "";

    /** {@code drain}: how long a rebalance waits for running methods. Default 30 seconds. Not for broadcasts. */
    String drain() default "";

    /** {@code max-unfinished}: the most messages of one partition in memory at a time. Default 10,000. */
    String maxUnfinished() default "";

    /** {@code max-unfinished-bytes}: the same in bytes. Default 16 MiB. */
    String maxUnfinishedBytes() default "";

    /**
     * {@code fatal}, names of classes with commas between them: failures that are not tried again; as {@link
     * dev.leat.core.ConsumerGroupBuilder#fatal}.
     */
    Class<? extends Throwable>[] fatal() default {};

    /** {@code retryable}, as above: tried again even if they are caused by what is fatal; as {@link dev.leat.core.ConsumerGroupBuilder#retryable}. */
    Class<? extends Throwable>[] retryable() default {};

    /** {@code never-give-up}, as above: tried again until they pass; as {@link dev.leat.core.ConsumerGroupBuilder#neverGiveUp}. */
    Class<? extends Throwable>[] neverGiveUp() default {};

    /** {@code auto-start}: {@code false} waits for {@link Listeners#start(String)}. Default true. */
    String autoStart() default "";

    /** Holds several on one class or method; written by the compiler. */
    @Documented
    @Target({ElementType.TYPE, ElementType.METHOD})
    @Retention(RetentionPolicy.RUNTIME)
    @interface Several {
        ListenerGroup[] value();
    }
}
