package dev.leat.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.leat.config.ConfigStore;
import dev.leat.config.Publication;
import dev.leat.core.Leat;
import dev.leat.logs.logback.LogbackLevels;
import dev.leat.testkit.TestKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The examples of docs/logs.md: the same text, compiled and run. */
class LogsPageTest {
    private final TestKafka kafka = TestKafka.create();
    private final Leat leat = kafka.leat();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void shipping() {
        kafka.topic("logs");
        // page:begin
        LogShipper shipper = LogShipper.on(leat)
                .topic("logs")
                .service("billing")
                .policy(DropPolicy.LOWEST_LEVEL)
                .spill(folder)
                .build();
        shipper.offer(LogEntry.at(Instant.now(), LogLevel.INFO, "billing.Invoices", "paid")
                .fields(Map.of("orderId", "o-1"))
                .build());

        LogCounts counts = shipper.counts();
        System.out.println(counts.sent() + " sent, " + counts.dropped() + " dropped, " + counts.waiting() + " waiting");
        shipper.close();
        // page:end
        assertThat(Entries.messages(Entries.values(kafka))).containsExactly("paid");
        assertThat(shipper.counts().sent()).isEqualTo(1);
    }

    @Test
    void levels() throws Exception {
        for (String topic : List.of("leat.config", "leat.config.history", "leat.config.instances")) {
            kafka.topic(topic, 1);
        }
        // The one test that changes loggers of the whole JVM; it has them as they were at its end.
        Logger root = (Logger) LoggerFactory.getLogger("ROOT");
        Level before = root.getLevel();
        try (ConfigStore store = ConfigStore.on(leat).build()) {
            // page:begin
            LiveLevels.of(store, "log-levels", LogbackLevels.current());
            store.start();

            store.publish(Publication.of("log-levels", Map.of("billing.Invoices", "DEBUG", "root", "WARN")));
            // page:end
            kafka.run();
            assertThat(LogbackLevels.current().level("billing.Invoices")).hasValue("DEBUG");
        } finally {
            root.setLevel(before);
            ((Logger) LoggerFactory.getLogger("billing.Invoices")).setLevel(null);
        }
    }

    @Test
    void thePageShowsThemAsTheyAreHere() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/leat/logs/LogsPageTest.java"));
        String page = Files.readString(Path.of("../docs/logs.md"));
        String[] parts = source.split("// page:(begin|end)\n", -1);

        assertThat(page.split("```java\n", -1)).hasSize((parts.length + 1) / 2);
        for (int i = 1; i < parts.length; i += 2) {
            assertThat(page).contains("```java\n" + parts[i].stripIndent().strip() + "\n```");
        }
        for (String framework : List.of("logback", "log4j")) {
            String file = Files.readString(Path.of("src/test/resources/dev/leat/logs/" + framework + "/kafka.xml"));
            assertThat(xml(page))
                    .as(framework)
                    .anyMatch(example -> squeezed(file).contains(squeezed(example)));
        }
    }

    private static List<String> xml(String page) {
        return List.of(page.split("```xml\n", -1)).stream()
                .skip(1)
                .map(part -> part.substring(0, part.indexOf("```")))
                .toList();
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
