/**
 * What runs in a benchmark's own JVM: one arm, doing one {@link dev.leat.benchmarks.arm.Task}, measured from inside. {@link
 * dev.leat.benchmarks.arm.ArmMain} is where it starts. Nothing else of the benchmarks knows Leat or its peers.
 */
@NullMarked
package dev.leat.benchmarks.arm;

import org.jspecify.annotations.NullMarked;
