package dev.leat.benchmarks.run;

import dev.leat.benchmarks.arm.logs.LogsMain;
import dev.leat.benchmarks.arm.logs.LogsResult;
import dev.leat.benchmarks.arm.logs.LogsRun;
import java.util.List;
import java.util.Optional;

/** Does each run in a JVM that is started for it. */
public final class LogsJvm implements LogsRuns {
    public static final List<String> JVM_OPTIONS = ChildJvm.OPTIONS;
    public static final int HEAP_MEBIBYTES = ResultJvm.HEAP_MEBIBYTES;

    private final ResultJvm<LogsResult> jvm = new ResultJvm<>(
            LogsMain.class, LogsResult.class, result -> Optional.ofNullable(result.failure()), LogsResult::failed);

    @Override
    public LogsResult run(LogsRun run) throws InterruptedException {
        return jvm.run(run.arguments());
    }
}
