package dev.leat.benchmarks.arm.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.benchmarks.arm.logs.LogsRun.Kind;
import dev.leat.embedded.Embedded;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a broker in a JVM of its own, since it is frozen. */
class LogsMeasuringIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void measuresEveryWayInEveryPhaseAndCountsWhatArrives() throws IOException, InterruptedException {
        Set<Long> before = children();
        try (Embedded kafka = Embedded.builder().forked().start()) {
            Set<Long> started = children();
            started.removeAll(before);
            long pid = started.iterator().next();
            kafka.createTopic("logs", 2);

            LogsResult calls = run(Kind.CALLS, kafka, pid, 500);
            LogsResult rate = run(Kind.RATE, kafka, pid, 500);

            assertThat(calls.calls()).hasSize(3 * Way.values().length);
            assertThat(calls.calls().stream().map(LogsResult.Calls::phase).collect(Collectors.toSet()))
                    .containsExactlyInAnyOrder("up", "frozen", "back");
            assertThat(calls.calls()).allSatisfy(each -> {
                assertThat(each.samples()).isPositive();
                assertThat(each.p50()).isPositive();
                assertThat(each.max()).isGreaterThanOrEqualTo(each.p999());
            });
            LogsResult.Flow flow = rate.flow();
            assertThat(flow).isNotNull();
            assertThat(flow.logged()).isPositive();
            assertThat(flow.sent() + flow.dropped()).isEqualTo(flow.logged());
        }
    }

    private LogsResult run(Kind kind, Embedded kafka, long pid, int perSecond)
            throws IOException, InterruptedException {
        LogsRun run = new LogsRun(kind, kafka.bootstrapServers(), pid, "logs", folder.toString(), 1, perSecond);
        return new LogsMeasuring(LogsRun.of(run.arguments().toArray(String[]::new))).result();
    }

    private static Set<Long> children() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
    }
}
