package dev.leat.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Leat;
import dev.leat.core.Outgoing;
import dev.leat.core.Producer;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import dev.leat.core.Tail;
import dev.leat.testkit.TestRecord;
import dev.leat.testkit.TestTopic;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole traces, over services and failures. B9 and B13 are faults of dp-kafka: tracing that is dead code, and one id for all messages. */
class TracesTest extends Traced {
    private static String traceId(TestRecord record) {
        return record.header("traceparent").orElseThrow().substring(3, 35);
    }

    private void within(Span span, Runnable task) {
        span.storeInContext(Context.current()).wrap(task).run();
        span.end();
    }

    @Test
    void aTraceGoesOverTwoServices() {
        start(group().on("orders", Serde.text(), message -> {
            producer.send("charges", message.key(), message.value()).join();
        }));
        Leat other = kafka.leat(LeatTracing.of(openTelemetry)::applyTo);
        start(other.consumerGroup("shipping").on("charges", Serde.text(), message -> {}));
        Span request = tracer.spanBuilder("request").startSpan();
        within(request, () -> send("o-1"));
        kafka.advance(SECOND);

        List<SpanData> steps = List.of(
                span("request"),
                span("send orders"),
                span("process orders"),
                span("send charges"),
                span("process charges"));
        assertThat(steps)
                .extracting(SpanData::getTraceId)
                .containsOnly(request.getSpanContext().getTraceId());
        for (int i = 1; i < steps.size(); i++) {
            assertThat(steps.get(i).getParentSpanId())
                    .as(steps.get(i).getName())
                    .isEqualTo(steps.get(i - 1).getSpanId());
        }
    }

    @Test
    void aDeadLetterAndWhatIsSentAgainKeepTheTrace() {
        TestTopic dead = kafka.topic("orders.dead");
        start(group().retry(Retry.fixed(SECOND).attempts(2))
                .deadLetters("orders.dead")
                .on("orders", Serde.text(), m -> {
                    throw new IllegalStateException("no");
                }));
        send("o-1");
        kafka.advance(MINUTE);
        String trace = span("send orders").getTraceId();
        assertThat(traceId(dead.records().get(0))).isEqualTo(trace);

        start(leat.consumerGroup("mending").on("orders.dead", Serde.text(), message -> {
            String carried = message.headers().text("traceparent").orElseThrow();
            producer.send(Outgoing.<String, String>of("orders.mended", message.key(), message.value())
                            .header("traceparent", carried))
                    .join();
        }));
        start(leat.consumerGroup("shipping").on("orders.mended", Serde.text(), message -> {}));
        kafka.advance(MINUTE);

        assertThat(traceId(kafka.topic("orders.mended").records().get(0))).isEqualTo(trace);
        assertThat(exported.getFinishedSpanItems())
                .extracting(SpanData::getName)
                .containsExactlyInAnyOrder(
                        "send orders",
                        "process orders",
                        "process orders",
                        "process orders.dead",
                        "send orders.mended",
                        "process orders.mended");
        assertThat(exported.getFinishedSpanItems())
                .extracting(SpanData::getTraceId)
                .containsOnly(trace);
    }

    @Test
    void b9TracingIsReallyOnForProducersGroupsAndTails() {
        start(group().on("orders", Serde.text(), message -> {}));
        Tail tail =
                leat.tail("prices").on("orders", Serde.text(), message -> {}).build();
        tail.start();
        Producer<String, String> late = leat.producer(Serde.text()).build();
        late.send("orders", "k", "v").join();
        kafka.advance(SECOND);

        assertThat(orders.records().get(0).header("traceparent")).isPresent();
        assertThat(spans("send orders")).hasSize(1);
        assertThat(spans("process orders"))
                .extracting(span -> span.getAttributes().get(Convention.GROUP))
                .containsExactlyInAnyOrder("billing", "tail:prices");
    }

    @Test
    void b13EachMessageHasTheIdOfTheContextItIsSentIn() {
        Span first = tracer.spanBuilder("first").startSpan();
        Span second = tracer.spanBuilder("second").startSpan();
        within(first, () -> send("a"));
        within(second, () -> send("b"));
        send("c", "d");

        List<String> ids = orders.records().stream().map(TracesTest::traceId).toList();
        assertThat(ids.get(0)).isEqualTo(first.getSpanContext().getTraceId());
        assertThat(ids.get(1)).isEqualTo(second.getSpanContext().getTraceId());
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void b13AHandlerSeesTheContextOfItsOwnMessage() {
        List<String> seen = new ArrayList<>();
        start(group().on("orders", Serde.text(), message -> {
            seen.add(message.traceId().orElseThrow() + " "
                    + Span.current().getSpanContext().getTraceId());
        }));
        send("a", "b");
        kafka.run();

        List<String> sent =
                spans("send orders").stream().map(SpanData::getTraceId).toList();
        assertThat(seen).containsExactlyInAnyOrder(sent.get(0) + " " + sent.get(0), sent.get(1) + " " + sent.get(1));
    }
}
