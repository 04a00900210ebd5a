package dev.leat.core;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The request that a thread works for, as it passes from service to service: an id, and a trace after W3C Trace Context. Travels in the
 * headers {@value #REQUEST_ID} and {@value #TRACEPARENT}. Immutable.
 *
 * <p>With {@link LeatBuilder#requestContext()} handlers run in the context of their message, and producers put the context of the calling
 * thread into what they send. Other entries of a service open one themselves:
 *
 * <pre>{@code
 * RequestContext.begin(request.header("X-Request-Id"))
 *         .carry(() -> producer.send("orders", order.id(), order))
 *         .call();
 * }</pre>
 *
 * <p>While it is open, SLF4J's MDC has it as {@value #REQUEST_ID} and {@code trace-id}, for log lines.
 *
 * @since 0.1
 */
public final class RequestContext {
    /** Name of the header, and in the MDC. */
    public static final String REQUEST_ID = "request-id";
    /** Name of the header. */
    public static final String TRACEPARENT = "traceparent";

    private static final String TRACE_ID = "trace-id";
    private static final int LONGEST_ID = 128;
    private static final ThreadLocal<@Nullable RequestContext> CURRENT = new ThreadLocal<>();

    private final String requestId;
    private final TraceParent trace;

    private RequestContext(String requestId, TraceParent trace) {
        this.requestId = requestId;
        this.trace = trace;
    }

    /** An open context; closed by the thread that has opened it. */
    @FunctionalInterface
    public interface Scope extends AutoCloseable {
        /** Brings back the context that was there before. */
        @Override
        void close();
    }

    /** A new request in a new trace. */
    public static RequestContext begin() {
        return new RequestContext(newId(), TraceParent.begin());
    }

    /**
     * A request that has an id already, in a new trace.
     *
     * @param requestId null, blank, over 128 characters long, or with others than printable ones of ASCII: a new one is taken
     */
    public static RequestContext begin(@Nullable String requestId) {
        return new RequestContext(requestId != null && isFit(requestId) ? requestId : newId(), TraceParent.begin());
    }

    /** The one that a message came with; what it did not bring is new. */
    public static RequestContext of(Headers headers) {
        Optional<String> id = headers.text(REQUEST_ID).filter(RequestContext::isFit);
        Optional<TraceParent> trace = headers.text(TRACEPARENT).flatMap(TraceParent::parse);
        return new RequestContext(id.orElseGet(RequestContext::newId), trace.orElseGet(TraceParent::begin));
    }

    /** The one that the calling thread works for. */
    public static Optional<RequestContext> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    public String requestId() {
        return requestId;
    }

    /** 32 hexadecimal digits. */
    public String traceId() {
        return trace.traceId();
    }

    /** Has the calling thread work for this request until the result is closed. */
    public Scope open() {
        RequestContext before = CURRENT.get();
        enter(this);
        return () -> enter(before);
    }

    /** The same task in this context, on whatever thread it runs. */
    public Runnable carry(Runnable task) {
        return () -> {
            Scope scope = open();
            try {
                task.run();
            } finally {
                scope.close();
            }
        };
    }

    /** The same task in this context, on whatever thread it runs. */
    public <T> Callable<T> carry(Callable<T> task) {
        return () -> {
            Scope scope = open();
            try {
                return task.call();
            } finally {
                scope.close();
            }
        };
    }

    private static void enter(@Nullable RequestContext next) {
        if (next == null) {
            CURRENT.remove();
            MDC.remove(REQUEST_ID);
            MDC.remove(TRACE_ID);
        } else {
            CURRENT.set(next);
            MDC.put(REQUEST_ID, next.requestId);
            MDC.put(TRACE_ID, next.traceId());
        }
    }

    /** Puts the calling thread's context, or a new one, into the headers of what is sent, unless they have one. */
    static void stamp(org.apache.kafka.common.header.Headers headers) {
        boolean hasId = headers.lastHeader(REQUEST_ID) != null;
        boolean hasTrace = headers.lastHeader(TRACEPARENT) != null;
        if (hasId && hasTrace) {
            return;
        }
        RequestContext context = CURRENT.get();
        if (!hasId) {
            add(headers, REQUEST_ID, context == null ? newId() : context.requestId);
        }
        if (!hasTrace) {
            TraceParent trace = context == null ? TraceParent.begin() : context.trace.next();
            add(headers, TRACEPARENT, trace.toString());
        }
    }

    private static void add(org.apache.kafka.common.header.Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.US_ASCII));
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    /** It comes from outside, and goes into logs. */
    private static boolean isFit(String id) {
        return !id.isBlank() && id.length() <= LONGEST_ID && id.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    @Override
    public String toString() {
        return "RequestContext[" + requestId + ", trace " + traceId() + "]";
    }
}
