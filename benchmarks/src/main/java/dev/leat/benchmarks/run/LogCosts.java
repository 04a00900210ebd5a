package dev.leat.benchmarks.run;

import dev.leat.benchmarks.arm.logs.Cost;
import java.util.List;

/** Measures what a call of a logger costs. */
public interface LogCosts {
    /** @return for each way; none of those that failed */
    List<Cost> measure(String brokers);
}
