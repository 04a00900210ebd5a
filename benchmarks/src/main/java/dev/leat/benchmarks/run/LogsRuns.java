package dev.leat.benchmarks.run;

import dev.leat.benchmarks.arm.logs.LogsResult;
import dev.leat.benchmarks.arm.logs.LogsRun;

/** Does runs, one after the other. */
public interface LogsRuns {
    /** @return also if it failed */
    LogsResult run(LogsRun run) throws InterruptedException;
}
