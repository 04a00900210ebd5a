package dev.leat.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.health.CheckState;
import dev.leat.core.health.HealthReport;
import dev.leat.core.health.HealthStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HealthJsonTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @Test
    void hasTheShapeOfDpHealthcheck() {
        HealthReport report = new HealthReport(
                HealthStatus.WARNING,
                "1.2",
                NOON,
                Duration.ofSeconds(90),
                List.of(
                        new CheckState(
                                "kafka",
                                HealthStatus.OK,
                                "all \"well\"",
                                Optional.of(NOON),
                                Optional.of(NOON),
                                Optional.empty()),
                        new CheckState(
                                "database",
                                HealthStatus.WARNING,
                                "not checked yet",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())));

        JsonNode json = JsonMapper.shared().readTree(HealthJson.of(report));

        assertThat(json.propertyNames())
                .containsExactlyInAnyOrder("status", "version", "uptime", "start_time", "checks");
        assertThat(json.get("status").asString()).isEqualTo("WARNING");
        assertThat(json.get("version").get("version").asString()).isEqualTo("1.2");
        assertThat(json.get("version").get("language").asString()).isEqualTo("java");
        assertThat(json.get("uptime").asLong()).isEqualTo(90_000);
        assertThat(json.get("start_time").asString()).isEqualTo("2026-01-02T12:00:00Z");
        JsonNode kafka = json.get("checks").get(0);
        assertThat(kafka.propertyNames())
                .containsExactlyInAnyOrder("name", "status", "message", "last_checked", "last_success", "last_failure");
        assertThat(kafka.get("message").asString()).isEqualTo("all \"well\"");
        assertThat(kafka.get("last_success").asString()).isEqualTo("2026-01-02T12:00:00Z");
        assertThat(kafka.get("last_failure").isNull()).isTrue();
        assertThat(json.get("checks").get(1).get("last_checked").isNull()).isTrue();
    }
}
