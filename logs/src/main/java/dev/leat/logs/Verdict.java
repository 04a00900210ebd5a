package dev.leat.logs;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** What follows when a record could not be sent. */
enum Verdict {
    /** It may be taken another time. */
    AGAIN,
    /** Not by this producer any more. */
    AGAIN_WITH_ANOTHER_PRODUCER,
    /** Never, it is too large. */
    TOO_LARGE,
    /** Never, whoever sends it. */
    REFUSED;

    /** Only what lies in the record itself lets it be dropped: anything else may pass, or be mended. */
    static Verdict on(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (cause instanceof RecordTooLargeException || cause instanceof RecordBatchTooLargeException) {
            return TOO_LARGE;
        }
        if (cause instanceof InvalidRecordException
                || cause instanceof InvalidTimestampException
                || cause instanceof IllegalArgumentException
                || cause instanceof SerializationException) {
            return REFUSED;
        }
        return isPassing(cause) ? AGAIN : AGAIN_WITH_ANOTHER_PRODUCER;
    }

    private static boolean isPassing(@Nullable Throwable cause) {
        return cause instanceof RetriableException
                || cause instanceof AuthenticationException
                || cause instanceof InvalidTopicException
                // After this one Kafka's idempotent producer never sends anything again.
                || (cause instanceof AuthorizationException && !(cause instanceof ClusterAuthorizationException));
    }
}
