package dev.leat.core;

import dev.leat.core.ConnectionFindings.Neighbour;
import dev.leat.core.StartupReport.Group;
import dev.leat.core.StartupReport.Protocol;
import dev.leat.core.internal.ProtocolChoice;
import dev.leat.core.internal.ProtocolSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * One group's part of the report. Any thread; what it says of the protocol changes when that is decided.
 *
 * @param takes whether the group takes this topic
 * @param kafka what Kafka's consumer is given with that protocol
 */
record GroupReport(
        GroupPlan plan,
        Predicate<String> takes,
        ProtocolSource protocol,
        Function<GroupProtocol, Map<String, Object>> kafka) {
    private static final Protocol OPEN = new Protocol(GroupProtocol.AUTO, "the cluster is asked when the group joins");

    Group now() {
        Optional<ProtocolChoice> choice = protocol.choice();
        Map<String, Object> inForce =
                kafka.apply(choice.map(ProtocolChoice::protocol).orElse(GroupProtocol.CLASSIC));
        if (choice.isEmpty()) {
            // Nothing that one of the protocols has alone was given: then it would have been chosen.
            inForce.remove(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);
        }
        return new Group(
                plan.id(),
                plan.topics(),
                plan.options(),
                choice.map(made -> new Protocol(made.protocol(), made.reason())).orElse(OPEN),
                KafkaInForce.consumer(inForce, plan.connection(), plan.own()),
                GroupFindings.of(plan, asKafkaSees(inForce)));
    }

    Neighbour neighbour() {
        return new Neighbour(plan.id(), takes, plan.deadLetterTopic());
    }

    /** @throws org.apache.kafka.common.config.ConfigException if Kafka's consumer would not take them */
    static ConsumerConfig asKafkaSees(Map<String, Object> consumerProperties) {
        Map<String, Object> complete = new HashMap<>(consumerProperties);
        complete.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        complete.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return new ConsumerConfig(complete);
    }
}
