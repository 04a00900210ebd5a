package dev.leat.opentelemetry;

import dev.leat.core.Delivery;
import dev.leat.core.Interceptor;
import dev.leat.core.PostponedException;
import dev.leat.core.StartupReport.HandlerKind;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A span for each call of a handler. Immutable. */
final class ProcessSpans implements Interceptor {
    private static final String OPERATION = "process";

    private final Tracer tracer;
    private final Trail trail;

    ProcessSpans(Tracer tracer, Trail trail) {
        this.tracer = tracer;
        this.trail = trail;
    }

    @Override
    public @Nullable CompletionStage<?> intercept(Delivery delivery, Next next) throws Exception {
        if (delivery.kind() == HandlerKind.FETCHED) {
            return next.proceed(); // the conventions want none before somebody fetches it
        }
        ConsumerRecord<byte[], byte[]> first = delivery.record();
        SpanBuilder builder = Convention.operation(
                        tracer.spanBuilder(OPERATION + " " + first.topic()), OPERATION, first.topic())
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute(Convention.GROUP, delivery.group())
                .setAttribute(Convention.PARTITION, Integer.toString(first.partition()))
                .setAttribute(Convention.ATTEMPT, (long) delivery.attempt());
        Context parent =
                delivery.kind() == HandlerKind.BATCH ? ofBatch(builder, delivery.records()) : ofOne(builder, first);
        return proceed(builder.startSpan(), parent, next);
    }

    /** @return what it happens in */
    private Context ofOne(SpanBuilder builder, ConsumerRecord<byte[], byte[]> record) {
        builder.setAttribute(Convention.OFFSET, record.offset());
        if (record.value() == null) {
            builder.setAttribute(Convention.TOMBSTONE, true);
        }
        Context here = Context.current();
        Context carried = trail.of(record.headers(), here);
        SpanContext sender = Trail.span(carried);
        SpanContext outer = Trail.span(here);
        if (sender.isValid() && !sender.equals(outer)) { // the same if it carries none
            builder.addLink(sender);
        }
        Context parent = outer.isValid() ? carried.with(Span.fromContext(here)) : carried;
        builder.setParent(parent);
        return parent;
    }

    private Context ofBatch(SpanBuilder builder, List<ConsumerRecord<byte[], byte[]>> records) {
        builder.setAttribute(Convention.BATCH_SIZE, (long) records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            SpanContext sender = Trail.span(trail.of(record.headers(), Context.root()));
            if (sender.isValid()) {
                builder.addLink(sender);
            }
        }
        Context here = Context.current();
        builder.setParent(here);
        return here;
    }

    private static @Nullable CompletionStage<?> proceed(Span span, Context parent, Next next) throws Exception {
        CompletionStage<?> stage;
        try {
            stage = parent.with(span).wrap(next::proceed).call();
        } catch (PostponedException notYet) { // no failure; the next span is of the same attempt
            span.end();
            throw notYet;
        } catch (Throwable failure) {
            Convention.failed(span, failure);
            span.end();
            throw failure;
        }
        if (stage == null) {
            next.failures().stream().distinct().forEach(failure -> Convention.failed(span, failure));
            span.end();
            return null;
        }
        var unused = stage.whenComplete((result, error) -> {
            if (error != null) {
                Convention.failed(span, error);
            }
            span.end();
        });
        return stage;
    }
}
