package dev.leat.core;

import dev.leat.core.internal.Term;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes messages as the engine does before it calls a handler, for handlers that are called without it. */
public final class Given {
    private static final int FIRST = 1;

    private final Term term = new Term(Runnable::run);

    /** Read with these serdes. */
    public <K, V> Message<K, V> message(ConsumerRecord<byte[], byte[]> record, Serde<K> keys, Serde<V> values) {
        return new Reading<>(keys, values).message(record, FIRST, term);
    }
}
