package dev.leat.opentelemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** What messages carry of a trace in their headers. Immutable. */
final class Trail {
    private static final TextMapGetter<Headers> RAW = Trail::text;
    private static final TextMapGetter<dev.leat.core.Headers> OF_MESSAGES =
            (headers, name) -> headers == null ? null : headers.text(name).orElse(null);

    private final TextMapPropagator propagator;

    Trail(TextMapPropagator propagator) {
        this.propagator = propagator;
    }

    /** That context, but for what the headers say instead. */
    Context of(Headers headers, Context context) {
        return propagator.extract(context, headers, RAW);
    }

    /** That context, but for what the headers say instead. */
    Context of(dev.leat.core.Headers headers, Context context) {
        return propagator.extract(context, headers, OF_MESSAGES);
    }

    private static @Nullable String text(@Nullable Headers headers, String name) {
        Header header = headers == null ? null : headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** In place of what is there under the same names. */
    void write(Context context, Headers headers) {
        propagator.inject(context, headers, (to, name, value) -> {
            if (to != null) {
                to.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    /** Not valid if there is none. */
    static SpanContext span(Context context) {
        return Span.fromContext(context).getSpanContext();
    }
}
