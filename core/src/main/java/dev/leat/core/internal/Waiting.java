package dev.leat.core.internal;

import org.apache.kafka.common.KafkaFuture;

/** Lets the owner thread wait for an answer of Kafka's without missing that its group shall end. */
@FunctionalInterface
public interface Waiting {
    /** False if the group shall end before the answer is there. */
    boolean await(KafkaFuture<?> answer);
}
