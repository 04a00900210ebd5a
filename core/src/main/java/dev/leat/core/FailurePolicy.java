package dev.leat.core;

import dev.leat.core.internal.Disposition;
import dev.leat.core.internal.Policy;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Retry while attempts are left, then what the group has chosen. Unreadable records do not become readable, so they are given up at
 * once, unless the group has no way to give up: then they are tried for ever, since nothing may be lost unasked.
 */
record FailurePolicy(Retry retry, @Nullable Disposition givenUp) implements Policy {
    @Override
    public Disposition after(ConsumerRecord<byte[], byte[]> record, int attempt, Throwable failure) {
        boolean hopeless = failure instanceof SerdeException || !retry.allowsAfter(attempt);
        return hopeless && givenUp != null
                ? givenUp
                : new Disposition.Retry(retry.pauseAfter(attempt, record.partition() * 31L + record.offset()));
    }
}
