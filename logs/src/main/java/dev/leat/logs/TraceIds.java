package dev.leat.logs;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What joins an entry to a trace. From fields of the MDC, under the names that tracing libraries give them; without those from OpenTelemetry, if it is there. */
record TraceIds(@Nullable String traceId, @Nullable String spanId) {
    /** Fields that say this, and so are not said again. */
    static final Set<String> FIELDS = Set.of("trace.id", "traceId", "trace_id", "span.id", "spanId", "span_id");

    private static final boolean HAS_OPENTELEMETRY = hasOpenTelemetry();

    static @Nullable TraceIds current(Map<String, String> fields) {
        if (!fields.isEmpty()) {
            String trace = first(fields, "trace.id", "traceId", "trace_id");
            if (trace != null) {
                return new TraceIds(trace, first(fields, "span.id", "spanId", "span_id"));
            }
        }
        return HAS_OPENTELEMETRY ? OfOpenTelemetry.current() : null;
    }

    private static @Nullable String first(Map<String, String> fields, String... names) {
        for (String name : names) {
            String value = fields.get(name);
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return null;
    }

    private static boolean hasOpenTelemetry() {
        try {
            Class.forName("io.opentelemetry.api.trace.Span", false, TraceIds.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** A class of its own, so that it is loaded only where OpenTelemetry is. */
    private static final class OfOpenTelemetry {
        private OfOpenTelemetry() {}

        static @Nullable TraceIds current() {
            SpanContext span = Span.current().getSpanContext();
            return span.isValid() ? new TraceIds(span.getTraceId(), span.getSpanId()) : null;
        }
    }
}
