package dev.leat.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.embedded.Embedded;
import dev.leat.listener.Listener;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

/** Leat and Spring Kafka in one application, on a real broker: each does its own, and neither takes the other's beans. */
@SpringBootTest(
        properties = {
            "spring.kafka.consumer.auto-offset-reset=earliest",
            "leat.properties.fetch.max.wait.ms=50",
            "leat.stop-within=5s"
        })
@LeatTest(broker = true)
class BesideSpringKafkaIT {
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({Ours.class, Theirs.class})
    static class Application {}

    static class Ours {
        final List<String> seen = new CopyOnWriteArrayList<>();

        @Listener(topics = "beside", group = "ours")
        void on(String value) {
            seen.add(value);
        }
    }

    static class Theirs {
        final List<String> seen = new CopyOnWriteArrayList<>();

        @KafkaListener(topics = "beside", groupId = "theirs")
        void on(String value) {
            seen.add(value);
        }
    }

    @Autowired
    Ours ours;

    @Autowired
    Theirs theirs;

    @Autowired
    KafkaTemplate<String, String> template;

    @Autowired
    Producer<String, String> producer;

    @Autowired
    Embedded broker;

    @Autowired
    ApplicationContext context;

    @Test
    void bothSendAndBothAreCalled() {
        template.send("beside", "k", "by the template").join();
        producer.send("beside", "k", "by the producer").join();

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(ours.seen).containsExactlyInAnyOrder("by the template", "by the producer");
            assertThat(theirs.seen).containsExactlyInAnyOrder("by the template", "by the producer");
        });
        assertThat(context.getBean(Leat.class).properties())
                .containsEntry("bootstrap.servers", broker.bootstrapServers());
    }

    @Test
    void noBeanOfOursIsOfATypeThatSpringKafkaLooksFor() {
        Set.of(KafkaTemplate.class, ProducerFactory.class, ConsumerFactory.class, KafkaAdmin.class)
                .forEach(type -> assertThat(context.getBeanNamesForType(type))
                        .singleElement()
                        .asString()
                        .startsWith("kafka"));
    }
}
