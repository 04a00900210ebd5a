package dev.leat.spring;

import dev.leat.opentelemetry.LeatTracing;
import io.opentelemetry.api.OpenTelemetry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Traces from message to message, if {@code leat-opentelemetry} and an {@link OpenTelemetry} are there. */
@AutoConfiguration(
        before = LeatAutoConfiguration.class,
        afterName = "org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration")
@ConditionalOnClass({LeatTracing.class, OpenTelemetry.class})
@ConditionalOnBean(OpenTelemetry.class)
@ConditionalOnBooleanProperty(name = "leat.enabled", matchIfMissing = true)
final class LeatTracingAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    LeatTracing leatTracing(OpenTelemetry openTelemetry) {
        return LeatTracing.of(openTelemetry);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    LeatCustomizer leatTracingCustomizer(LeatTracing tracing) {
        return tracing::applyTo;
    }
}
