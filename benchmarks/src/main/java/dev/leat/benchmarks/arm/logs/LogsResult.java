package dev.leat.benchmarks.arm.logs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was measured; empty or null what that kind of run does not measure.
 *
 * @param failure why there is nothing; null if all went well
 */
public record LogsResult(
        List<Calls> calls,
        @Nullable Flow flow,
        @Nullable Memory memory,
        @Nullable String failure) {
    /**
     * How long calls took, in nanoseconds.
     *
     * @param phase how the broker was
     */
    public record Calls(String phase, Way way, long samples, long p50, long p99, long p999, long max) {}

    /**
     * What became of what was logged.
     *
     * @param seconds that it was logged for
     * @param sent what Kafka has confirmed
     * @param drainSeconds how long it took until nothing was waiting any more
     */
    public record Flow(double seconds, long logged, long sent, long dropped, double drainSeconds) {}

    /**
     * In bytes, live objects only.
     *
     * @param bound what may be held
     * @param before what was in use before
     * @param most what was in use at most meanwhile
     */
    public record Memory(long bound, long before, long most) {}

    public static LogsResult calls(List<Calls> calls) {
        return new LogsResult(List.copyOf(calls), null, null, null);
    }

    public static LogsResult flow(Flow flow) {
        return new LogsResult(List.of(), flow, null, null);
    }

    public static LogsResult overload(Flow flow, Memory memory) {
        return new LogsResult(List.of(), flow, memory, null);
    }

    public static LogsResult failed(String why) {
        return new LogsResult(List.of(), null, null, why);
    }
}
