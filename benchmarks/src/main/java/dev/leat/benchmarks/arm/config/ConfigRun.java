package dev.leat.benchmarks.arm.config;

import java.util.List;
import java.util.Locale;

/**
 * What one JVM does. Arguments of a command line, not JSON: what reads that would be warm before it is measured.
 *
 * @param instances how many there are at a time
 * @param warmUps how many versions, or starts, are not measured
 * @param measured how many are
 */
public record ConfigRun(
        Kind kind, Way way, String brokers, long brokerPid, String topic, int instances, int warmUps, int measured) {
    /** What is measured. */
    public enum Kind {
        /** From a call of publish to the listeners of all instances. */
        PROPAGATION,
        /** Nothing but how long a call of publish takes: fills a topic. */
        PUBLISH,
        /** The first start in the JVM, and later ones. */
        START,
        /** Which threads live beside one instance, and beside all. */
        THREADS
    }

    public List<String> arguments() {
        return List.of(
                kind.name(),
                way.name(),
                brokers,
                Long.toString(brokerPid),
                topic,
                Integer.toString(instances),
                Integer.toString(warmUps),
                Integer.toString(measured));
    }

    static ConfigRun of(String[] arguments) {
        return new ConfigRun(
                Kind.valueOf(arguments[0]),
                Way.valueOf(arguments[1]),
                arguments[2],
                Long.parseLong(arguments[3]),
                arguments[4],
                Integer.parseInt(arguments[5]),
                Integer.parseInt(arguments[6]),
                Integer.parseInt(arguments[7]));
    }

    /** For people. */
    public String label() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + way.label();
    }
}
