package dev.leat.logs;

import dev.leat.core.spi.Surroundings;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where entries are shown that cannot reach Kafka now, and those that must not: lines of text. Whoever logs never waits for it: a thread writes, which exists while there is something
 * to write, and what is too much for it is left out and counted. Thread-safe.
 */
final class Fallback {
    private static final int MOST_WAITING = 1_000;
    /** Of Kafka's client and of Leat: this many at once, and then so many a second. */
    private static final int BURST = 100;

    private static final long NANOS_A_LINE = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int STACK_CHARACTERS = 4_000;

    private final Surroundings surroundings;
    private final String name;
    private final Redaction redaction;
    private final @Nullable Supplier<Writer> output;
    // All that follows is guarded by this.
    private final Queue<LogEntry> waiting = new ArrayDeque<>();
    private boolean isWriting;
    private CountDownLatch written = new CountDownLatch(0);
    private long leftOut;
    private long allowance = BURST;
    private long allowedNanos;

    /** @param output asked for each time something is written; null for nowhere */
    Fallback(Surroundings surroundings, String name, Redaction redaction, @Nullable Supplier<Writer> output) {
        this.surroundings = surroundings;
        this.name = name;
        this.redaction = redaction;
        this.output = output;
        this.allowedNanos = surroundings.nanos();
    }

    /** What an entry of Kafka's client or of Leat comes to: of those that are grave, some each second. */
    void addOwn(LogEntry entry) {
        if (entry.level().isGrave() && output != null && isAllowed()) {
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

    /** Shows an entry. */
    void add(LogEntry entry) {
        if (output == null) {
            return;
        }
        synchronized (this) {
            if (waiting.size() >= MOST_WAITING) {
                leftOut++;
                return;
            }
            waiting.add(entry);
            if (isWriting) {
                return;
            }
            isWriting = true;
            written = new CountDownLatch(1);
        }
        surroundings.thread(name, this::write).start();
    }

    /** Waits until everything is shown, at most so long. */
    void awaitShown(long nanos) throws InterruptedException {
        CountDownLatch all;
        synchronized (this) {
            all = written;
        }
        var unused = surroundings.await(all, nanos);
    }

    private void write() {
        Stack stack = new Stack(STACK_CHARACTERS);
        for (LogEntry next = next(); next != null; next = next()) {
            try {
                show(next, stack);
            } catch (IOException | RuntimeException | Error e) { // also of whoever has thrown what is shown
                // there is nowhere left to say it
            }
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
        isWriting = next != null;
        if (!isWriting) {
            written.countDown();
        }
        return next;
    }

    private void show(LogEntry entry, Stack stack) throws IOException {
        Supplier<Writer> to = output;
        if (to == null) {
            return;
        }
        Writer writer = to.get();
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
            line.append(redaction.message(stack.text())).append(System.lineSeparator());
        });
        writer.write(line.toString());
        writer.flush();
    }
}
