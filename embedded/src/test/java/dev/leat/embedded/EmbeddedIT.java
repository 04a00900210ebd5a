package dev.leat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.TopicExistsException;
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

    @Test
    void givesUpAStartThatTakesTooLongAndLeavesNothing() throws InterruptedException {
        var before = BrokerThreads.now();
        var builder = Embedded.builder().startTimeout(Duration.ofMillis(50));

        assertThatThrownBy(builder::start)
                .isInstanceOf(BrokerFailedException.class)
                .hasMessageContaining("Kafka node 1 did not start within PT0.05S");

        assertThat(BrokerThreads.since(before)).isEmpty();
    }

    @Test
    void createsTopicsThatCanBeWrittenToAtOnce() {
        try (var kafka = Embedded.builder()
                .property("auto.create.topics.enable", "false")
                .start()) {
            kafka.createTopic("orders", 3);
            Records.produce(kafka.clientProperties(), "orders", "a");

            assertThatThrownBy(() -> kafka.createTopic("orders", 3)).isInstanceOf(TopicExistsException.class);
        }
    }

    @Test
    void saysThatItIsClosed() {
        var kafka = Embedded.start();
        kafka.close();

        assertThatIllegalStateException().isThrownBy(kafka::restart).withMessageContaining("closed");
    }

    @Test
    void deletesItsFolderWhenTheJvmEndsWithoutClosingIt() throws Exception {
        var program = Programs.start(ForgetfulMain.class);

        var folder = Path.of(program.inputReader().readLine());

        assertThat(program.onExit()).succeedsWithin(20, TimeUnit.SECONDS);
        assertThat(folder.getFileName().toString()).startsWith("leat-embedded-");
        assertThat(folder).doesNotExist();
    }

    @Test
    void canBeUsedWhileTheJvmEndsByProgramsThatCloseItThemselves() throws Exception {
        var program = Programs.start(OrderlyMain.class);

        var lines = program.inputReader().lines().toList();

        assertThat(lines).hasSize(3).endsWith("used", "closed");
        assertThat(Path.of(lines.get(0))).doesNotExist();
    }
}
