package dev.leat.core.tools;

import static dev.leat.core.tools.LetterRecords.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.DeadLetter;
import dev.leat.core.RecordId;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

final class LetterTest {
    private static final Instant TIME = Instant.parse("2026-11-21T08:00:00Z");
    private static final Letter DEAD = new Letter(LetterRecords.dead(7, "k"), false);

    @Test
    void saysWhatItsHeadersSay() {
        assertThat(DEAD.id()).isEqualTo(new RecordId("orders.dead", 0, 7));
        assertThat(DEAD.origin()).hasValue(new RecordId("orders", 1, 107));
        assertThat(DEAD.originTimestamp()).hasValue(Instant.ofEpochMilli(1_000));
        assertThat(DEAD.group()).hasValue("billing");
        assertThat(DEAD.attempts()).hasValue(3);
        assertThat(DEAD.exception()).hasValue("java.lang.IllegalStateException");
        assertThat(DEAD.message()).hasValue("No price");
        assertThat(DEAD.time()).isEqualTo(TIME);
        assertThat(DEAD.replays()).isZero();
        assertThat(DEAD.ownHeaders()).extracting(Header::key).containsExactly("tenant");
        assertThat(DEAD.headers()).hasSize(10);
    }

    @Test
    void whatOthersHaveWrittenIsALetterWithoutAnOrigin() {
        Letter foreign = new Letter(
                LetterRecords.record(
                        7,
                        "k",
                        Map.of(
                                DeadLetter.TOPIC, "orders",
                                DeadLetter.PARTITION, "99999999999",
                                DeadLetter.OFFSET, "x",
                                DeadLetter.ATTEMPTS, "-1",
                                DeadLetter.TIME, "yesterday")),
                false);

        assertThat(foreign.origin()).isEmpty();
        assertThat(foreign.attempts()).isEmpty();
        assertThat(foreign.time()).isEqualTo(Instant.ofEpochMilli(5_000));
        assertThat(foreign.message()).isEmpty();
    }

    @Test
    void attemptsAddUpOverAllLives() {
        Letter again = new Letter(
                LetterRecords.record(
                        7, "k", Map.of(DeadLetter.ATTEMPTS, "3", Replayed.ATTEMPTS, "5", Replayed.COUNT, "2")),
                true);

        assertThat(again.attempts()).hasValue(8);
        assertThat(again.replays()).isEqualTo(2);
        assertThat(again.replayed()).isTrue();
    }

    @Test
    void noMoreThanItsPlaceIsInItsText() {
        assertThat(DEAD).hasToString("Letter[orders.dead-0@7]");
    }

    @Test
    void filtersByTimeKeyErrorOriginAndPlace() {
        LetterFilter all = LetterFilter.all();

        assertThat(all.since(TIME).test(DEAD)).isTrue();
        assertThat(all.since(TIME.plusMillis(1)).test(DEAD)).isFalse();
        assertThat(all.until(TIME.plusMillis(1)).test(DEAD)).isTrue();
        assertThat(all.until(TIME).test(DEAD)).isFalse();
        assertThat(all.key(bytes("k")).test(DEAD)).isTrue();
        assertThat(all.key(bytes("K")).test(DEAD)).isFalse();
        assertThat(all.error("illegalSTATE").test(DEAD)).isTrue();
        assertThat(all.error("no PRICE").test(DEAD)).isTrue();
        assertThat(all.error("Timeout").test(DEAD)).isFalse();
        assertThat(all.topic("orders").test(DEAD)).isTrue();
        assertThat(all.topic("orders.dead").test(DEAD)).isFalse();
        assertThat(all.group("billing").test(DEAD)).isTrue();
        assertThat(all.group("shipping").test(DEAD)).isFalse();
        assertThat(all.at(Set.of(new RecordId("orders.dead", 0, 7))).test(DEAD)).isTrue();
        assertThat(all.at(Set.of(new RecordId("orders.dead", 1, 7))).test(DEAD)).isFalse();
        assertThat(all.group("billing").error("Timeout").test(DEAD)).isFalse();
    }
}
