package dev.leat.benchmarks.run;

import dev.leat.benchmarks.arm.config.ConfigResult;
import dev.leat.benchmarks.arm.config.ConfigRun;

/** Does runs, one after the other. */
public interface ConfigRuns {
    /** @return also if it failed */
    ConfigResult run(ConfigRun run) throws InterruptedException;
}
