package dev.leat.benchmarks;

import dev.leat.benchmarks.run.ArmJvm;
import dev.leat.benchmarks.run.Cluster;
import dev.leat.benchmarks.run.ConfigRuns;
import java.util.function.Supplier;

/**
 * What the runs need from outside.
 *
 * @param broker starts one
 * @param arms makes what runs them
 * @param configs does runs of live configuration
 */
record Equipment(Supplier<? extends Cluster> broker, Supplier<ArmJvm> arms, ConfigRuns configs) {}
