package dev.leat.flow.core;

import dev.leat.flow.definition.Retry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.CRC32;

/** How long to wait before a command is sent again. */
final class Backoff {
    private Backoff() {}

    /** In whole milliseconds. What is left to chance comes from what is given: it differs between sagas, and is the same after a restart. */
    static Duration pause(Retry retry, String saga, long visit, int attempt) {
        double longest = retry.max().toMillis();
        double whole = Math.min(longest, retry.first().toMillis() * Math.pow(retry.factor(), attempt - 1.0));
        return Duration.ofMillis((long) (whole * (1 - retry.jitter() * share(saga, visit, attempt))));
    }

    /** From 0 to less than 1: the CRC-32 of {@code saga visit attempt}. */
    private static double share(String saga, long visit, int attempt) {
        CRC32 crc = new CRC32();
        crc.update((saga + " " + visit + " " + attempt).getBytes(StandardCharsets.UTF_8));
        return crc.getValue() / (double) (1L << 32);
    }
}
