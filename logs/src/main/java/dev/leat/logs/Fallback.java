package dev.leat.logs;

import dev.leat.core.spi.Surroundings;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where entries are shown that cannot reach Kafka now, and those that must not: lines of text. Whoever logs never waits for it: one thread writes, from the first entry until the end, and what is too
 * much for it is left out and counted. Thread-safe.
 */
final class Fallback {
    private static final String THREADS = "-fallback";
    /** The thread is woken for what comes. */
    private static final long SLEEP = TimeUnit.SECONDS.toNanos(60);

    private static final int MOST_WAITING = 1_000;
    /** Of Kafka's client and of Leat: this many at once, and then so many a second. */
    private static final int BURST = 100;

    private static final long NANOS_A_LINE = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int STACK_CHARACTERS = 4_000;

    private final Surroundings surroundings;
    private final Redaction redaction;
    private final @Nullable LineOutput output;
    private final Thread thread;
    private final CountDownLatch ended = new CountDownLatch(1);
    // All that follows is guarded by this.
    private final Queue<LogEntry> waiting = new ArrayDeque<>();
    private boolean isStarted;
    private boolean isAsleep;
    private boolean isClosed;
    /** The thread's own: there is nothing to show, and nothing comes any more. */
    private boolean isOver;

    private long leftOut;
    private long allowance = BURST;
    private long allowedNanos;

    /**
     * @param shipper its name, of which the thread's follows
     * @param output closed with it; null for nowhere
     */
    Fallback(Surroundings surroundings, String shipper, Redaction redaction, @Nullable LineOutput output) {
        this.surroundings = surroundings;
        this.redaction = redaction;
        this.output = output;
        this.thread = surroundings.thread(shipper + THREADS, this::write);
        this.allowedNanos = surroundings.nanos();
    }

    /** Whether a thread of that name shows entries, for this shipper or for another one of this process. */
    static boolean isThread(String name) {
        return name.endsWith(THREADS) && name.startsWith(LogShipperBuilder.NAMES);
    }

    /**
     * What an entry of Kafka's client or of Leat comes to: of those that are grave, some each second. But not what is logged while something is shown: where standard error leads into a logger, that is
     * what has been shown.
     */
    void addOwn(LogEntry entry) {
        if (entry.level().isGrave() && output != null && !isThread(entry.thread()) && isAllowed()) {
            add(entry);
        }
    }

    private synchronized boolean isAllowed() {
        long now = surroundings.nanos();
        long more = (now - allowedNanos) / NANOS_A_LINE;
        if (more > 0) {
            allowance = Math.min(BURST, allowance + more);
            allowedNanos += more * NANOS_A_LINE;
        }
        if (allowance == 0) {
            leftOut++;
            return false;
        }
        allowance--;
        return true;
    }

    /** Shows an entry, unless it is closed. */
    void add(LogEntry entry) {
        if (output == null) {
            return;
        }
        boolean isFirst;
        boolean wakes;
        synchronized (this) {
            if (isClosed) {
                return;
            }
            if (waiting.size() >= MOST_WAITING) {
                leftOut++;
                return;
            }
            waiting.add(entry);
            isFirst = !isStarted;
            isStarted = true;
            wakes = isAsleep;
            isAsleep = false;
        }
        if (isFirst) {
            thread.start();
        } else if (wakes) {
            surroundings.unpark(thread);
        }
    }

    /** Takes nothing more; what is there is still shown. */
    void close() {
        synchronized (this) {
            if (isClosed) {
                return;
            }
            isClosed = true;
            if (!isStarted) {
                end();
                return;
            }
        }
        surroundings.unpark(thread);
    }

    /** Waits until all that there was when it was closed is shown, at most so long. */
    void awaitEnd(long nanos) throws InterruptedException {
        var unused = surroundings.await(ended, nanos);
    }

    private void write() {
        Stack stack = new Stack(STACK_CHARACTERS, redaction);
        try {
            while (true) {
                LogEntry next = next();
                if (next != null) {
                    tryToShow(next, stack);
                } else if (isOver) {
                    return;
                } else {
                    Thread.interrupted(); // meant for the writer, if at all; with it there would be no rest
                    surroundings.park(SLEEP);
                }
            }
        } finally {
            end();
        }
    }

    private void end() {
        try {
            if (output != null) {
                output.close();
            }
        } catch (IOException e) {
            // each line was written to its end before
        } finally {
            ended.countDown();
        }
    }

    private void tryToShow(LogEntry entry, Stack stack) {
        try {
            show(entry, stack);
        } catch (IOException | RuntimeException | Error e) { // also of whoever has thrown what is shown
            // there is nowhere left to say it
        }
    }

    private synchronized @Nullable LogEntry next() {
        LogEntry next = waiting.poll();
        if (next == null && leftOut > 0) {
            next = LogEntry.at(
                            surroundings.now(),
                            LogLevel.WARN,
                            "dev.leat.logs",
                            leftOut + " more entries are not shown here, since there were too many")
                    .build();
            leftOut = 0;
        }
        isAsleep = next == null;
        isOver = isAsleep && isClosed;
        return next;
    }

    private void show(LogEntry entry, Stack stack) throws IOException {
        if (output == null) {
            return;
        }
        Writer writer = output.writer();
        StringBuilder line = new StringBuilder();
        Instant time = entry.time();
        line.append(time)
                .append(' ')
                .append(entry.level())
                .append(" [")
                .append(entry.thread())
                .append("] ")
                .append(entry.logger())
                .append(" - ")
                .append(redaction.message(entry.message()))
                .append(System.lineSeparator());
        entry.throwable().ifPresent(thrown -> {
            stack.write(thrown);
            line.append(stack.text()).append(System.lineSeparator());
        });
        writer.write(line.toString());
        writer.flush();
    }
}
