package dev.leat.admin;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * How Kafka is asked: whom, for how long at most, and what its refusals mean. Immutable.
 *
 * @param brokers for messages
 */
record Asking(String brokers, Duration atMost) {

    /** For the options of Kafka's client. */
    int millis() {
        return (int) Math.min(Integer.MAX_VALUE, atMost.toMillis());
    }

    /**
     * What has to be known before anything can be done.
     *
     * @param what was asked, after "cannot"
     * @throws AdministrationException if there is no answer
     */
    <T> T answer(String what, KafkaFuture<T> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw failure(what, cause(e));
        }
    }

    AdministrationException failure(String what, Throwable cause) {
        String begin = "cannot " + what + ": ";
        if (cause instanceof TimeoutException) {
            return new AdministrationException(
                    begin + "no answer from " + brokers + " within " + patience()
                            + "; check the address, that Kafka is running there, and the security protocol",
                    cause);
        }
        if (cause instanceof AuthenticationException) {
            return new AdministrationException(
                    begin + brokers + " and this client do not trust each other: " + loginProblem(cause)
                            + "; check user and password, or the certificates",
                    cause);
        }
        return new AdministrationException(begin + reason(cause), cause);
    }

    /** Why Kafka has refused something, and what to do where that is known. */
    String reason(Throwable cause) {
        if (cause instanceof TimeoutException) {
            return "no answer within " + patience() + ", so it may be done or not; plan again to see";
        }
        if (cause instanceof SecurityDisabledException) {
            return "this cluster has no authorizer, so everybody may do everything; set authorizer.class.name on its"
                    + " brokers first";
        }
        if (cause instanceof AuthorizationException) {
            return "not allowed: " + missing(text(cause))
                    + "; whoever gives out rights on this cluster can change that";
        }
        if (cause instanceof UnknownTopicOrPartitionException) {
            return "there is no such topic";
        }
        if (cause instanceof TopicExistsException) {
            return "it exists already; plan again to see how it differs";
        }
        return text(cause);
    }

    /** Of rights on the cluster brokers tell a request with all that is in it, and only at its end what was missing. */
    private static String missing(String text) {
        return text.replaceFirst("^Request .* needs (\\w+) permission$", "it takes $1 on the cluster");
    }

    private String patience() {
        return atMost.toMillis() % 1_000 == 0 ? atMost.toSeconds() + " s" : atMost.toMillis() + " ms";
    }

    static Throwable cause(ExecutionException e) {
        return e.getCause() == null ? e : e.getCause();
    }

    /** Of TLS Kafka's own message says only that it failed. */
    private static String loginProblem(Throwable cause) {
        return cause instanceof SslAuthenticationException && cause.getCause() != null
                ? text(cause) + " (" + text(cause.getCause()) + ")"
                : text(cause);
    }

    private static String text(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank()
                ? cause.getClass().getSimpleName()
                : message.strip().replaceFirst("\\.$", "");
    }
}
