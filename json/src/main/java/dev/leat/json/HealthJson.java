package dev.leat.json;

import dev.leat.core.health.CheckState;
import dev.leat.core.health.HealthReport;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Health reports as JSON, in the shape of ONS Digital's dp-healthcheck, so that what reads those reads these: {@code status}, {@code
 * version}, {@code uptime} in milliseconds, {@code start_time}, and {@code checks}, each with {@code name}, {@code status}, {@code message},
 * {@code last_checked}, {@code last_success} and {@code last_failure}. Times are ISO 8601; null for never.
 */
public final class HealthJson {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private HealthJson() {}

    /** One line of JSON. Answer with {@link dev.leat.core.health.HealthStatus#httpStatus()} of the report's status. */
    public static String of(HealthReport report) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("status", report.status().name());
        root.putObject("version")
                .put("version", report.version())
                .put("language", "java")
                .put("language_version", Runtime.version().toString());
        root.put("uptime", report.uptime().toMillis());
        root.put("start_time", report.started().toString());
        ArrayNode checks = root.putArray("checks");
        for (CheckState check : report.checks()) {
            checks.addObject()
                    .put("name", check.name())
                    .put("status", check.status().name())
                    .put("message", check.message())
                    .put("last_checked", text(check.lastChecked()))
                    .put("last_success", text(check.lastSuccess()))
                    .put("last_failure", text(check.lastFailure()));
        }
        return MAPPER.writeValueAsString(root);
    }

    private static @Nullable String text(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }
}
