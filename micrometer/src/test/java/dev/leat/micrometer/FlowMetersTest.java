package dev.leat.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Retry;
import dev.leat.flow.CommandsExecutor;
import dev.leat.flow.EventsEmitter;
import dev.leat.flow.FlowClient;
import dev.leat.testkit.Hold;
import dev.leat.testkit.TestTopic;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;

class FlowMetersTest extends Metered {
    private final TestTopic commands = kafka.topic("commands");
    private final TestTopic events = kafka.topic("events");
    private final FlowMeters flow = FlowMeters.of(registry);

    private FlowClient client(FlowMeters meters) {
        return FlowClient.on(leat)
                .commands(CommandsExecutor.of("commands", "payments").group(group -> group.retry(Retry.fixed(MINUTE))))
                .events(EventsEmitter.to("events"))
                .observer(meters)
                .build();
    }

    private void command(String sagaId, String label) {
        commands.send(sagaId, "{\"messageLabel\":\"" + label + "\",\"messagePayload\":{}}");
    }

    private double commands(String command, String result) {
        return counted("fm.client.commands", "command", command, "result", result);
    }

    @Test
    void commandsAndTheirEventsAreCounted() {
        try (FlowClient client = client(flow)) {
            client.onCommand("charge", command -> command.emit("charged"));
            client.start();
            command("saga-1", "charge");
            command("saga-2", "charge");
            kafka.run();
        }

        assertThat(commands("charge", "SUCCESS")).isEqualTo(2);
        assertThat(commands("charge", "ERROR")).isZero();
        assertThat(counted("fm.client.events", "event", "charged")).isEqualTo(2);
        assertThat(counted("fm.client.events.failures", "event", "charged")).isZero();
    }

    @Test
    void eachFailedCallIsAnErrorAndEachFurtherCallARetry() {
        try (FlowClient client = client(flow)) {
            client.onCommand("charge", command -> {
                if (command.attempt() < 3) {
                    throw new IllegalStateException("no");
                }
            });
            client.start();
            command("saga-1", "charge");
            kafka.advance(MINUTE.multipliedBy(3));
        }

        assertThat(commands("charge", "ERROR")).isEqualTo(2);
        assertThat(commands("charge", "SUCCESS")).isEqualTo(1);
        assertThat(counted("fm.client.commands.retries", "command", "charge")).isEqualTo(2);
    }

    @Test
    void callsAreTimedAndSeenWhileTheyRun() {
        try (FlowClient client = client(flow)) {
            client.onCommand("charge", command -> command.emit("charged"));
            client.start();
            events.delaySends(Duration.ofSeconds(2));
            command("saga-1", "charge");
            kafka.advance(SECOND);
            assertThat(gauged("fm.client.commands.in.flight", "command", "charge"))
                    .isEqualTo(1);

            kafka.advance(SECOND.multipliedBy(2));
        }

        assertThat(gauged("fm.client.commands.in.flight", "command", "charge")).isZero();
        assertThat(total(timer("fm.client.commands.duration", "command", "charge", "result", "SUCCESS")))
                .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
    }

    @Test
    void whatIsNoCommandIsSkippedWithoutALabel() {
        try (FlowClient client = client(flow)) {
            client.onCommand("charge", command -> {});
            client.start();
            commands.send("saga-1", "no json");
            commands.send(null, "{\"messageLabel\":\"charge\"}");
            kafka.run();
        }

        assertThat(commands("undefined", "SKIPPED")).isEqualTo(2);
        assertThat(registry.find("fm.client.commands").counters()).hasSize(1);
    }

    @Test
    void whatHasNoHandlerIsNotCountedUnlessAskedFor() {
        try (FlowClient client = client(flow)) {
            client.start();
            command("saga-1", "of others");
            kafka.run();
            assertThat(registry.find("fm.client.commands").meters()).isEmpty();
        }
        try (FlowClient client = client(flow.countingUnknown())) {
            client.start();
            command("saga-2", "of others");
            command("saga-3", "of yet others");
            kafka.run();
        }

        assertThat(commands("undefined", "UNKNOWN")).isEqualTo(2);
    }

    @Test
    void eventsThatCannotBeSentAreCountedAndTheirCommandsAreErrors() {
        try (FlowClient client = client(flow)) {
            client.onCommand("charge", command -> command.emit("charged"));
            client.start();
            events.failSends(1, new RecordTooLargeException("too large"));
            command("saga-1", "charge");
            kafka.advance(MINUTE.multipliedBy(2));
        }

        assertThat(counted("fm.client.events.failures", "event", "charged")).isEqualTo(1);
        assertThat(counted("fm.client.events", "event", "charged")).isEqualTo(1);
        assertThat(commands("charge", "ERROR")).isEqualTo(1);
    }

    @Test
    void prometheusShowsThemUnderTheNamesOfTheOriginal() {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (FlowClient client = client(FlowMeters.of(prometheus).countingUnknown())) {
            client.onCommand("charge", command -> command.emit("charged"));
            client.start();
            command("saga-1", "charge");
            command("saga-2", "of others");
            commands.send("saga-3", "no json");
            kafka.run();
        }

        List<String> text = prometheus.scrape().lines().toList();
        assertThat(text)
                .contains(
                        "# TYPE fm_client_commands_total counter",
                        "fm_client_commands_total{command=\"charge\",result=\"SUCCESS\"} 1.0",
                        "fm_client_commands_total{command=\"charge\",result=\"ERROR\"} 0.0",
                        "fm_client_commands_total{command=\"undefined\",result=\"SKIPPED\"} 1.0",
                        "fm_client_commands_total{command=\"undefined\",result=\"UNKNOWN\"} 1.0",
                        "# TYPE fm_client_events_total counter",
                        "fm_client_events_total{event=\"charged\"} 1.0",
                        "fm_client_commands_in_flight{command=\"charge\"} 0.0",
                        "fm_client_commands_retries_total{command=\"charge\"} 0.0",
                        "fm_client_events_failures_total{event=\"charged\"} 0.0")
                .anyMatch(
                        line -> line.startsWith(
                                "fm_client_commands_duration_seconds_bucket{command=\"charge\",result=\"SUCCESS\",le=\"0.005\"}"));
    }

    @Test
    void twoClientsShareThem() {
        Hold hold = kafka.hold("commands", 0, 0);
        try (FlowClient one = client(flow);
                FlowClient other = FlowClient.on(leat)
                        .commands(CommandsExecutor.of("commands", "audit"))
                        .observer(flow)
                        .build()) {
            one.onCommand("charge", command -> {});
            other.onCommand("charge", command -> {});
            one.start();
            other.start();
            command("saga-1", "charge");
            kafka.run();
            hold.release();
            kafka.run();
        }

        assertThat(commands("charge", "SUCCESS")).isEqualTo(2);
    }
}
