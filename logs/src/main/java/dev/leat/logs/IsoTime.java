package dev.leat.logs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants in ISO 8601, in microseconds if there are any, else in milliseconds. Most of one is that of the one before. For one thread. */
final class IsoTime {
    private static final DateTimeFormatter TO_SECONDS =
            DateTimeFormatter.ofPattern("'\"'uuuu-MM-dd'T'HH:mm:ss'.'", Locale.ROOT);

    private long second = Long.MIN_VALUE;
    private byte[] toSecond = new byte[0];
    private final byte[] fraction = new byte[8];

    /** As a text. */
    void write(Instant time, JsonText json) {
        if (time.getEpochSecond() != second) {
            second = time.getEpochSecond();
            toSecond = TO_SECONDS
                    .format(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC))
                    .getBytes(StandardCharsets.US_ASCII);
        }
        int micros = time.getNano() / 1_000;
        boolean isMillis = micros % 1_000 == 0;
        int digits = isMillis ? 3 : 6;
        int rest = isMillis ? micros / 1_000 : micros;
        for (int i = digits - 1; i >= 0; i--) {
            fraction[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        fraction[digits] = 'Z';
        fraction[digits + 1] = '"';
        json.value(toSecond, toSecond.length, fraction, digits + 2);
    }
}
