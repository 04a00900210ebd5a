package dev.leat.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.Leat;
import dev.leat.core.Ordering;
import dev.leat.core.Producer;
import dev.leat.core.Retry;
import dev.leat.embedded.Embedded;
import dev.leat.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** The example of the README: the same text, compiled and run. */
class ReadmeIT {
    record Order(String id, int amount) {}

    private final CompletableFuture<Order> charged = new CompletableFuture<>();

    @Test
    void theExampleChargesTheOrder() throws InterruptedException, ExecutionException, TimeoutException {
        try (Embedded kafka = Embedded.start()) {
            Thread application = new Thread(() -> example(kafka.bootstrapServers()));
            application.start();

            assertThat(charged.get(30, TimeUnit.SECONDS)).isEqualTo(new Order("o-1", 30));
            application.interrupt();
            application.join(30_000);
            assertThat(application.isAlive()).isFalse();
        }
    }

    @Test
    void theReadmeShowsTheExampleAsItIsHere() throws IOException {
        Path root = Path.of("..");
        String readme = Files.readString(root.resolve("README.md"));
        String source = Files.readString(Path.of("src/test/java/dev/leat/it/ReadmeIT.java"));

        String shown = between(readme, "```java\n", "```");
        String here =
                between(source, "// readme" + ":begin\n", "// readme" + ":end").stripIndent();

        assertThat(shown).isEqualTo(here);
        assertThat(shown.lines().count()).isLessThanOrEqualTo(17);
    }

    private void example(String brokers) {
        try {
            // readme:begin
            try (Leat leat = Leat.create(brokers);
                    Producer<String, Order> orders =
                            leat.producer(Json.of(Order.class)).build()) {
                orders.send("orders", "o-1", new Order("o-1", 30)).join();

                ConsumerGroup billing = leat.consumerGroup("billing")
                        .ordering(Ordering.KEY)
                        .concurrency(64)
                        .retry(Retry.exponential(Duration.ofMillis(200)).attempts(5))
                        .deadLetters("orders.dead")
                        .on("orders", Json.of(Order.class), message -> charge(message.value()))
                        .build();
                billing.start();
                billing.awaitStopped();
            }
            // readme:end
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void charge(Order order) {
        charged.complete(order);
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }
}
