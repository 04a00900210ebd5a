package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Time as people write and read it. */
final class SpansTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "30s, PT30S", "5m, PT5M", "2h, PT2H", "7d, PT168H", "PT1H30M, PT1H30M"})
    void readsLengthsOfTime(String text, Duration span) {
        assertThat(Spans.parse(text)).isEqualTo(span);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "-5s", "PT-5S", "5 s", "5w", "soon"})
    void refusesWhatIsNoLengthOfTime(String text) {
        assertThatThrownBy(() -> Spans.parse(text))
                .hasMessage("'" + text + "' is no length of time; write it like 500ms, 30s, 5m, 2h or 7d");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0.0 s",
        "PT59.96S, 59.9 s",
        "PT1M, 1 min 0 s",
        "PT3M20S, 3 min 20 s",
        "PT2H59M59S, 2 h 59 min",
        "PT49H, 2 d 1 h"
    })
    void writesTheTwoLargestUnits(Duration span, String text) {
        assertThat(Spans.text(span)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T08:00:00Z, 2026-11-21T08:00:00Z",
        "2026-11-21T08:00:00+02:00, 2026-11-21T06:00:00Z",
        "2026-11-21T08:00, 2026-11-21T07:00:00Z",
        "2026-11-21T08:00:00.5, 2026-11-21T07:00:00.5Z",
        "2026-11-21, 2026-11-20T23:00:00Z",
        "2h, 2026-11-21T10:00:00Z",
        "PT90S, 2026-11-21T11:58:30Z"
    })
    void readsPointsInTime(String text, Instant time) {
        assertThat(Moments.parse(text, NOW, ZONE)).isEqualTo(time);
    }

    @Test
    void refusesWhatIsNoPointInTime() {
        assertThatThrownBy(() -> Moments.parse("yesterday", NOW, ZONE))
                .hasMessageStartingWith("'yesterday' is neither a time nor an age; write it like 2026-11-21T08:00:00Z");
    }
}
