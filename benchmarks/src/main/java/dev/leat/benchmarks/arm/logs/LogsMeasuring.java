package dev.leat.benchmarks.arm.logs;

import dev.leat.benchmarks.arm.LiveHeap;
import dev.leat.benchmarks.arm.logs.LogsResult.Calls;
import dev.leat.benchmarks.arm.logs.LogsResult.Flow;
import dev.leat.benchmarks.arm.logs.LogsResult.Memory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Does what a {@link LogsRun} asks for. */
final class LogsMeasuring {
    /** Until what logs is compiled. */
    private static final int WARM_UP_SECONDS = 4;

    private static final int THREADS = 2;
    private static final int LOOKS = 5;
    private static final long LONGEST_NANOS = 60_000_000_000L;

    private final LogsRun run;

    LogsMeasuring(LogsRun run) {
        this.run = run;
    }

    LogsResult result() throws IOException, InterruptedException {
        return switch (run.kind()) {
            case CALLS -> calls();
            case CALLS_DOWN -> callsDown();
            case RATE -> LogsResult.flow(rate());
            case OVERLOAD -> overload();
        };
    }

    private LogsResult calls() throws IOException, InterruptedException {
        List<Calls> calls = new ArrayList<>();
        Freezing broker = new Freezing(run.brokerPid());
        try (Everybody everybody = new Everybody()) {
            everybody.log(WARM_UP_SECONDS);
            calls.addAll(everybody.calls("up"));
            broker.freeze();
            try {
                calls.addAll(everybody.calls("frozen"));
            } finally {
                broker.thaw();
            }
            calls.addAll(everybody.calls("back"));
        }
        return LogsResult.calls(calls);
    }

    private LogsResult callsDown() {
        try (Everybody everybody = new Everybody()) {
            everybody.log(WARM_UP_SECONDS);
            return LogsResult.calls(everybody.calls("down"));
        }
    }

    /** All ways at once, in turns, so that whatever disturbs the machine disturbs all of them. */
    private final class Everybody implements AutoCloseable {
        private final List<Measured> all = Arrays.stream(Way.values())
                .map(way -> new Measured(way, Equipped.lines(way, run), new Histogram(LONGEST_NANOS, 3)))
                .toList();
        private long number;

        List<Calls> calls(String phase) {
            log(run.seconds());
            return all.stream().map(each -> each.calls(phase)).toList();
        }

        void log(int seconds) {
            all.forEach(each -> each.nanos().reset());
            Pace pace = new Pace(run.perSecond());
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            while (System.nanoTime() < end) {
                pace.await();
                number++;
                all.forEach(each -> each.log(number));
            }
        }

        @Override
        public void close() {
            all.forEach(each -> each.lines().close());
        }
    }

    private record Measured(Way way, Lines lines, Histogram nanos) {
        void log(long number) {
            long begun = System.nanoTime();
            lines.log(number);
            nanos.recordValue(Math.min(LONGEST_NANOS, System.nanoTime() - begun));
        }

        Calls calls(String phase) {
            return new Calls(
                    phase,
                    way,
                    nanos.getTotalCount(),
                    nanos.getValueAtPercentile(50),
                    nanos.getValueAtPercentile(99),
                    nanos.getValueAtPercentile(99.9),
                    nanos.getMaxValue());
        }
    }

    private Flow rate() throws InterruptedException {
        try (LeatLines lines = LeatLines.logback(run)) {
            logAll(lines, WARM_UP_SECONDS, run.perSecond() / 2);
            awaitDrained(lines);
            long offered = lines.offered();
            long sent = lines.sent();
            long dropped = lines.dropped();
            long begun = System.nanoTime();
            long logged = logAll(lines, run.seconds(), run.perSecond());
            double seconds = (System.nanoTime() - begun) / 1e9;
            double drained = awaitDrained(lines);
            return flow(
                    seconds,
                    logged,
                    lines.offered() - offered,
                    lines.sent() - sent,
                    lines.dropped() - dropped,
                    drained);
        }
    }

    private LogsResult overload() throws InterruptedException {
        try (LeatLines lines = LeatLines.logback(run)) {
            logAll(lines, WARM_UP_SECONDS, run.perSecond() / 100);
            awaitDrained(lines);
            long offered = lines.offered();
            long sent = lines.sent();
            long dropped = lines.dropped();
            long before = LiveHeap.bytes();
            long most = before;
            long logged = 0;
            long begun = System.nanoTime();
            for (int look = 0; look < LOOKS; look++) {
                logged += logAll(lines, Math.max(1, run.seconds() / LOOKS), run.perSecond());
                most = Math.max(most, LiveHeap.bytes());
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            double drained = awaitDrained(lines);
            Flow flow = flow(
                    seconds,
                    logged,
                    lines.offered() - offered,
                    lines.sent() - sent,
                    lines.dropped() - dropped,
                    drained);
            return LogsResult.overload(flow, new Memory(lines.bound(), before, most));
        }
    }

    private static Flow flow(double seconds, long logged, long offered, long sent, long dropped, double drained) {
        if (offered < logged || sent + dropped != offered) {
            throw new IllegalStateException(
                    "of " + offered + " entries " + sent + " were sent and " + dropped + " dropped, which is not all");
        }
        return new Flow(seconds, logged, sent, dropped, drained);
    }

    /** @return how many were logged */
    private static long logAll(Lines lines, int seconds, int perSecond) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        long[] logged = new long[THREADS];
        for (int index = 0; index < THREADS; index++) {
            int mine = index;
            Thread thread = new Thread(() -> logged[mine] = logOne(lines, seconds, (double) perSecond / THREADS));
            thread.start();
            threads.add(thread);
        }
        long all = 0;
        for (int index = 0; index < THREADS; index++) {
            threads.get(index).join();
            all += logged[index];
        }
        return all;
    }

    private static long logOne(Lines lines, int seconds, double perSecond) {
        Pace pace = new Pace(perSecond);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long number = 0;
        while (System.nanoTime() < end) {
            pace.await();
            lines.log(number++);
        }
        return number;
    }

    /** @return how long it took, in seconds */
    private static double awaitDrained(LeatLines lines) throws InterruptedException {
        long begun = System.nanoTime();
        while (lines.waiting() > 0 && System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(60)) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return (System.nanoTime() - begun) / 1e9;
    }
}
