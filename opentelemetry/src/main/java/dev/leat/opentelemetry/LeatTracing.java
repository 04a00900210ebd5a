package dev.leat.opentelemetry;

import dev.leat.core.Interceptor;
import dev.leat.core.LeatBuilder;
import dev.leat.core.Message;
import dev.leat.core.SendInterceptor;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;

/**
 * Traces of what Leat does, with OpenTelemetry: a span for each message sent and for each call of a handler, joined by the headers of the
 * message, in the form that the configured propagator gives them.
 *
 * <pre>{@code
 * Leat leat = LeatTracing.of(openTelemetry).applyTo(Leat.builder().brokers(brokers)).build();
 * }</pre>
 *
 * <p>Names and attributes are those of OpenTelemetry's conventions for messaging. Keys and values of messages are in none; what an exception
 * says is recorded with it. With {@link LeatBuilder#requestContext()} beside it, messages carry the trace of the spans, and of the request its id.
 *
 * <p>Immutable, for use by many threads.
 *
 * @since 0.1
 */
public final class LeatTracing {
    private static final String SCOPE = "dev.leat.opentelemetry";

    private final Trail trail;
    private final Interceptor handled;
    private final SendInterceptor sent;

    private LeatTracing(Tracer tracer, TextMapPropagator propagator) {
        this.trail = new Trail(propagator);
        this.handled = new ProcessSpans(tracer, trail);
        this.sent = new SendSpans(tracer, trail);
    }

    /** Traces with its tracers and propagators as they are now. */
    public static LeatTracing of(OpenTelemetry openTelemetry) {
        return new LeatTracing(
                openTelemetry.getTracer(SCOPE), openTelemetry.getPropagators().getTextMapPropagator());
    }

    /** Adds both interceptors. */
    public LeatBuilder applyTo(LeatBuilder builder) {
        return builder.interceptor(interceptor()).sendInterceptor(sendInterceptor());
    }

    /**
     * A span {@code process} and the topic, of kind consumer, for each call of a handler; it is the current one during the call, and ends when
     * the call has returned, its stage has ended, or the message was acknowledged. A handler that goes on elsewhere takes it along by
     * {@link Context#current()}.
     *
     * <p>Its parent is the span that has sent the message, so that retries are spans side by side, with the attribute {@code
     * leat.attempt}. Within another span, of an interceptor further out, that one is the parent. A link leads to the sender either way. A batch
     * has links alone, one for each of its messages.
     *
     * <p>Messages that are fetched have none, as nobody knows here when their work begins: see {@link #context}.
     */
    public Interceptor interceptor() {
        return handled;
    }

    /**
     * A span {@code send} and the topic, of kind producer, from the call to the confirmation or failure; its parent is the span that is
     * current for the caller, and the message carries it on. A message that carries one already, as one that is sent again does,
     * keeps that: then the span is of kind client, has a link to it, and where no other is current it is the parent.
     *
     * <p>Dead letters have no span of their own, and carry on what their message had.
     */
    public SendInterceptor sendInterceptor() {
        return sent;
    }

    /**
     * The current context of the calling thread, with what the message carries in place of it: for work that no call of a handler stands for.
     *
     * <pre>{@code
     * Held<String, Order> held = messages.take().orElseThrow();
     * Span span = tracer.spanBuilder("ship").setParent(tracing.context(held.message())).startSpan();
     * }</pre>
     */
    public Context context(Message<?, ?> message) {
        return trail.of(message.headers(), Context.current());
    }

    @Override
    public String toString() {
        return "LeatTracing";
    }
}
