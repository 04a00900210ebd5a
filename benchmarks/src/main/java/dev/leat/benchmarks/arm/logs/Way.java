package dev.leat.benchmarks.arm.logs;

/** Where a line that is logged goes. */
public enum Way {
    /** Nowhere: what the logging framework alone costs. */
    NONE("no-op"),
    /** To Kafka, with Logback. */
    LEAT("leat logback"),
    /** To Kafka, with Log4j 2. */
    LEAT_LOG4J("leat log4j"),
    /** To a file, by Logback's AsyncAppender, with its settings but that it drops instead of waiting. */
    LOGBACK_FILE("logback file"),
    /** To a file, by Log4j's asynchronous appender, which drops instead of waiting. */
    LOG4J_FILE("log4j file");

    private final String label;

    Way(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
