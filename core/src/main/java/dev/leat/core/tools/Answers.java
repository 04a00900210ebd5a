package dev.leat.core.tools;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.jspecify.annotations.Nullable;

/** Waits for what Kafka's admin client answers, and makes failures of it that say what was asked. */
final class Answers {
    private Answers() {}

    /**
     * @param wanted completes "cannot …"
     * @throws ToolException if there is no answer, or a refusal
     */
    static <T> T of(KafkaFuture<T> answer, String wanted) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw failure(wanted, e.getCause());
        }
    }

    /**
     * The answer, or what the failure is worth.
     *
     * @throws ToolException for any other failure
     */
    static <T> @Nullable T orNullIf(Class<? extends Throwable> expected, KafkaFuture<T> answer, String wanted) {
        try {
            return of(answer, wanted);
        } catch (ToolException e) {
            if (expected.isInstance(e.getCause())) {
                return null;
            }
            throw e;
        }
    }

    /** What an answer about several partitions says of this one. */
    static <V> V about(TopicPartition partition, Map<TopicPartition, V> answer) {
        V value = answer.get(partition);
        if (value == null) {
            throw new ToolException("Kafka has not answered for " + partition + "; try again", null);
        }
        return value;
    }

    static ToolException failure(String wanted, @Nullable Throwable cause) {
        String reason = cause instanceof TimeoutException
                ? "no answer from Kafka in time; check the address and that the brokers are running"
                : cause == null ? "for no reason that Kafka gives" : reason(cause);
        return new ToolException("cannot " + wanted + ": " + reason, cause);
    }

    /** Kafka's own messages tell of requests and keys, if they tell anything. */
    private static String resource(AuthorizationException denied) {
        if (denied instanceof TopicAuthorizationException) {
            return "the topic";
        }
        if (denied instanceof GroupAuthorizationException) {
            return "the group";
        }
        return denied instanceof TransactionalIdAuthorizationException ? "the transactional id" : "the cluster";
    }

    private static String reason(Throwable cause) {
        if (cause instanceof AuthorizationException denied) {
            return "not allowed: this login lacks a right on " + resource(denied)
                    + "; whoever gives out rights on this cluster can change that";
        }
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
}
