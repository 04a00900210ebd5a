package dev.leat.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Producer;
import dev.leat.listener.Listener;
import dev.leat.opentelemetry.LeatTracing;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class TracingTest {
    static final List<String> TRACES = Collections.synchronizedList(new ArrayList<>());

    @Configuration(proxyBeanMethods = false)
    static class Traces {
        @Bean
        OpenTelemetry openTelemetry() {
            return OpenTelemetrySdk.builder()
                    .setTracerProvider(SdkTracerProvider.builder()
                            .addSpanProcessor(SimpleSpanProcessor.create(InMemorySpanExporter.create()))
                            .build())
                    .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                    .build();
        }
    }

    static class Chain {
        private final Producer<String, String> producer;

        Chain(Producer<String, String> producer) {
            this.producer = producer;
        }

        @Listener(topics = "orders", group = "first")
        void first(String value) {
            TRACES.add(Span.current().getSpanContext().getTraceId());
            producer.send("next", "k", value).join();
        }

        @Listener(topics = "next", group = "second")
        void second(String value) {
            TRACES.add(Span.current().getSpanContext().getTraceId());
        }
    }

    @Test
    void messagesCarryTheTraceOfTheApplication() {
        try (App app = App.run(Traces.class, Chain.class)) {
            app.kafka().topic("next");
            app.send("a");
            app.kafka().run();
            assertThat(app.bean(LeatTracing.class)).isNotNull();
        }
        assertThat(TRACES).hasSize(2);
        assertThat(TRACES.get(0)).isEqualTo(TRACES.get(1)).doesNotMatch("0+");
    }
}
