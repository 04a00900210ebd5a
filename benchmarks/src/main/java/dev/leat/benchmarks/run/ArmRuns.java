package dev.leat.benchmarks.run;

import dev.leat.benchmarks.arm.RunRequest;
import dev.leat.benchmarks.arm.RunResult;

/** Runs arms, one after the other. */
@FunctionalInterface
interface ArmRuns {
    /** Never throws for what the arm does: a failure of it is a result too. */
    RunResult run(RunRequest request, int heapMebibytes) throws InterruptedException;
}
