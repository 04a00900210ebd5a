package dev.leat.flow.definition;

import java.time.Duration;

/**
 * How many early events of a saga are kept, and for how long.
 *
 * @param count 100 unless said
 * @param age one day unless said
 * @since 0.1
 */
public record Keep(int count, Duration age) {
    static final Keep USUAL = new Keep(100, Duration.ofDays(1));
}
