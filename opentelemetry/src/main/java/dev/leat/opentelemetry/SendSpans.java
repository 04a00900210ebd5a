package dev.leat.opentelemetry;

import dev.leat.core.SendInterceptor;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** A span for each message sent. Immutable. */
final class SendSpans implements SendInterceptor {
    private static final String OPERATION = "send";

    private final Tracer tracer;
    private final Trail trail;

    SendSpans(Tracer tracer, Trail trail) {
        this.tracer = tracer;
        this.trail = trail;
    }

    @Override
    public @Nullable Outcome sending(ProducerRecord<byte[], byte[]> record) {
        Context here = Context.current();
        Context carried = trail.of(record.headers(), Context.root());
        SpanContext before = Trail.span(carried);
        boolean isNew = !before.isValid();
        Context parent = isNew || Trail.span(here).isValid() ? here : carried;
        SpanBuilder builder = Convention.operation(
                        tracer.spanBuilder(OPERATION + " " + record.topic()), OPERATION, record.topic())
                .setParent(parent)
                .setSpanKind(isNew ? SpanKind.PRODUCER : SpanKind.CLIENT);
        if (!isNew) {
            builder.addLink(before);
        }
        if (record.partition() != null) {
            builder.setAttribute(Convention.PARTITION, record.partition().toString());
        }
        if (record.value() == null) {
            builder.setAttribute(Convention.TOMBSTONE, true);
        }
        Span span = builder.startSpan();
        if (isNew) {
            trail.write(parent.with(span), record.headers());
        }
        return span.isRecording() ? (where, failure) -> end(span, where, failure) : null;
    }

    private static void end(Span span, @Nullable RecordMetadata where, @Nullable Exception failure) {
        if (failure != null) {
            Convention.failed(span, failure);
        } else if (where != null) {
            span.setAttribute(Convention.PARTITION, Integer.toString(where.partition()));
            if (where.hasOffset()) {
                span.setAttribute(Convention.OFFSET, where.offset());
            }
        }
        span.end();
    }
}
