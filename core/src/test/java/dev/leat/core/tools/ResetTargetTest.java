package dev.leat.core.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class ResetTargetTest {
    private static final OptionalLong NONE = OptionalLong.empty();
    private static final ResetTarget.Place PLACE =
            new ResetTarget.Place(10, 90, 100, OptionalLong.of(50), OptionalLong.of(70));
    private static final ResetTarget.Place FRESH = new ResetTarget.Place(10, 90, 100, NONE, NONE);

    @Test
    void findsThePlaceInAPartition() {
        assertThat(ResetTarget.beginning().of(PLACE)).isEqualTo(10);
        assertThat(ResetTarget.end().of(PLACE)).isEqualTo(90);
        assertThat(ResetTarget.at(Instant.EPOCH).of(PLACE)).isEqualTo(70);
        assertThat(ResetTarget.at(Instant.EPOCH).of(FRESH)).isEqualTo(90);
        assertThat(ResetTarget.offset(42).of(PLACE)).isEqualTo(42);
        assertThat(ResetTarget.by(5).of(PLACE)).isEqualTo(55);
        assertThat(ResetTarget.by(-5).of(PLACE)).isEqualTo(45);
        assertThat(ResetTarget.by(5).of(FRESH)).isEqualTo(15);
    }

    @Test
    void staysWithinThePartition() {
        assertThat(ResetTarget.offset(1).of(PLACE)).isEqualTo(10);
        assertThat(ResetTarget.offset(1_000).of(PLACE)).isEqualTo(100);
        assertThat(ResetTarget.by(-1_000).of(PLACE)).isEqualTo(10);
    }

    @Test
    void theEndIsNotBehindWhatTheGroupHasReadOfAnOpenTransaction() {
        assertThat(ResetTarget.end().of(new ResetTarget.Place(10, 90, 100, OptionalLong.of(95), NONE)))
                .isEqualTo(95);
    }
}
