package dev.leat.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private static final Duration LENGTH = Duration.ofSeconds(30);

    private final HandClock clock = new HandClock();
    private final Lease lease = Lease.of(clock, LENGTH.toNanos());

    @Test
    void lastsForItsLength() {
        clock.advance(LENGTH.minusNanos(1));
        assertThat(lease.holds()).isTrue();
        clock.advance(Duration.ofNanos(1));

        assertThat(lease.holds()).isFalse();
    }

    @Test
    void isRenewedFromTheTimeOfTheQuestionAndNotOfTheAnswer() {
        long asked = clock.nanos();
        clock.advance(Duration.ofSeconds(20));

        lease.renew(asked);
        clock.advance(Duration.ofSeconds(10));

        assertThat(lease.holds()).isFalse();
    }

    @Test
    void anAnswerThatComesLateNeverShortensIt() {
        long early = clock.nanos();
        clock.advance(Duration.ofSeconds(20));
        lease.renew(clock.nanos());

        lease.renew(early);
        clock.advance(Duration.ofSeconds(29));

        assertThat(lease.holds()).isTrue();
    }

    @Test
    void runsLowInItsSecondHalf() {
        clock.advance(Duration.ofSeconds(15));
        assertThat(lease.runsLow()).isFalse();
        clock.advance(Duration.ofNanos(1));

        assertThat(lease.runsLow()).isTrue();
    }

    @Test
    void anEndlessOneDoesNotEndAndNeedsNoAsking() {
        Lease endless = Lease.endless(clock);

        clock.advance(Duration.ofDays(365));

        assertThat(endless.holds()).isTrue();
        assertThat(endless.runsLow()).isFalse();
    }

    @Test
    void beginsAnewWithAMembership() {
        clock.advance(LENGTH.multipliedBy(2));

        lease.begin(Duration.ofSeconds(5).toNanos());
        assertThat(lease.holds()).isTrue();
        clock.advance(Duration.ofSeconds(5));

        assertThat(lease.holds()).isFalse();
    }
}
