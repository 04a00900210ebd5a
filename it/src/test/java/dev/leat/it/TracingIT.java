package dev.leat.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import dev.leat.embedded.Embedded;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import dev.leat.opentelemetry.LeatTracing;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link LeatTracing} on a real broker; what each span says is shown in its own module. */
@EmbeddedKafka
class TracingIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final InMemorySpanExporter exported = InMemorySpanExporter.create();
    private final LeatTracing tracing = LeatTracing.of(OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exported))
                    .build())
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build());

    private Leat service(Embedded kafka) {
        return tracing.applyTo(
                        Leat.builder().properties(kafka.clientProperties()).brokers(kafka.bootstrapServers()))
                .build();
    }

    private List<SpanData> spans(String name) {
        return exported.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    @Test
    void aTraceGoesOverTwoServicesARetryAndADeadLetter(Embedded kafka, TestNames names) {
        String orders = names.topic("orders");
        String charges = names.topic("charges");
        String dead = names.topic("dead");
        try (Leat billing = service(kafka);
                Leat shipping = service(kafka)) {
            Producer<String, String> producer = billing.producer(Serde.text()).build();
            billing.consumerGroup(names.group("billing"))
                    .on(orders, Serde.text(), message -> {
                        producer.send(charges, message.key(), message.value()).join();
                    })
                    .build()
                    .start();
            shipping.consumerGroup(names.group("shipping"))
                    .retry(Retry.fixed(Duration.ofMillis(10)).attempts(2))
                    .deadLetters(dead)
                    .on(charges, Serde.text(), message -> {
                        throw new IllegalStateException("no");
                    })
                    .build()
                    .start();
            shipping.consumerGroup(names.group("mending"))
                    .on(dead, Serde.text(), message -> {})
                    .build()
                    .start();
            producer.send(orders, "o-1", "an order").join();

            await().atMost(SOON).until(() -> !spans("process " + dead).isEmpty());
        }

        assertThat(exported.getFinishedSpanItems())
                .extracting(SpanData::getName)
                .containsExactlyInAnyOrder(
                        "send " + orders,
                        "process " + orders,
                        "send " + charges,
                        "process " + charges,
                        "process " + charges,
                        "process " + dead);
        assertThat(exported.getFinishedSpanItems())
                .extracting(SpanData::getTraceId)
                .containsOnly(spans("send " + orders).get(0).getTraceId());
        assertThat(spans("send " + charges).get(0).getParentSpanId())
                .isEqualTo(spans("process " + orders).get(0).getSpanId());
    }
}
