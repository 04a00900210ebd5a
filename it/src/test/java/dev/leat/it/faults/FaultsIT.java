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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One broker, in trouble: in a JVM of its own, since it is killed and frozen; each test leaves it well. */
class FaultsIT {
    private static final Duration A_WHILE = Duration.ofSeconds(3);
    private static final int ONLY = 1;

    private static Embedded kafka;
    private static int topics;

    @BeforeAll
    static void start() {
        kafka = Embedded.builder().forked("-Xmx256m").start();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    /** To a topic that no other test has. */
    private static Traffic traffic() {
        String topic = "orders-" + ++topics;
        kafka.createTopic(topic, 4);
        return new Traffic(kafka.bootstrapServers(), topic).start();
    }

    @Test
    void aBrokerThatRefuses() throws Exception {
        try (Traffic traffic = traffic()) {
            kafka.killNode(ONLY);
            try (Doorman doorman = new Doorman(port(kafka))) {
                traffic.awaitHealth(HealthStatus.CRITICAL);
                assertThat(doorman.sentAway()).isPositive();
            } finally {
                kafka.startNode(ONLY);
            }

            traffic.awaitHealth(HealthStatus.OK);
            traffic.audit();
        }
    }

    @Test
    void aBrokerThatIsSlow() throws Exception {
        try (Traffic traffic = traffic()) {
            kafka.freezeNode(ONLY); // takes connections and answers nobody
            try {
                traffic.awaitHealth(HealthStatus.CRITICAL);
            } finally {
                kafka.thawNode(ONLY);
            }

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
        try (Traffic traffic = traffic()) {
            kafka.killNode(ONLY);
            long killed = System.nanoTime();
            try {
                traffic.awaitHealth(HealthStatus.CRITICAL);
                await().atMost(time.multipliedBy(2))
                        .until(() -> System.nanoTime() - killed >= time.toNanos()); // the fault itself
            } finally {
                kafka.startNode(ONLY);
            }

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
            first.createTopic("orders", 4);
            try (Traffic traffic = new Traffic(both, "orders").start()) {
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
