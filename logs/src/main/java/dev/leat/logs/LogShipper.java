package dev.leat.logs;

import dev.leat.core.Leat;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Brings what an application logs to Kafka. Whoever logs never waits, unless that was asked for: entries get into a bounded queue, and one thread sends them. From any
 * thread.
 *
 * <pre>{@code
 * LogShipper shipper = LogShipper.to("localhost:9092").service("billing").build();
 * shipper.offer(LogEntry.at(Instant.now(), LogLevel.INFO, "billing.Invoices", "paid").build());
 * shipper.close();
 * }</pre>
 *
 * <p>Applications have an adapter do that: {@code dev.leat.logs.logback.KafkaAppender}, or {@code LeatKafka} of Log4j 2.
 *
 * @since 0.1
 */
public final class LogShipper implements AutoCloseable {
    /** Beyond the time to drain: a send that waits for Kafka's client comes back after a second at the latest. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    /** What says how much is left shall be seen before the JVM ends; who takes no text does not keep it from that. */
    private static final Duration SHOWN = Duration.ofSeconds(1);

    /** What an entry takes beside its texts, in memory or written down. */
    private static final int ENTRY_BYTES = 512;

    private static final int THROWABLE_BYTES = 4096;
    /** Beyond these they are no more looked at, since causes may go round in circles. */
    private static final int CAUSES = 16;

    private final String topic;
    private final int messageBytes;
    private final Redaction redaction;
    private final Duration drainWithin;
    private final Leat leat;
    private final Surroundings surroundings;
    private final Apart apart;
    private final EntryQueue queue;
    private final Tally tally;
    private final Fallback fallback;
    private final Sender sender;
    private final Thread hook;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    /** @param options of which nothing is kept: whoever has them may go on with them */
    LogShipper(LogShipperBuilder options, Leat leat, String name) {
        this.topic = options.topic();
        this.messageBytes = options.limits().message();
        this.redaction = options.redaction();
        this.drainWithin = options.drainWithin();
        this.leat = leat;
        this.surroundings = leat.surroundings();
        this.tally = new Tally();
        this.queue = new EntryQueue(options.bounds(), tally);
        this.apart = options.apart(name);
        this.fallback = options.fallback(name, surroundings);
        try {
            this.sender = started(options.sender(name, leat, queue, tally, fallback));
        } catch (RuntimeException | Error e) {
            fallback.close();
            throw e;
        }
        this.hook = new Thread(this::closeWithJvm, name + "-hook");
        if (options.drainsAtExit()) {
            addHook();
        }
    }

    private static Sender started(Sender sender) {
        try {
            sender.start();
            return sender;
        } catch (RuntimeException | Error e) { // there is no thread to be had
            sender.abandon();
            throw e;
        }
    }

    private void addHook() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the JVM is ending, and whoever logs even now closes it or loses what is not sent until then
        }
    }

    /**
     * A shipper with a connection of its own.
     *
     * @param brokers {@code host:port}, several separated by commas
     */
    public static LogShipperBuilder to(String brokers) {
        return new LogShipperBuilder(Leat.builder().brokers(brokers));
    }

    /**
     * A shipper with the same settings as this connection, and a producer of its own: neither interceptors nor the request context of the connection see log records. Closing
     * the connection does not close it, so that this can still be logged.
     */
    public static LogShipperBuilder on(Leat leat) {
        return new LogShipperBuilder(
                Leat.builder().properties(leat.properties()).surroundings(leat.surroundings()));
    }

    /**
     * Takes an entry, or not; with {@link LogShipperBuilder#waitAtMost} it may wait for room, otherwise it never waits.
     *
     * @return whether it will be sent, as far as can be said now
     */
    public boolean offer(LogEntry entry) {
        if (apart.has(entry)) {
            tally.apart();
            fallback.addOwn(entry);
            return false;
        }
        LogEntry bounded = entry.shortened(messageBytes, redaction);
        if (sender.showsEntries()) {
            fallback.add(bounded);
        }
        EntryQueue.Answer answer = queue.offer(bounded, estimate(bounded));
        if (answer == EntryQueue.Answer.TAKEN_WAKE) {
            sender.wake();
        }
        return answer != EntryQueue.Answer.REFUSED;
    }

    /** In bytes, roughly, of the larger of the two: the objects, or what is written of them. Quick, and not exact. */
    static int estimate(LogEntry entry) {
        long bytes = ENTRY_BYTES + 2L * entry.message().length();
        if (!entry.fields().isEmpty()) {
            for (var field : entry.fields().entrySet()) {
                String value = field.getValue();
                bytes += 64 + 2L * (field.getKey().length() + (value == null ? 0 : value.length()));
            }
        }
        bytes += entry.throwable().map(LogShipper::estimate).orElse(0L);
        return (int) Math.min(Integer.MAX_VALUE, bytes);
    }

    /** With the messages of its causes, which may be long; frames are alike, and few beside that. */
    private static long estimate(Throwable throwable) {
        long bytes = 0;
        Throwable each = throwable;
        for (int depth = 0; each != null && depth < CAUSES; depth++) {
            String message = Stack.messageOf(each);
            bytes += THROWABLE_BYTES + (message == null ? 0 : 2L * message.length());
            each = Stack.causeOf(each);
        }
        return bytes;
    }

    /** What has become of the entries until now. */
    public LogCounts counts() {
        return tally.counts(queue.standing(), sender.kept());
    }

    /** Takes nothing more, and sends what there is, for at most as long as {@link LogShipperBuilder#drainWithin} says. A second call does nothing. */
    @Override
    public void close() {
        if (!isClosed.compareAndSet(false, true)) {
            return;
        }
        forgetHook();
        long limit = drainWithin.toNanos();
        queue.close();
        sender.drainUntil(surroundings.nanos() + limit);
        try {
            var unused = sender.awaitEnd(limit + GRACE.toNanos());
            fallback.close();
            fallback.awaitEnd(SHOWN.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            fallback.close();
            leat.close(Duration.ZERO);
        }
    }

    private void closeWithJvm() {
        close();
    }

    private void forgetHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the JVM is ending, and the hook runs or has run
        }
    }

    @Override
    public String toString() {
        return "LogShipper[" + topic + "]";
    }
}
