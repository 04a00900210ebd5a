package dev.leat.config;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/**
 * A right that something takes, and what to say where Kafka refuses it: its own messages name the topic at most. Immutable.
 *
 * @param operation in Kafka's word
 * @param resource with its kind
 */
record Right(String operation, String resource) {
    private static final int DEEPEST = 100;

    static Right onTopic(String operation, String topic) {
        return new Right(operation, "topic '" + topic + "'");
    }

    /** Whether that is why: Kafka is there and has answered, and would answer the same again. */
    static boolean isMissing(Throwable failure) {
        return refusal(AuthorizationException.class, failure).isPresent();
    }

    /** Which topics a refusal is about; empty if that is not why. */
    static Set<String> topicsRefused(Throwable failure) {
        return refusal(TopicAuthorizationException.class, failure)
                .map(TopicAuthorizationException::unauthorizedTopics)
                .orElse(Set.of());
    }

    private static <T extends AuthorizationException> Optional<T> refusal(Class<T> type, Throwable failure) {
        int depth = 0; // causes may go round
        for (Throwable each = failure; each != null && depth < DEEPEST; each = each.getCause(), depth++) {
            if (type.isInstance(each)) {
                return Optional.of(type.cast(each));
            }
        }
        return Optional.empty();
    }

    /** Why it has failed: for want of this right, or in the failure's own words. */
    String reason(Throwable failure) {
        return isMissing(failure) ? missing() : String.valueOf(failure.getMessage());
    }

    String missing() {
        return "not allowed: it takes " + operation + " on " + resource
                + "; whoever gives out rights on this cluster can change that";
    }
}
