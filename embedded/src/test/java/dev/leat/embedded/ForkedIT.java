package dev.leat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class ForkedIT {

    @Test
    void losesNoAcknowledgedRecordWhenItIsKilled() {
        try (var kafka = Embedded.builder().forked().start()) {
            var client = kafka.clientProperties();
            try (var producer = Records.producer(client)) {
                IntStream.range(0, 100).forEach(i -> Records.send(producer, "orders", "before-" + i));

                kafka.killNode(1);
                assertThat(kafka.runningNodes()).isEmpty();
                var during = CompletableFuture.runAsync(() -> Records.send(producer, "orders", "during"));
                kafka.startNode(1);

                assertThat(during).succeedsWithin(20, TimeUnit.SECONDS);
                Records.send(producer, "orders", "after");
            }

            var values = Records.consume(client, "orders", "billing", 102);
            assertThat(values).hasSize(102).startsWith("before-0").endsWith("during", "after");
        }
    }

    @Test
    void answersNothingWhileItIsFrozen() throws Exception {
        try (var kafka = Embedded.builder().forked().start();
                var producer = Records.producer(kafka.clientProperties())) {
            Records.send(producer, "orders", "before");

            kafka.freezeNode(1);
            var during = producer.send(new ProducerRecord<>("orders", "during"));
            assertThatThrownBy(() -> during.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            kafka.thawNode(1);

            assertThat(during).succeedsWithin(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void takesLoginsWhateverTheLanguageOfTheMachine() {
        // Clients in this JVM need the usual digits as well.
        var usual = Locale.getDefault();
        Locale.setDefault(Locale.ROOT);
        try (var kafka = Embedded.builder()
                .sasl("alice", "a")
                .forked("-Duser.language=ar", "-Duser.country=EG")
                .start()) {
            Records.produce(kafka.clientProperties(), "orders", "a");
            assertThat(Records.consume(kafka.clientProperties(), "orders", "billing", 1))
                    .containsExactly("a");
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void startsWhateverTheLanguageOfTheMachine() {
        Embedded.builder()
                .forked("-Duser.language=tr", "-Duser.country=TR")
                .start()
                .close();
    }

    @Test
    void saysWhyAProcessDidNotStart() {
        var builder = Embedded.builder().forked("-XX:NoSuchOption");

        assertThatThrownBy(builder::start)
                .isInstanceOf(BrokerFailedException.class)
                .hasMessageContaining("Kafka node 1 did not start")
                .hasMessageContaining("last line of");
    }

    @Test
    void endsWithTheProcessThatStartedIt() throws Exception {
        var parent = Programs.start(ForkedParent.class);
        var pid = Long.parseLong(parent.inputReader().readLine());
        var child = ProcessHandle.of(pid).orElseThrow();

        parent.destroyForcibly().waitFor();

        assertThat(child.onExit()).succeedsWithin(10, TimeUnit.SECONDS);
    }
}
