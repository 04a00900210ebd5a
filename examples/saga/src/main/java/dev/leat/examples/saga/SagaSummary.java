package dev.leat.examples.saga;

import java.time.Duration;
import java.util.Locale;

/**
 * What a run came to, as read back from the topics of commands and events.
 *
 * @param sagas that were begun
 * @param shipped paid and on their way
 * @param refused without a card to charge
 * @param refunded paid, not to be shipped, and paid back
 * @param open without an end
 * @param contradictory with more than one end
 * @param commands in their topic
 * @param events in their topic
 * @param repeats events among them that their saga had already
 * @param took from the first purchase to the last commit
 */
public record SagaSummary(
        long sagas,
        long shipped,
        long refused,
        long refunded,
        long open,
        long contradictory,
        long commands,
        long events,
        long repeats,
        Duration took) {
    private static final double MILLIS = 1_000;

    /** Whether every saga has come to one end. */
    public boolean allEnded() {
        return open == 0 && contradictory == 0;
    }

    /** As one line of JSON. */
    public String json() {
        return String.format(
                Locale.ROOT,
                "{\"sagas\":%d,\"shipped\":%d,\"refused\":%d,\"refunded\":%d,\"open\":%d,\"contradictory\":%d,"
                        + "\"commands\":%d,\"events\":%d,\"repeats\":%d,\"seconds\":%.3f}",
                sagas,
                shipped,
                refused,
                refunded,
                open,
                contradictory,
                commands,
                events,
                repeats,
                took.toMillis() / MILLIS);
    }
}
