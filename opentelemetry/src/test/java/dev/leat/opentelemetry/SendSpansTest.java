package dev.leat.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Leat;
import dev.leat.core.Outgoing;
import dev.leat.core.Producer;
import dev.leat.core.RequestContext;
import dev.leat.core.Serde;
import dev.leat.testkit.TestRecord;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;

class SendSpansTest extends Traced {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";
    private static final String TRACEPARENT = "00-" + TRACE + "-" + SPAN + "-01";

    private static String traceparent(SpanData span) {
        return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                + span.getSpanContext().getTraceFlags().asHex();
    }

    private TestRecord sent() {
        return orders.records().get(orders.records().size() - 1);
    }

    @Test
    void hasTheAttributesOfTheConventionsAndTheMessageCarriesIt() {
        send("secret");

        SpanData span = span("send orders");
        assertThat(span.getKind()).isEqualTo(SpanKind.PRODUCER);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(attributes(span))
                .isEqualTo(Attributes.builder()
                        .put("messaging.system", "kafka")
                        .put("messaging.operation.name", "send")
                        .put("messaging.operation.type", "send")
                        .put("messaging.destination.name", "orders")
                        .put("messaging.destination.partition.id", "0")
                        .put("messaging.kafka.offset", 0L)
                        .build());
        assertThat(sent().header("traceparent")).contains(traceparent(span));
    }

    @Test
    void aFailureEndsItWithAnError() {
        orders.failSends(1, new RecordTooLargeException("too large"));
        producer.send("orders", "k", "v").exceptionally(failure -> null).join();

        SpanData span = span("send orders");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getAttributes().get(AttributeKey.stringKey("error.type")))
                .isEqualTo(RecordTooLargeException.class.getName());
    }

    @Test
    void itEndsWithTheConfirmation() {
        orders.delaySends(SECOND);
        CompletableFuture<?> confirmed = producer.send("orders", "k", "v");
        assertThat(spans("send orders")).isEmpty();

        kafka.advance(SECOND);

        assertThat(confirmed).isCompleted();
        assertThat(span("send orders").hasEnded()).isTrue();
    }

    @Test
    void whatTheMessageCarriesAlreadyStaysAndIsLinked() {
        producer.send(Outgoing.<String, String>of("orders", "k", "v").header("traceparent", TRACEPARENT))
                .join();

        SpanData span = span("send orders");
        assertThat(sent().header("traceparent")).contains(TRACEPARENT);
        assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.getTraceId()).isEqualTo(TRACE);
        assertThat(span.getParentSpanId()).isEqualTo(SPAN);
        assertThat(span.getLinks())
                .extracting(link -> link.getSpanContext().getSpanId())
                .containsExactly(SPAN);
    }

    @Test
    void withinASpanThatOneIsTheParentWhateverTheMessageCarries() {
        Span outer = tracer.spanBuilder("outer").startSpan();
        outer.storeInContext(Context.current())
                .wrap(() -> {
                    producer.send(Outgoing.<String, String>of("orders", "k", "v")
                                    .header("traceparent", TRACEPARENT))
                            .join();
                })
                .run();
        outer.end();

        assertThat(span("send orders").getParentSpanId())
                .isEqualTo(outer.getSpanContext().getSpanId());
        assertThat(span("send orders").getLinks())
                .extracting(link -> link.getSpanContext().getTraceId())
                .containsExactly(TRACE);
    }

    @Test
    void whatIsNoTraceIsReplaced() {
        producer.send(Outgoing.<String, String>of("orders", "k", "v").header("traceparent", "nonsense"))
                .join();

        assertThat(sent().header("traceparent")).contains(traceparent(span("send orders")));
    }

    @Test
    void withARequestContextTheTraceIsThatOfTheSpansAndTheIdIsTheRequests() {
        Leat both = kafka.leat(settings -> tracing.applyTo(settings.requestContext()));
        try (Producer<String, String> other = both.producer(Serde.text()).build()) {
            RequestContext.begin("web-7")
                    .carry(() -> {
                        other.send("orders", "k", "v").join();
                    })
                    .run();
        }

        assertThat(sent().header("request-id")).contains("web-7");
        assertThat(sent().header("traceparent")).contains(traceparent(span("send orders")));
    }

    @Test
    void withoutAnSdkNothingIsSentAlong() {
        Leat dumb = kafka.leat(settings -> LeatTracing.of(OpenTelemetry.noop()).applyTo(settings));
        try (Producer<String, String> other = dumb.producer(Serde.text()).build()) {
            other.send("orders", "k", "v").join();
        }

        assertThat(sent().header("traceparent")).isEmpty();
        assertThat(exported.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void bothInterceptorsMayBeAddedByHand() {
        Leat byHand = kafka.leat(
                settings -> settings.interceptor(tracing.interceptor()).sendInterceptor(tracing.sendInterceptor()));
        try (Producer<String, String> other = byHand.producer(Serde.text()).build()) {
            other.send("orders", "k", "v").join();
        }

        assertThat(spans("send orders")).hasSize(1);
    }
}
