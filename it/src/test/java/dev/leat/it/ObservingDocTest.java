package dev.leat.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.config.ConfigStore;
import dev.leat.config.LiveConfig;
import dev.leat.core.ConsumerGroup;
import dev.leat.core.Leat;
import dev.leat.core.Serde;
import dev.leat.flow.CommandsExecutor;
import dev.leat.flow.EventsEmitter;
import dev.leat.flow.FlowClient;
import dev.leat.logs.LogShipper;
import dev.leat.micrometer.ConfigMeters;
import dev.leat.micrometer.FlowMeters;
import dev.leat.micrometer.LeatMeters;
import dev.leat.micrometer.LogShipperMeters;
import dev.leat.opentelemetry.LeatTracing;
import dev.leat.testkit.TestKafka;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of docs/observing.md: the same text, compiled and run. */
class ObservingDocTest {
    @Test
    void itsExamplesRun() throws InterruptedException {
        MeterRegistry registry = new SimpleMeterRegistry();
        try (TestKafka kafka = TestKafka.create()) {
            ConsumerGroup billing = kafka.leat()
                    .consumerGroup("billing")
                    .on("orders", Serde.text(), message -> {})
                    .build();
            kafka.topic("payments.events");
            meters(registry, "127.0.0.1:9092", billing);
            workers(registry, kafka.leat());
            kafka.topic("payments.commands").send("saga-1", "{\"messageLabel\":\"chargeCard\"}");
            kafka.run();
            configuration(registry, kafka.leat());
            logs(registry, kafka.leat());
            traces(OpenTelemetry.noop(), "127.0.0.1:9092");
        }

        assertThat(registry.find("leat.consumer.failures").meters()).hasSize(1);
        assertThat(registry.find("leat.config.version")
                        .tag("namespace", "orders")
                        .gauges())
                .hasSize(1);
        assertThat(registry.find("leat.logs.offered").tag("shipper", "billing").functionCounters())
                .hasSize(1);
        assertThat(registry.get("fm.client.events")
                        .tag("event", "cardCharged")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void itShowsThemAsTheyAreHere() throws IOException {
        String doc = Files.readString(Path.of("../docs/observing.md"));
        String source = Files.readString(Path.of("src/test/java/dev/leat/it/ObservingDocTest.java"));

        assertThat(blocks(doc, "```java\n(.*?)```"))
                .isNotEmpty()
                .containsExactlyElementsOf(blocks(source, "// doc" + ":begin\n(.*?)// doc" + ":end"));
    }

    private static void meters(MeterRegistry registry, String brokers, ConsumerGroup billing) {
        // doc:begin
        LeatMeters meters = LeatMeters.of(registry);
        Leat leat = meters.applyTo(Leat.builder().brokers(brokers)).build();
        meters.bind(billing); // groups, tails, producers, health
        // doc:end
        leat.close();
    }

    private static void workers(MeterRegistry registry, Leat leat) {
        // doc:begin
        FlowClient payments = FlowClient.on(leat)
                .commands(CommandsExecutor.of("payments.commands", "payments"))
                .events(EventsEmitter.to("payments.events"))
                .observer(FlowMeters.of(registry))
                .build();
        // doc:end
        payments.onCommand("chargeCard", command -> command.emit("cardCharged"));
        payments.start();
    }

    private static void configuration(MeterRegistry registry, Leat leat) throws InterruptedException {
        // doc:begin
        ConfigMeters meters = ConfigMeters.of(registry);
        ConfigStore store = ConfigStore.on(leat).observer(meters).build();
        LiveConfig<Rules> rules =
                store.live("orders", Rules.class, new Rules(1_000)).build();
        meters.bind(store); // what it has live by now
        // doc:end
        assertThat(rules.get().ceiling()).isEqualTo(1_000);
    }

    record Rules(int ceiling) {}

    private static void logs(MeterRegistry registry, Leat leat) {
        try (LogShipper shipper = LogShipper.on(leat).noFallback().build()) {
            // doc:begin
            LogShipperMeters meters = LogShipperMeters.of(registry);
            meters.bind("billing", shipper);
            // doc:end
        }
    }

    private static void traces(OpenTelemetry openTelemetry, String brokers) {
        // doc:begin
        Leat leat = LeatTracing.of(openTelemetry)
                .applyTo(Leat.builder().brokers(brokers))
                .build();
        // doc:end
        leat.close();
    }

    private static List<String> blocks(String text, String pattern) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(block -> block.group(1).stripIndent().trim())
                .toList();
    }
}
