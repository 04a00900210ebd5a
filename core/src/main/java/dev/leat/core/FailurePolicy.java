package dev.leat.core;

import dev.leat.core.internal.Disposition;
import dev.leat.core.internal.Policy;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Retry while attempts are left, then what the group has chosen. Failures that trying again cannot mend are given up at once, unless
 * the group has no way to give up: then they are tried for ever, since nothing may be lost unasked.
 *
 * @param fatal such failures, beside unreadable records
 * @param retryable failures that are passing all the same, since one of these has caused them
 */
record FailurePolicy(
        Retry retry,
        List<Class<? extends Throwable>> fatal,
        List<Class<? extends Throwable>> retryable,
        @Nullable Disposition givenUp)
        implements Policy {
    private static final int DEEPEST = 100;

    @Override
    public Disposition after(ConsumerRecord<byte[], byte[]> record, int attempt, Throwable failure) {
        boolean hopeless = !retry.allowsAfter(attempt) || isFatal(failure);
        return hopeless && givenUp != null
                ? givenUp
                : new Disposition.Retry(retry.pauseAfter(attempt, record.partition() * 31L + record.offset()));
    }

    private boolean isFatal(Throwable failure) {
        boolean found = false;
        int depth = 0; // causes may go round
        for (Throwable cause = failure; cause != null && depth < DEEPEST; cause = cause.getCause(), depth++) {
            if (isOneOf(retryable, cause)) {
                return false;
            }
            if (cause instanceof SerdeException || cause instanceof TombstoneException || isOneOf(fatal, cause)) {
                found = true;
            }
        }
        return found;
    }

    private static boolean isOneOf(List<Class<? extends Throwable>> classes, Throwable failure) {
        return classes.stream().anyMatch(type -> type.isInstance(failure));
    }
}
