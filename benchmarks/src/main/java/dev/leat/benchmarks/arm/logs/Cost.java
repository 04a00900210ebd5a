package dev.leat.benchmarks.arm.logs;

/**
 * What a call costs, by JMH.
 *
 * @param way as {@link LogCallBenchmark} names it
 * @param nanos of a call
 * @param error of that, with 99.9 percent confidence
 */
public record Cost(String way, double nanos, double error) {}
