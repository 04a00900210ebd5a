package dev.leat.opentelemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import java.util.concurrent.CompletionException;

/**
 * Attributes after OpenTelemetry's semantic conventions for messaging and Kafka, which are still in development. Not among them: the key of
 * the message, which may be nobody else's business.
 */
final class Convention {
    static final AttributeKey<String> PARTITION = AttributeKey.stringKey("messaging.destination.partition.id");
    static final AttributeKey<String> GROUP = AttributeKey.stringKey("messaging.consumer.group.name");
    static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");
    static final AttributeKey<Boolean> TOMBSTONE = AttributeKey.booleanKey("messaging.kafka.message.tombstone");
    static final AttributeKey<Long> BATCH_SIZE = AttributeKey.longKey("messaging.batch.message_count");
    /** Ours: there is none for all systems. */
    static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("leat.attempt");

    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> OPERATION_NAME = AttributeKey.stringKey("messaging.operation.name");
    private static final AttributeKey<String> OPERATION_TYPE = AttributeKey.stringKey("messaging.operation.type");
    private static final AttributeKey<String> TOPIC = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    private Convention() {}

    /** What samplers may want to know, and so is there when a span begins. */
    static SpanBuilder operation(SpanBuilder span, String operation, String topic) {
        return span.setAttribute(SYSTEM, "kafka")
                .setAttribute(OPERATION_NAME, operation)
                .setAttribute(OPERATION_TYPE, operation)
                .setAttribute(TOPIC, topic);
    }

    static void failed(Span span, Throwable failure) {
        Throwable wrapped = failure instanceof CompletionException ? failure.getCause() : null;
        Throwable cause = wrapped == null ? failure : wrapped;
        String type = cause.getClass().getCanonicalName(); // an anonymous one has none
        span.setAttribute(ERROR, type == null ? cause.getClass().getName() : type);
        span.setStatus(StatusCode.ERROR);
        span.recordException(cause);
    }
}
