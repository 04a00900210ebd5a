package dev.leat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThreeNodesIT {

    private final Embedded kafka = Embedded.builder().nodes(3).start();

    @BeforeAll
    void createTopic() {
        kafka.createTopic("orders", 3);
    }

    @AfterAll
    void close() {
        kafka.close();
    }

    @Test
    void goOnWithOneNodeStopped() {
        var client = kafka.clientProperties();
        Records.produce(client, "orders", "a");

        for (var id : kafka.nodes()) {
            kafka.stopNode(id);
            assertThat(kafka.runningNodes()).hasSize(2).doesNotContain(id);
            Records.produce(client, "orders", "without " + id);
            kafka.startNode(id);
        }

        assertThat(Records.consume(client, "orders", "billing", 4))
                .containsExactlyInAnyOrder("a", "without 1", "without 2", "without 3");
    }

    @Test
    void writeEveryRecordToTwoNodesAtLeast() throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.<String, Object>copyOf(kafka.clientProperties()))) {
            var topic = new ConfigResource(ConfigResource.Type.TOPIC, "orders");
            var config = admin.describeConfigs(List.of(topic)).all().get().get(topic);

            assertThat(config).isNotNull();
            assertThat(config.get("min.insync.replicas").value()).isEqualTo("2");
        }
    }

    @Test
    void cannotBeKilledOrFrozenInsideThisJvm() {
        assertThatThrownBy(() -> kafka.killNode(1))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("forked()");
        assertThatThrownBy(() -> kafka.freezeNode(1))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("forked()");
    }

    @Test
    void areNumberedFromOne() {
        assertThat(kafka.nodes()).containsExactlyInAnyOrder(1, 2, 3);
        assertThatIllegalArgumentException().isThrownBy(() -> kafka.stopNode(4)).withMessageContaining("[1, 2, 3]");
    }
}
