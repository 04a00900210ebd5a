package dev.leat.benchmarks;

import dev.leat.benchmarks.run.ArmJvm;
import dev.leat.benchmarks.run.Cluster;
import dev.leat.benchmarks.run.ConfigRuns;
import dev.leat.benchmarks.run.LogCosts;
import dev.leat.benchmarks.run.LogsRuns;
import java.util.function.Supplier;

/**
 * What the runs need from outside.
 *
 * @param broker starts one
 * @param arms makes what runs them
 * @param configs does runs of live configuration
 * @param logs does runs of logs
 * @param logCosts measures single calls
 */
record Equipment(
        Supplier<? extends Cluster> broker,
        Supplier<ArmJvm> arms,
        ConfigRuns configs,
        LogsRuns logs,
        LogCosts logCosts) {}
