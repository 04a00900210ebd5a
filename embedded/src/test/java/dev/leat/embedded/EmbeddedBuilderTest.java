package dev.leat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedBuilderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node.id",
                "listeners",
                "advertised.listeners",
                "log.dirs",
                "controller.quorum.voters",
                "super.users",
                "listener.name.client.ssl.keystore.key"
            })
    void refusesPropertiesThatFollowFromOtherOptions(String key) {
        assertThatThrownBy(() -> Embedded.builder().property(key, "1"))
                .isInstanceOf(BrokerPropertyException.class)
                .hasMessageContaining("\"" + key + "\"")
                .hasMessageContaining("use ");
    }

    @Test
    void namesThePropertyWhoseValueTheBrokerRefuses() {
        var builder = Embedded.builder().property("num.partitions", "many");

        assertThatThrownBy(builder::start)
                .isInstanceOfSatisfying(
                        BrokerPropertyException.class,
                        refusal -> assertThat(refusal.key()).isEqualTo("num.partitions"))
                .hasMessageContaining("many");
    }

    @Test
    void namesThePropertyTheBrokerDoesNotKnowAndOneThatIsClose() {
        var builder = Embedded.builder().property("retention.ms", "1000");

        assertThatThrownBy(builder::start)
                .isInstanceOf(BrokerPropertyException.class)
                .hasMessageContaining("\"retention.ms\"")
                .hasMessageContaining("\"log.retention.ms\"");
    }

    @Test
    void refusesAPortThatIsTaken() throws IOException {
        try (var socket = new ServerSocket(0, 1, Ports.address())) {
            var builder = Embedded.builder().port(socket.getLocalPort());

            assertThatThrownBy(builder::start)
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining(Integer.toString(socket.getLocalPort()));
        }
    }

    @Test
    void refusesNumbersOutOfRange() {
        var builder = Embedded.builder();

        assertThatIllegalArgumentException().isThrownBy(() -> builder.nodes(2)).withMessageContaining("nodes(2)");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.port(0)).withMessageContaining("port(0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.sessionTimeout(Duration.ofMillis(10)))
                .withMessageContaining("sessionTimeout(PT0.01S)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.startTimeout(Duration.ZERO))
                .withMessageContaining("startTimeout(PT0S)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.sasl("alice,bob", "secret"))
                .withMessageContaining("alice,bob");
    }

    @Test
    void refusesAnAuthorizerWithoutUsers() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Embedded.builder().authorizer().start())
                .withMessageContaining("needs sasl");
        assertThatIllegalStateException()
                .isThrownBy(() -> Embedded.builder()
                        .sasl("alice", "secret")
                        .authorizer("bob")
                        .start())
                .withMessageContaining("bob");
    }
}
