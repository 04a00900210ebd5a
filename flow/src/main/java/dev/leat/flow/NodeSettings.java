package dev.leat.flow;

import dev.leat.core.ConfigurationException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the original client and of KafkaJS under their names, as Kafka's own. Like there, numbers and truth values may come as text, and what is null counts as
 * left out; unlike there, what is unknown or cannot be followed is refused. For one thread.
 */
final class NodeSettings {
    private final String where;
    private final Map<String, Object> left;
    private final Map<String, Object> properties = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    NodeSettings(String where, Map<String, ?> settings) {
        this.where = where;
        this.left = new HashMap<>();
        settings.forEach((name, value) -> {
            if (value != null) {
                left.put(name, value);
            }
        });
    }

    static Map<String, Object> consumer(Map<String, ?> settings, String groupId) {
        NodeSettings all = new NodeSettings("consumerConfig", settings);
        all.text("groupId")
                .filter(given -> !given.equals(groupId))
                .ifPresent(given -> all.problem("groupId is '" + given + "', but the commands executor has '" + groupId
                        + "'; leave it out here"));
        Optional<Integer> session = all.millis("sessionTimeout", "session.timeout.ms");
        Optional<Integer> heartbeat = all.millis("heartbeatInterval", "heartbeat.interval.ms");
        // One beside Kafka's default for the other is looked at when the client is built.
        if (heartbeat.isPresent() && session.isPresent() && heartbeat.get() >= session.get()) {
            all.problem("heartbeatInterval is " + heartbeat.get() + ", must be less than sessionTimeout, which is "
                    + session.get());
        }
        all.millis("rebalanceTimeout", "max.poll.interval.ms");
        all.truth("allowAutoTopicCreation", "allow.auto.create.topics");
        all.millis("metadataMaxAge", "metadata.max.age.ms");
        all.millis("maxWaitTimeInMs", "fetch.max.wait.ms");
        all.number("minBytes", "fetch.min.bytes");
        all.number("maxBytes", "fetch.max.bytes");
        all.number("maxBytesPerPartition", "max.partition.fetch.bytes");
        all.text("rackId").ifPresent(rack -> all.properties.put("client.rack", rack));
        all.take("readUncommitted", all::truthOf)
                .ifPresent(
                        dirty -> all.properties.put("isolation.level", dirty ? "read_uncommitted" : "read_committed"));
        all.refuse(
                "retry",
                "failed commands are tried again as group(group -> group.retry(…)) says, and a lost connection for ever");
        all.refuse("partitionAssigners", "give Kafka's partition.assignment.strategy instead");
        all.refuse("maxInFlightRequests", "Kafka's consumer has one request for each broker");
        return all.done();
    }

    static Map<String, Object> producer(Map<String, ?> settings) {
        NodeSettings all = new NodeSettings("producerConfig", settings);
        all.millis("metadataMaxAge", "metadata.max.age.ms");
        all.truth("idempotent", "enable.idempotence");
        all.number("maxInFlightRequests", "max.in.flight.requests.per.connection");
        // Whether a topic comes into being that a producer asks for is the brokers' to say: Kafka's producer has no
        // such setting.
        all.take("allowAutoTopicCreation", all::truthOf);
        all.refuse("retry", "Kafka's producer tries for as long as delivery.timeout.ms says");
        all.refuse(
                "createPartitioner",
                "for the one of KafkaJS 1.x call kafkaJsPartitions(), else give Kafka's partitioner.class");
        all.refuse("transactionalId", "events are not sent in transactions");
        all.refuse("transactionTimeout", "events are not sent in transactions");
        return all.done();
    }

    void property(String name, Object value) {
        properties.put(name, value);
    }

    void problem(String problem) {
        problems.add(problem);
    }

    /** Text, or a number as text. Empty text counts as left out: so do variables of the environment arrive that are not set. */
    Optional<String> text(String name) {
        return take(
                        name,
                        value -> value instanceof String || value instanceof Number
                                ? value.toString().strip()
                                : null)
                .filter(text -> !text.isEmpty());
    }

    /** The same to the letter: blanks may be part of a password. */
    Optional<String> secret(String name) {
        return take(name, value -> value instanceof String || value instanceof Number ? value.toString() : null)
                .filter(text -> !text.isEmpty());
    }

    /** From 0 on. */
    Optional<Integer> number(String name) {
        return take(name, this::numberOf);
    }

    private Optional<Integer> millis(String name, String property) {
        Optional<Integer> given = number(name);
        given.ifPresent(millis -> properties.put(property, millis));
        return given;
    }

    private void number(String name, String property) {
        number(name).ifPresent(number -> properties.put(property, number));
    }

    private void truth(String name, String property) {
        take(name, this::truthOf).ifPresent(truth -> properties.put(property, truth));
    }

    void refuse(String name, String instead) {
        if (left.remove(name) != null) {
            problem(name + " means nothing here: " + instead);
        }
    }

    /** Whatever has a dot in its name is Kafka's; what is left then is nobody's. */
    Map<String, Object> done() {
        left.forEach((name, value) -> {
            if (name.indexOf('.') >= 0) {
                if (properties.putIfAbsent(name, value) != null) {
                    problem(name + " is given twice, under Kafka's name and under that of the original; give one");
                }
            } else {
                problem(
                        name
                                + " is no setting that this knows; mend the name, or give the one that Kafka has for it, with dots");
            }
        });
        if (!problems.isEmpty()) {
            throw new ConfigurationException(where, problems.stream().sorted().toList());
        }
        return Map.copyOf(properties);
    }

    private <T> Optional<T> take(String name, Reading<T> reading) {
        Object value = left.remove(name);
        if (value == null) {
            return Optional.empty();
        }
        T read = reading.of(value);
        if (read == null) {
            problem(name + " is " + wanted(value) + "; mend it, or leave it out");
        }
        return Optional.ofNullable(read);
    }

    /** Never the value itself: it may be a secret at the wrong place. */
    private static String wanted(Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean
                ? "a value that it cannot have"
                : "of a type that it cannot have, " + value.getClass().getName();
    }

    private @Nullable Integer numberOf(Object value) {
        try {
            double number = new BigDecimal(value.toString().strip()).doubleValue();
            return number >= 0 && number <= Integer.MAX_VALUE && number == Math.rint(number) ? (int) number : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private @Nullable Boolean truthOf(Object value) {
        if (value instanceof Number) {
            Integer number = numberOf(value);
            return (number == null || number > 1) ? null : Boolean.valueOf(number == 1);
        }
        return switch (value.toString()) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> null;
        };
    }

    private interface Reading<T> {
        @Nullable
        T of(Object value);
    }
}
