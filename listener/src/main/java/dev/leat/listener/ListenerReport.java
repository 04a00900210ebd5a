package dev.leat.listener;

import dev.leat.core.StartupReport.HandlerKind;
import java.util.List;
import java.util.Optional;

/**
 * Every listener with its group and topics, and every option with where it came from. Immutable; {@link #toString} is for people. Settings of Kafka's
 * consumer are in {@link dev.leat.core.ConsumerGroup#report}.
 *
 * @since 0.1
 */
public record ListenerReport(List<Method> listeners, List<Group> groups) {
    public ListenerReport {
        listeners = List.copyOf(listeners);
        groups = List.copyOf(groups);
    }

    /**
     * One listener annotation.
     *
     * @param place as {@code class#method}
     * @param group the id of the consumer group, or the name of the broadcast
     * @param topics names, patterns or partitions
     * @param kind how it is called
     * @param options what its annotation says beside that
     */
    public record Method(String place, String group, List<String> topics, HandlerKind kind, List<Option> options) {
        public Method {
            topics = List.copyOf(topics);
            options = List.copyOf(options);
        }
    }

    /** @param broadcast whether every instance gets every message */
    public record Group(String id, boolean broadcast, List<Option> options) {
        public Group {
            options = List.copyOf(options);
        }

        /** An option by its name in configurations, such as {@code concurrency}. */
        public Optional<Option> option(String name) {
            return options.stream().filter(option -> option.name().equals(name)).findFirst();
        }
    }

    /** @param origin a class, a {@code class#method}, a property with where it is set, or {@code default} */
    public record Option(String name, String value, String origin) {
        @Override
        public String toString() {
            return name + "=" + value + " (" + origin + ")";
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Group group : groups) {
            text.append(group.broadcast() ? "broadcast " : "group ")
                    .append(group.id())
                    .append('\n');
            for (Method listener : listeners) {
                if (listener.group().equals(group.id())) {
                    text.append("  ")
                            .append(listener.place())
                            .append(": ")
                            .append(listener.kind())
                            .append(" of ");
                    text.append(String.join(", ", listener.topics()));
                    listener.options().forEach(option -> text.append(", ").append(option));
                    text.append('\n');
                }
            }
            group.options().forEach(option -> text.append("  ").append(option).append('\n'));
        }
        return text.toString();
    }
}
