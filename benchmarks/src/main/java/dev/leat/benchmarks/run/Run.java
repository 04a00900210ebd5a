package dev.leat.benchmarks.run;

import dev.leat.benchmarks.arm.RunResult;
import dev.leat.benchmarks.plan.Step;
import org.jspecify.annotations.Nullable;

/**
 * A run and what came of it.
 *
 * @param offeredPerSecond the rate of the producer, where there is one with a clock
 */
public record Run(Step step, @Nullable Double offeredPerSecond, RunResult result) {
    public boolean failed() {
        return result.failure() != null;
    }
}
