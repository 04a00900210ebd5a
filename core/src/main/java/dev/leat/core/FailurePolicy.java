package dev.leat.core;

import dev.leat.core.internal.Disposition;
import dev.leat.core.internal.Policy;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Retry while attempts are left, then what the group has chosen. Failures that trying again cannot mend are given up at once, unless
 * the group has no way to give up: then they are tried for ever, since nothing may be lost unasked.
 *
 * @param fatal such failures, beside unreadable records
 * @param retryable failures that are passing all the same, since one of these has caused them
 * @param vetoing failures after which a record is never given up, since one of these has caused them
 */
record FailurePolicy(
        Retry retry,
        List<Class<? extends Throwable>> fatal,
        List<Class<? extends Throwable>> retryable,
        List<Class<? extends Throwable>> vetoing,
        @Nullable Disposition givenUp)
        implements Policy {
    private static final int DEEPEST = 100;
    /** For attempts that the group's own retry does not have. */
    private static final Retry BEYOND = Retry.exponential(Duration.ofMillis(200));

    @Override
    public Disposition after(ConsumerRecord<byte[], byte[]> record, int attempt, Throwable failure) {
        boolean hopeless = !retry.allowsAfter(attempt) || isFatal(failure);
        if (hopeless && givenUp != null && !isVetoed(failure)) {
            return givenUp;
        }
        Retry pauses = retry.allowsAfter(attempt) ? retry : BEYOND;
        return new Disposition.Retry(pauses.pauseAfter(attempt, record.partition() * 31L + record.offset()));
    }

    private boolean isVetoed(Throwable failure) {
        int depth = 0; // causes may go round
        for (Throwable cause = failure; cause != null && depth < DEEPEST; cause = cause.getCause(), depth++) {
            if (cause instanceof TransactionException || isOneOf(vetoing, cause)) {
                return true;
            }
        }
        return false;
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
