package dev.leat.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.core.health.HealthStatus;
import dev.leat.embedded.Embedded;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One broker, in trouble. Each test with one of its own, since it is killed, frozen or moved. */
class FaultsIT {
    private static final Duration A_WHILE = Duration.ofSeconds(3);

    @Test
    void aBrokerThatRefuses() throws Exception {
        try (Embedded kafka = forked();
                Traffic traffic = new Traffic(kafka.bootstrapServers()).start()) {
            kafka.killNode(1);
            try (Doorman doorman = new Doorman(port(kafka))) {
                traffic.awaitHealth(HealthStatus.CRITICAL);
                assertThat(doorman.sentAway()).isPositive();
            }
            kafka.startNode(1);

            traffic.awaitHealth(HealthStatus.OK);
            traffic.audit();
        }
    }

    @Test
    void aBrokerThatIsSlow() throws Exception {
        try (Embedded kafka = forked();
                Traffic traffic = new Traffic(kafka.bootstrapServers()).start()) {
            kafka.freezeNode(1); // takes connections and answers nobody
            traffic.awaitHealth(HealthStatus.CRITICAL);
            kafka.thawNode(1);

            traffic.awaitHealth(HealthStatus.OK);
            traffic.audit();
        }
    }

    @Test
    void aBrokerThatIsGone() throws Exception {
        gone(A_WHILE);
    }

    @Test
    @Tag("soak")
    void aBrokerThatIsGoneForAMinute() throws Exception {
        gone(Duration.ofSeconds(60));
    }

    private static void gone(Duration time) throws Exception {
        try (Embedded kafka = forked();
                Traffic traffic = new Traffic(kafka.bootstrapServers()).start()) {
            kafka.killNode(1);
            traffic.awaitHealth(HealthStatus.CRITICAL);
            await().pollDelay(time).atMost(time.multipliedBy(2)).until(() -> true); // the fault itself
            kafka.startNode(1);

            traffic.awaitHealth(HealthStatus.OK);
            traffic.audit();
        }
    }

    @Test
    void aBrokerThatComesBackOnAnotherPort(@TempDir Path data) throws Exception {
        Embedded first = Embedded.builder().data(data).start();
        int second = freePort();
        String both = first.bootstrapServers() + ",127.0.0.1:" + second;
        Optional<Embedded> moved = Optional.empty();
        try (first) {
            first.createTopic(Traffic.TOPIC, 4);
            try (Traffic traffic = new Traffic(both).start()) {
                first.close();
                traffic.awaitHealth(HealthStatus.CRITICAL);
                moved = Optional.of(Embedded.builder().data(data).port(second).start());

                traffic.awaitHealth(HealthStatus.OK);
                traffic.audit();
            }
        } finally {
            moved.ifPresent(Embedded::close);
        }
    }

    private static Embedded forked() {
        Embedded kafka = Embedded.builder().forked("-Xmx256m").start();
        kafka.createTopic(Traffic.TOPIC, 4);
        return kafka;
    }

    private static int port(Embedded kafka) {
        String address = kafka.bootstrapServers();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Takes connections on a port and closes each at once. */
    private static final class Doorman implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket();
        private final AtomicInteger sentAway = new AtomicInteger();
        private final Thread thread = new Thread(this::sendAway, "doorman");

        Doorman(int port) throws IOException {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            thread.setDaemon(true);
            thread.start();
        }

        private void sendAway() {
            while (!socket.isClosed()) {
                try (Socket visitor = socket.accept()) {
                    sentAway.incrementAndGet();
                    visitor.setSoLinger(true, 0);
                } catch (IOException e) {
                    // closed, or the visitor has left
                }
            }
        }

        int sentAway() {
            return sentAway.get();
        }

        @Override
        public void close() throws IOException {
            socket.close();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
