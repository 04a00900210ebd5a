package dev.leat.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Acknowledgement;
import dev.leat.core.Batching;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.Deduplication;
import dev.leat.core.Leat;
import dev.leat.core.Messages;
import dev.leat.core.Ordering;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ProcessSpansTest extends Traced {
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("leat.attempt");

    private static List<String> linked(SpanData span) {
        return span.getLinks().stream()
                .map(LinkData::getSpanContext)
                .map(context -> context.getSpanId())
                .toList();
    }

    private static String id(SpanData span) {
        return span.getSpanId();
    }

    @Test
    void hasTheAttributesOfTheConventionsAndNoKey() {
        start(group().on("orders", Serde.text(), message -> {}));
        send("secret");
        kafka.run();

        SpanData span = span("process orders");
        assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(attributes(span))
                .isEqualTo(Attributes.builder()
                        .put("messaging.system", "kafka")
                        .put("messaging.operation.name", "process")
                        .put("messaging.operation.type", "process")
                        .put("messaging.destination.name", "orders")
                        .put("messaging.destination.partition.id", "0")
                        .put("messaging.consumer.group.name", "billing")
                        .put("messaging.kafka.offset", 0L)
                        .put("leat.attempt", 1L)
                        .build());
    }

    @Test
    void waitingForAnotherWithTheSameIdIsNoFailure() {
        List<CompletableFuture<Void>> stages = new ArrayList<>();
        start(group().ordering(Ordering.UNORDERED)
                .concurrency(2)
                .interceptor(Deduplication.by(record -> Optional.of("the same")))
                .onAsync("orders", Serde.text(), message -> {
                    CompletableFuture<Void> stage = new CompletableFuture<>();
                    stages.add(stage);
                    return stage;
                }));
        send("a", "b");
        kafka.run();

        stages.get(0).complete(null);
        kafka.run();

        assertThat(spans("process orders"))
                .hasSize(3)
                .allSatisfy(span -> assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET));
    }

    @Test
    void theSenderIsItsParentAndIsLinked() {
        start(group().on("orders", Serde.text(), message -> {}));
        send("a");
        kafka.run();

        SpanData sender = span("send orders");
        assertThat(span("process orders").getParentSpanId()).isEqualTo(id(sender));
        assertThat(span("process orders").getTraceId()).isEqualTo(sender.getTraceId());
        assertThat(linked(span("process orders"))).containsExactly(id(sender));
    }

    @Test
    void aMessageWithoutATraceBeginsOne() {
        start(group().on("orders", Serde.text(), message -> {}));
        orders.send("k", "from elsewhere");
        kafka.run();

        assertThat(span("process orders").getParentSpanContext().isValid()).isFalse();
        assertThat(span("process orders").getLinks()).isEmpty();
    }

    @Test
    void withinAnotherSpanThatOneIsTheParent() {
        Leat inner = kafka.leat(settings -> tracing.applyTo(settings.interceptor((delivery, next) -> {
            Span outer = tracer.spanBuilder("outer").startSpan();
            try {
                return outer.storeInContext(Context.current())
                        .wrap(next::proceed)
                        .call();
            } finally {
                outer.end();
            }
        })));
        start(inner.consumerGroup("shipping").on("orders", Serde.text(), message -> {}));
        send("a");
        orders.send("k", "without a trace");
        kafka.run();

        List<SpanData> outer = spans("outer");
        List<SpanData> spans = spans("process orders");
        assertThat(spans).extracting(SpanData::getParentSpanId).containsExactly(id(outer.get(0)), id(outer.get(1)));
        assertThat(linked(spans.get(0))).containsExactly(id(span("send orders")));
        assertThat(linked(spans.get(1))).isEmpty();
    }

    @Test
    void eachAttemptIsASpanOfTheSameTrace() {
        start(group().retry(EACH_MINUTE).on("orders", Serde.text(), message -> {
            if (message.attempt() < 3) {
                throw new IllegalArgumentException("not yet");
            }
        }));
        send("a");
        kafka.advance(MINUTE.multipliedBy(3));

        List<SpanData> spans = spans("process orders");
        assertThat(spans).extracting(span -> span.getAttributes().get(ATTEMPT)).containsExactly(1L, 2L, 3L);
        assertThat(spans)
                .extracting(SpanData::getTraceId)
                .containsOnly(span("send orders").getTraceId());
        assertThat(spans).extracting(SpanData::getParentSpanId).containsOnly(id(span("send orders")));
        assertThat(spans)
                .extracting(span -> span.getStatus().getStatusCode())
                .containsExactly(StatusCode.ERROR, StatusCode.ERROR, StatusCode.UNSET);
        assertThat(spans.get(0).getAttributes().get(ERROR)).isEqualTo("java.lang.IllegalArgumentException");
        assertThat(spans.get(0).getEvents())
                .extracting(event -> event.getName())
                .containsExactly("exception");
        assertThat(spans.get(2).getAttributes().get(ERROR)).isNull();
    }

    @Test
    void anAsynchronousOneEndsWithItsStage() {
        List<CompletableFuture<Void>> stages = new ArrayList<>();
        start(group().retry(EACH_MINUTE).onAsync("orders", Serde.text(), message -> {
            CompletableFuture<Void> stage = new CompletableFuture<>();
            stages.add(stage);
            return stage;
        }));
        send("a");
        kafka.run();
        assertThat(spans("process orders")).isEmpty();

        stages.get(0).completeExceptionally(new IllegalStateException("no"));
        assertThat(span("process orders").getAttributes().get(ERROR)).isEqualTo("java.lang.IllegalStateException");

        kafka.advance(MINUTE);
        stages.get(1).complete(null);
        kafka.run();
        assertThat(spans("process orders")).hasSize(2);
        assertThat(spans("process orders").get(1).getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void oneThatIsToBeAcknowledgedEndsWithThat() {
        List<Acknowledgement> open = new ArrayList<>();
        start(group().onManual(
                        "orders", Serde.text(), MINUTE, (message, acknowledgement) -> open.add(acknowledgement)));
        send("a");
        kafka.run();
        assertThat(spans("process orders")).isEmpty();

        open.get(0).ack();
        kafka.run();
        assertThat(span("process orders").getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void aBatchHasALinkToEachSenderAndATraceOfItsOwn() {
        start(group().ordering(Ordering.PARTITION)
                .onBatch("orders", Serde.text(), Batching.of(3, SECOND), batch -> {}));
        send("a", "b");
        orders.send("k", "without a trace");
        kafka.run();

        SpanData span = span("process orders");
        List<SpanData> senders = spans("send orders");
        assertThat(span.getParentSpanContext().isValid()).isFalse();
        assertThat(linked(span)).containsExactly(id(senders.get(0)), id(senders.get(1)));
        assertThat(span.getAttributes().get(AttributeKey.longKey("messaging.batch.message_count")))
                .isEqualTo(3);
        assertThat(span.getAttributes().get(AttributeKey.longKey("messaging.kafka.offset")))
                .isNull();
    }

    @Test
    void whatFailedOfABatchIsRecorded() {
        start(group().ordering(Ordering.PARTITION)
                .retry(Retry.none())
                .deadLetters("orders.dead")
                .onBatch("orders", Serde.text(), Batching.of(2, SECOND), batch -> {
                    throw new IllegalStateException("all of them");
                }));
        send("a", "b");
        kafka.run();

        SpanData span = span("process orders");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getAttributes().get(ERROR)).isEqualTo("java.lang.IllegalStateException");
        assertThat(span.getEvents()).as("one for both messages").hasSize(1);
    }

    @Test
    void aTombstoneIsMarked() {
        start(group().on("orders", Serde.text(), message -> {}));
        producer.send("orders", "k", null).join();
        kafka.run();

        AttributeKey<Boolean> tombstone = AttributeKey.booleanKey("messaging.kafka.message.tombstone");
        assertThat(span("send orders").getAttributes().get(tombstone)).isTrue();
        assertThat(span("process orders").getAttributes().get(tombstone)).isTrue();
    }

    @Test
    void fetchedMessagesHaveNoneAndGiveTheirContext() throws InterruptedException {
        ConsumerGroupBuilder<String> builder = group();
        Messages<String, String> messages = builder.messages("orders", Serde.text(), MINUTE);
        start(builder);
        send("a");

        Context context = tracing.context(messages.poll(SECOND).orElseThrow().message());

        assertThat(Span.fromContext(context).getSpanContext().getSpanId()).isEqualTo(id(span("send orders")));
        kafka.run();
        assertThat(spans("process orders")).isEmpty();
    }
}
