package dev.leat.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class EmbeddedIT {

    @Test
    void carriesRecordsFromProducerToConsumer() {
        try (var kafka = Embedded.start()) {
            Records.produce(kafka.clientProperties(), "orders", "a", "b");

            assertThat(Records.consume(kafka.clientProperties(), "orders", "billing", 2))
                    .containsExactly("a", "b");
        }
    }

    @Test
    void leavesNeitherThreadsNorFilesBehind() throws InterruptedException {
        var before = BrokerThreads.now();
        var kafka = Embedded.start();
        var folder = kafka.data();
        assertThat(folder).isDirectory();

        kafka.close();
        kafka.close();

        assertThat(Files.exists(folder)).isFalse();
        assertThat(BrokerThreads.since(before)).isEmpty();
    }

    @Test
    void restartsWithTheSamePortsAndRecords() {
        try (var kafka = Embedded.start()) {
            var servers = kafka.bootstrapServers();
            Records.produce(kafka.clientProperties(), "orders", "a");

            kafka.restart();

            assertThat(kafka.bootstrapServers()).isEqualTo(servers);
            assertThat(Records.consume(kafka.clientProperties(), "orders", "billing", 1))
                    .containsExactly("a");
        }
    }
}
