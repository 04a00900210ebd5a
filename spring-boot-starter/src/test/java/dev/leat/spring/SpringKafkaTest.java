package dev.leat.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Leat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.SslBundleSslEngineFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where Kafka is, as spring.kafka and services say it. Nothing connects: there is no listener. */
class SpringKafkaTest {
    @Test
    void commonSettingsOfSpringKafkaAreTaken() {
        try (App app = App.runForReal(
                "spring.kafka.bootstrap-servers=one:9092,two:9092",
                "spring.kafka.client-id=shop",
                "spring.kafka.security.protocol=SASL_PLAINTEXT",
                "spring.kafka.properties.sasl.mechanism=PLAIN",
                "spring.kafka.properties.enable.auto.commit=false",
                "spring.kafka.consumer.group-id=theirs",
                "leat.properties.client.id=ours")) {
            assertThat(app.bean(Leat.class).properties())
                    .containsEntry("bootstrap.servers", "one:9092,two:9092")
                    .containsEntry("security.protocol", "SASL_PLAINTEXT")
                    .containsEntry("sasl.mechanism", "PLAIN")
                    .containsEntry("client.id", "ours")
                    .doesNotContainKeys("enable.auto.commit", "group.id");
        }
    }

    @Test
    void leatsOwnBrokersLeaveSpringKafkasSettingsAside() {
        try (App app = App.runForReal("spring.kafka.bootstrap-servers=one:9092", "leat.brokers=ours:9092")) {
            assertThat(app.bean(Leat.class).properties()).containsOnly(Map.entry("bootstrap.servers", "ours:9092"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Service {
        @Bean
        KafkaConnectionDetails container() {
            return () -> List.of("container:9092");
        }
    }

    @Test
    void detailsOfAServiceWin() {
        try (App app = App.runForReal(Service.class, "spring.kafka.bootstrap-servers=one:9092")) {
            assertThat(app.bean(Leat.class).properties()).containsEntry("bootstrap.servers", "container:9092");
        }
    }

    @Test
    void bundlesOfCertificatesAreTaken() {
        SslBundle bundle = SslBundle.of(SslStoreBundle.NONE);
        KafkaConnectionDetails details = new KafkaConnectionDetails() {
            @Override
            public List<String> getBootstrapServers() {
                return List.of("one:9092");
            }

            @Override
            public SslBundle getSslBundle() {
                return bundle;
            }

            @Override
            public String getSecurityProtocol() {
                return "SSL";
            }
        };
        Leat.builder()
                .properties(new SpringKafka(null, details).settings())
                .build()
                .close();

        assertThat(new SpringKafka(null, details).settings())
                .containsEntry("security.protocol", "SSL")
                .containsEntry("ssl.engine.factory.class", SslBundleSslEngineFactory.class)
                .containsEntry(SslBundle.class.getName(), bundle);
    }
}
