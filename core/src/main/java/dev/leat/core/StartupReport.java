package dev.leat.core;

import java.util.List;
import java.util.Optional;

/**
 * What groups are set to and where each setting came from, and what of that may go wrong. What cannot work at all is in no report: it
 * is a {@link ConfigurationException} of the builder. Immutable; {@link #toString} is for people.
 *
 * <p>Secrets are in it by name only, and so is everything that Kafka does not know: it may be a plug-in's secret.
 *
 * @param connection the settings given to the {@link Leat}; empty in the report of a single group
 * @param findings about the connection, and about several groups together
 * @since 0.1
 */
public record StartupReport(List<Setting> connection, List<Group> groups, List<Finding> findings) {
    public StartupReport {
        connection = List.copyOf(connection);
        groups = List.copyOf(groups);
        findings = List.copyOf(findings);
    }

    /** Where a setting came from. */
    public enum Source {
        /** Leat's default. */
        DEFAULT,
        /** Set on the group. */
        GROUP,
        /** Set on the {@link Leat}. */
        CONNECTION,
        /** Kafka's default. */
        KAFKA,
        /** Leat's own, and not to be changed. */
        FORCED
    }

    /** How a handler is called. */
    public enum HandlerKind {
        /** {@link ConsumerGroupBuilder#on(String, Serde, Handler)}. */
        EACH,
        /** {@link ConsumerGroupBuilder#onAsync(String, Serde, AsyncHandler)}. */
        ASYNC,
        /** {@link ConsumerGroupBuilder#onManual(String, Serde, java.time.Duration, ManualHandler)}. */
        MANUAL,
        /** {@link ConsumerGroupBuilder#onBatch(String, Serde, Batching, BatchHandler)}. */
        BATCH,
        /** {@link ConsumerGroupBuilder#messages(String, Serde, java.time.Duration)}. */
        FETCHED,
        /** {@link ConsumerGroupBuilder#onTransaction(String, Serde, Batching, TransactionHandler)}. */
        TRANSACTION
    }

    /** How grave a finding is. */
    public enum Severity {
        /** It works, and does what somebody may not expect. */
        RISKY,
        /** Two settings of which one makes the other pointless or harmful. */
        CONTRADICTORY
    }

    /**
     * @param name stable
     * @param value empty for what may be a secret
     */
    public record Setting(String name, Optional<String> value, Source source) {
        static Setting of(String name, Object value, Source source) {
            return new Setting(name, Optional.of(value.toString()), source);
        }
    }

    /**
     * @param name of a topic, of one with its partitions, or a pattern
     * @param start where partitions begin that were never committed
     */
    public record Topic(String name, HandlerKind handler, Setting start) {}

    /** @param protocol {@link GroupProtocol#AUTO} for as long as it is not decided, which is when the group joins */
    public record Protocol(GroupProtocol protocol, String reason) {}

    /**
     * One group as it is set now.
     *
     * @param options of {@link ConsumerGroupBuilder}
     * @param kafka settings of Kafka's consumer that were given or differ from Kafka's defaults, and a few that matter anyway
     */
    public record Group(
            String id,
            List<Topic> topics,
            List<Setting> options,
            Protocol protocol,
            List<Setting> kafka,
            List<Finding> findings) {
        public Group {
            topics = List.copyOf(topics);
            options = List.copyOf(options);
            kafka = List.copyOf(kafka);
            findings = List.copyOf(findings);
        }

        /** An option by its name, such as {@code concurrency}. */
        public Optional<Setting> option(String name) {
            return options.stream().filter(option -> option.name().equals(name)).findFirst();
        }

        @Override
        public String toString() {
            return ReportText.of(this);
        }
    }

    /**
     * Something that may go wrong.
     *
     * @param name stable, such as {@code retry-for-ever}
     * @param what is set
     * @param why that may be no good
     * @param remedy what to do instead
     */
    public record Finding(Severity severity, String name, String what, String why, String remedy) {
        static Finding risky(String name, String what, String why, String remedy) {
            return new Finding(Severity.RISKY, name, what, why, remedy);
        }

        static Finding contradictory(String name, String what, String why, String remedy) {
            return new Finding(Severity.CONTRADICTORY, name, what, why, remedy);
        }

        @Override
        public String toString() {
            return severity + " " + name + ": " + what + "; " + why + "; " + remedy;
        }
    }

    @Override
    public String toString() {
        return ReportText.of(this);
    }
}
