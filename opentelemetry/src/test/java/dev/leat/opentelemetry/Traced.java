package dev.leat.opentelemetry;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import dev.leat.testkit.TestKafka;
import dev.leat.testkit.TestTopic;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** One process with tracing, and a topic "orders" with records that it has sent. */
abstract class Traced {
    static final Duration SECOND = Duration.ofSeconds(1);
    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Retry EACH_MINUTE = Retry.fixed(MINUTE);

    final TestKafka kafka = TestKafka.create();
    final TestTopic orders = kafka.topic("orders");
    final InMemorySpanExporter exported = InMemorySpanExporter.create();
    final OpenTelemetry openTelemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exported))
                    .build())
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build();
    final Tracer tracer = openTelemetry.getTracer("test");
    final LeatTracing tracing = LeatTracing.of(openTelemetry);
    final Leat leat = kafka.leat(tracing::applyTo);
    final Producer<String, String> producer = leat.producer(Serde.text()).build();

    @AfterEach
    void close() {
        kafka.close();
    }

    final ConsumerGroupBuilder<String> group() {
        return leat.consumerGroup("billing");
    }

    static ConsumerGroup start(ConsumerGroupBuilder<?> builder) {
        ConsumerGroup group = builder.build();
        group.start();
        return group;
    }

    /** With the value as its key. */
    final void send(String... values) {
        for (String value : values) {
            producer.send("orders", value, value).join();
        }
    }

    /** In the order they have ended in. */
    final List<SpanData> spans(String name) {
        return exported.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    /** Of the usual class, which knows equals. */
    static Attributes attributes(SpanData span) {
        return Attributes.builder().putAll(span.getAttributes()).build();
    }

    /** The only one of that name. */
    final SpanData span(String name) {
        List<SpanData> all = spans(name);
        if (all.size() != 1) {
            throw new AssertionError("not one span '" + name + "' but " + all);
        }
        return all.get(0);
    }
}
