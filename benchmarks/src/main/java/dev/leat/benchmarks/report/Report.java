package dev.leat.benchmarks.report;

import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** All that is known after a run, as the JSON file has it. */
public record Report(Conditions conditions, List<Row> results, List<Comparison> comparisons) {
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    public static Report of(Conditions conditions, Results results, boolean complete) {
        return new Report(conditions.with(results.foreignCores(), complete), results.rows(), Comparisons.of(results));
    }

    public String json() {
        return JSON.writeValueAsString(this) + "\n";
    }
}
