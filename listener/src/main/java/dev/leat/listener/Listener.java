package dev.leat.listener;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that is called with the messages of topics. What its parameters may be is told in {@link Listeners}. Not private, static or
 * abstract; may be called by many threads at once, as the group's ordering and concurrency allow.
 *
 * <p>Returning means done: the offset may be committed, once all other methods of the group for that topic have returned as well. Throwing means
 * failed: the retry policy of the group decides what follows. A method that returns a {@link java.util.concurrent.CompletionStage} is done when
 * that ends; one that takes an {@link dev.leat.core.Acknowledgement}, when that is used.
 *
 * <pre>{@code
 * @Listener(topics = "orders", group = "billing")
 * void charge(Order order, @Key String id) {
 *     …
 * }
 * }</pre>
 *
 * <p>All texts may hold placeholders, {@code ${name}} or {@code ${name:default}}, which the {@link Configuration} fills. The same method may have
 * several of these annotations: for other topics, or the same in another group.
 *
 * @since 0.1
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Listener.Several.class)
public @interface Listener {
    /** Names of topics; each may hold several, separated by commas. Either these or {@link #pattern}. */
    String[] topics() default {};

    /** A regular expression that the whole name of a topic matches, also of one made later. */
    String pattern() default "";

    /**
     * The consumer group; with {@link #broadcast} the name by which it goes in logs. Default: that of the {@link ListenerGroup} on the method, else
     * on its class. One of these must say it.
     */
    String group() default "";

    /**
     * Where partitions begin that the group has never committed: {@code earliest}, {@code latest}, an age ({@code PT1H}, {@code 1h}), or an
     * instant ({@code 2026-01-31T00:00:00Z}). Default: what {@code auto.offset.reset} says, else earliest.
     */
    String from() default "";

    /** Exactly these partitions of the {@link #topics}, such as {@code 0,4-7}; shared with nobody, as {@link dev.leat.core.Topics#partitions} says. */
    String partitions() default "";

    /**
     * Every running instance of the application gets every message: a {@link dev.leat.core.Tail}, without a group and without commits, which begins
     * at {@link #from} each time it starts. Default false.
     */
    boolean broadcast() default false;

    /**
     * Where the result is sent, with the key of the message, before the message counts as done: a topic, or {@code header:NAME} for the topic that
     * the header of that name tells. Without such a header, or with null as the result, nothing is sent. A header {@value #CORRELATION} is sent
     * back as it came. A topic that a header tells is whatever those say who may send to the {@link #topics}. Default: the method has no result.
     */
    String replyTo() default "";

    /** Only messages that pass are handled by this method; for it, others are done. Made by its constructor without parameters, once. */
    Class<? extends MessageFilter> filter() default MessageFilter.All.class;

    /** The name of the header by which whoever asked finds the reply. */
    String CORRELATION = "correlation-id";

    /** Holds several on one method; written by the compiler. */
    @Documented
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Several {
        Listener[] value();
    }
}
