package dev.leat.core.internal;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decides what follows a failure. Pure: the same arguments always give the same answer, and nothing else happens. */
@FunctionalInterface
public interface Policy {
    Disposition after(ConsumerRecord<byte[], byte[]> record, int attempt, Throwable failure);
}
