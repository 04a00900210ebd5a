package dev.leat.benchmarks.arm;

/**
 * One run: what the JVM of an arm reads.
 *
 * @param brokerPid the process of the broker, whose use of the machine is not foreign
 */
public record RunRequest(Arm arm, String bootstrapServers, long brokerPid, Task task) {}
