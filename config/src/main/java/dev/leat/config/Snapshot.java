package dev.leat.config;

/**
 * The configuration of a namespace at one moment: all of it from one version. Immutable, if the value is.
 *
 * @param version 0 for the defaults
 * @param hash of the values as they were published; see {@link Revision#hash()}
 * @since 0.1
 */
public record Snapshot<T>(T value, long version, String hash, Origin origin) {
    /** Where a configuration comes from. */
    public enum Origin {
        /** Nothing is published, or nothing was found in time. */
        DEFAULTS,
        /** From the file that the last one in force was kept in, since Kafka did not answer in time, or knows but older ones. */
        LAST_KNOWN_GOOD,
        /** From Kafka. */
        TOPIC,
        /** Some of it from the file on this machine that wins over whatever is published. */
        OVERRIDE
    }

    /** Without the value, parts of which may be secrets. */
    @Override
    public String toString() {
        return "Snapshot[version " + version + ", from " + origin + "]";
    }
}
