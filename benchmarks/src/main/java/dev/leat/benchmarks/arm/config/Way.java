package dev.leat.benchmarks.arm.config;

/** How instances get what is published. */
public enum Way {
    LEAT("leat"),
    /** Kafka's consumer, assigned to the partition: the limit. Checks nothing, and reads no JSON. */
    ASSIGNED("raw"),
    /** A group for each instance, as snapJob has it. */
    GROUPED("raw-group");

    private final String label;

    Way(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
