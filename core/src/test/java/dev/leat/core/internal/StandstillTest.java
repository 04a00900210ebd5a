package dev.leat.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StandstillTest {
    private final Standstill standstill = new Standstill(0);

    @Test
    void commitsDoNotWaitForALoopThatTurns() {
        for (long millis = 0; millis <= 10_000; millis += 1_000) {
            assertThat(look(millis)).isFalse();
        }
    }

    @Test
    void afterAStandstillCommitsWaitUntilTheClientMustHaveHeardFromTheGroup() {
        assertThat(look(4_000)).isTrue();
        assertThat(look(4_020)).isTrue();
        assertThat(standstill.isRecent(nanos(4_900))).isTrue();
        assertThat(look(4_990)).isTrue();
        assertThat(standstill.isRecent(nanos(5_000))).isFalse();
        assertThat(look(5_000)).isFalse();
        assertThat(look(5_020)).isFalse();
    }

    @Test
    void afterARefusedCommitTheyWaitToo() {
        standstill.refused(nanos(100));

        assertThat(look(120)).isTrue();
        assertThat(look(1_100)).isFalse();
    }

    @Test
    void whereEachTurnIsAStandstillSomeCommitsGetThrough() {
        assertThat(look(2_000)).isTrue();
        assertThat(look(4_000)).isFalse();
        assertThat(look(6_000)).isTrue();
        assertThat(look(8_000)).isFalse();
    }

    private boolean look(long millis) {
        return standstill.look(nanos(millis));
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
