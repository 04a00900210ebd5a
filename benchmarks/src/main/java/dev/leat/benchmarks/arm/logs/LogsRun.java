package dev.leat.benchmarks.arm.logs;

import java.util.List;
import java.util.Locale;

/**
 * What one JVM does. Arguments of a command line.
 *
 * @param brokers where nobody listens, if the broker is meant to be down from the start
 * @param brokerPid of the broker, to freeze it
 * @param folder for the files of those who write some
 * @param seconds of each measurement
 * @param perSecond how many lines are logged; what is meant to be too many for {@link Kind#OVERLOAD}
 */
public record LogsRun(
        Kind kind, String brokers, long brokerPid, String topic, String folder, int seconds, int perSecond) {
    /** What is measured. */
    public enum Kind {
        /** How long calls take while the broker is up, frozen, and back. */
        CALLS,
        /** How long calls take if the broker was never there. */
        CALLS_DOWN,
        /** How many of so many a second arrive. */
        RATE,
        /** What memory is held when there are many more than can be sent. */
        OVERLOAD
    }

    public List<String> arguments() {
        return List.of(
                kind.name(),
                brokers,
                Long.toString(brokerPid),
                topic,
                folder,
                Integer.toString(seconds),
                Integer.toString(perSecond));
    }

    static LogsRun of(String[] arguments) {
        return new LogsRun(
                Kind.valueOf(arguments[0]),
                arguments[1],
                Long.parseLong(arguments[2]),
                arguments[3],
                arguments[4],
                Integer.parseInt(arguments[5]),
                Integer.parseInt(arguments[6]));
    }

    /** Without what says something of the machine only. */
    public LogsRun anywhere() {
        return new LogsRun(kind, brokers, brokerPid, topic, "", seconds, perSecond);
    }

    /** For people. */
    public String label() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + (kind == Kind.RATE ? String.format(Locale.ROOT, " %,d/s", perSecond) : "");
    }
}
