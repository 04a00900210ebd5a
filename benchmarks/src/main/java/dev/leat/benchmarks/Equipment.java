package dev.leat.benchmarks;

import dev.leat.benchmarks.run.Cluster;
import java.util.function.Supplier;

/**
 * What the runs need from outside.
 *
 * @param broker starts one
 * @param armMain the program that runs an arm
 */
record Equipment(Supplier<? extends Cluster> broker, Class<?> armMain) {}
