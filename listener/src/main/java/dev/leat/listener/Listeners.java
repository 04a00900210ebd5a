package dev.leat.listener;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.GroupState;
import dev.leat.core.Leat;
import dev.leat.core.Tail;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Methods with {@link Listener}, in the groups that they name: found, checked, started and stopped together.
 *
 * <pre>{@code
 * Listeners listeners = Listeners.of(leat).serdes(Json::ofType).add(new Billing()).build();
 * listeners.start();
 * }</pre>
 *
 * <p>A method may take, in any order: the <em>value</em>, by its declared type ({@code String}, {@code byte[]}, numbers, {@link java.util.UUID},
 * {@link java.nio.ByteBuffer}, or what {@link ListenersBuilder#serdes} knows); {@link Key @Key}; {@link Header @Header}; {@link Topic @Topic}, {@link
 * Partition @Partition}, {@link Offset @Offset}, {@link Timestamp @Timestamp}, {@link Attempt @Attempt}; the whole {@link dev.leat.core.Message} of any
 * key and value; an {@link dev.leat.core.Acknowledgement}; the {@link dev.leat.core.Transaction} in which the message is handled, as {@link
 * dev.leat.core.ConsumerGroupBuilder#onTransaction} says, which a reply goes into as well; the {@link MessageContext}; the {@link dev.leat.core.RequestContext}. A method that takes a {@link List}
 * of values or messages, or a {@link dev.leat.core.Batch}, is called with several at a time; a single value that is a list itself is taken as {@code Message<K,
 * List<T>>}. A tombstone for a method that wants a value fails for good, unless the parameter is an {@link Optional} or marked as nullable.
 *
 * <p>Several methods may take one topic in one group: all are called before a message is done, each with what it reads of it. If one fails, the next
 * attempt calls only those that have not succeeded, as long as the partition stays here.
 *
 * <p>All methods may be called from any thread.
 *
 * @since 0.1
 */
public final class Listeners implements AutoCloseable {
    private static final Logger REPORT = LoggerFactory.getLogger("dev.leat.listener.report");
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.listener");
    private static final Duration CLOSE = Duration.ofSeconds(30);

    private final Leat leat;
    private final List<ConsumerGroup> groups;
    private final List<Broadcast> broadcasts;
    private final Set<String> waiting;
    private final @Nullable Replies replies;
    private final Attributes attributes;
    private final ListenerReport report;
    private boolean reported; // guarded by this

    Listeners(
            Leat leat,
            List<ConsumerGroup> groups,
            List<Broadcast> broadcasts,
            Set<String> waiting,
            @Nullable Replies replies,
            Attributes attributes,
            ListenerReport report) {
        this.leat = leat;
        this.groups = List.copyOf(groups);
        this.broadcasts = List.copyOf(broadcasts);
        this.waiting = Set.copyOf(waiting);
        this.replies = replies;
        this.attributes = attributes;
        this.report = report;
    }

    /** Nothing is found or started before {@link ListenersBuilder#build()}. */
    public static ListenersBuilder of(Leat leat) {
        return new ListenersBuilder(leat);
    }

    /** Whether that class has methods with {@link Listener}, of its own or inherited: for containers, to find them among what they hold. */
    public static boolean areIn(Class<?> type) {
        return !Declared.in(type).isEmpty();
    }

    /**
     * Starts all groups and broadcasts and returns at once; Kafka may be away, and is tried until it is there. Writes the {@link #report} to the log. What
     * runs goes on; what was stopped starts again. Those with {@code auto-start = false} wait for {@link #start(String)}. A group that has ended by itself cannot
     * be started again, which is logged; all others are.
     *
     * @throws IllegalStateException if this was closed
     */
    public void start() {
        logOnce();
        for (ConsumerGroup group : groups) {
            if (group.failure().isPresent()) {
                LOG.warn(
                        "group={} has ended by itself and stays so, build new listeners to start it again", group.id());
            } else if (!waiting.contains(group.id())) {
                group.start();
            }
        }
        broadcasts.stream()
                .filter(broadcast -> !waiting.contains(broadcast.name()))
                .forEach(Broadcast::start);
    }

    /**
     * Starts one group or broadcast: one that has {@code auto-start = false}, or was stopped.
     *
     * @throws IllegalArgumentException if no listener names it
     * @throws IllegalStateException if it is closed
     */
    public void start(String id) {
        logOnce();
        Optional<Broadcast> broadcast =
                broadcasts.stream().filter(each -> each.name().equals(id)).findFirst();
        if (broadcast.isPresent()) {
            broadcast.get().start();
        } else {
            group(id).start();
        }
    }

    private synchronized void logOnce() {
        if (!reported) {
            reported = true;
            report.toString().lines().forEach(line -> REPORT.info("{}", line));
        }
    }

    /**
     * Stops all groups and broadcasts: starts no more calls, waits for those that run, commits, and leaves the groups. Groups stop side by side, broadcasts
     * after them, all within that time. They can be started again.
     *
     * @return whether all have stopped; false if a listener asks, whose own end it cannot wait for
     * @throws InterruptedException if the calling thread was interrupted; they go on to stop
     */
    public boolean stop(Duration atMost) throws InterruptedException {
        long deadline = deadline(atMost);
        groups.forEach(group -> group.stop(atMost));
        boolean stopped = true;
        for (ConsumerGroup group : groups) {
            stopped &= group.stopAndWait(left(deadline));
        }
        for (Broadcast broadcast : broadcasts) {
            broadcast.stop(left(deadline));
        }
        return stopped;
    }

    /** The consumer groups, for their states, progress, pauses and health; in the order in which listeners name them. */
    public List<ConsumerGroup> groups() {
        return groups;
    }

    /**
     * The consumer group with that id.
     *
     * @throws IllegalArgumentException if no listener names it; broadcasts are no groups
     */
    public ConsumerGroup group(String id) {
        return groups.stream()
                .filter(group -> group.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no listener is in group '" + id + "'; there are "
                        + groups.stream().map(ConsumerGroup::id).toList()));
    }

    /** The tails of broadcasts that run, for their states. */
    public List<Tail> broadcasts() {
        return broadcasts.stream().flatMap(each -> each.running().stream()).toList();
    }

    /** What all guards, filters and methods share. */
    public Attributes attributes() {
        return attributes;
    }

    /** Every listener and every option, and where each came from. */
    public ListenerReport report() {
        return report;
    }

    /** {@link #close(Duration)} with 30 seconds. */
    @Override
    public void close() {
        close(CLOSE);
    }

    /** {@link #stop} for good, and sends what replies are on their way; the Leat stays open. A second call does nothing. */
    public void close(Duration atMost) {
        long deadline = deadline(atMost);
        groups.forEach(group -> group.stop(atMost)); // so that all drain side by side
        groups.forEach(group -> group.close(left(deadline)));
        broadcasts.forEach(broadcast -> broadcast.close(left(deadline)));
        if (replies != null) {
            replies.close(left(deadline));
        }
    }

    /** Whether nothing of it can run any more. */
    boolean isClosed() {
        return groups.stream().allMatch(group -> group.state() == GroupState.CLOSED)
                && broadcasts.stream().allMatch(Broadcast::isClosed);
    }

    Leat leat() {
        return leat;
    }

    private long deadline(Duration atMost) {
        return leat.surroundings().nanos() + atMost.toNanos();
    }

    private Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - leat.surroundings().nanos()));
    }

    @Override
    public String toString() {
        return "Listeners"
                + report.groups().stream().map(ListenerReport.Group::id).toList();
    }
}
