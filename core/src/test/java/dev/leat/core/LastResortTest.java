package dev.leat.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.internal.Disposition;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LastResortTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @ParameterizedTest
    @ValueSource(classes = {TimeoutException.class, SaslAuthenticationException.class, KafkaException.class})
    void aDeadLetterRefusedByPassingTroubleIsSentAgain(Class<? extends Exception> trouble) throws Exception {
        Exception error = trouble.getConstructor(String.class).newInstance("for now");

        assertThat(LastResort.hold().policy().after(error, 1, Duration.ofDays(3)))
                .isInstanceOf(Disposition.Retry.class);
    }

    @ParameterizedTest
    @ValueSource(classes = {RecordTooLargeException.class, InvalidTopicException.class, IllegalStateException.class})
    void aDeadLetterThatWaitingDoesNotMakeAcceptableIsNotSentForEver(Class<? extends Exception> trouble)
            throws Exception {
        Exception error = trouble.getConstructor(String.class).newInstance("for ever");

        assertThat(LastResort.hold().policy().after(error, 1, Duration.ZERO)).isEqualTo(Disposition.STOP);
        assertThat(LastResort.stopAfter(MINUTE).policy().after(error, 1, Duration.ZERO))
                .isEqualTo(Disposition.STOP);
        assertThat(LastResort.dropAfter(MINUTE).policy().after(error, 1, Duration.ZERO))
                .isEqualTo(Disposition.SKIP);
    }

    @Test
    void theTimeDecidesHowLongItIsTried() {
        TimeoutException error = new TimeoutException("no answer");

        assertThat(LastResort.stopAfter(MINUTE).policy().after(error, 5, MINUTE.minusNanos(1)))
                .isInstanceOf(Disposition.Retry.class);
        assertThat(LastResort.stopAfter(MINUTE).policy().after(error, 5, MINUTE))
                .isEqualTo(Disposition.STOP);
        assertThat(LastResort.dropAfter(MINUTE).policy().after(error, 5, MINUTE))
                .isEqualTo(Disposition.SKIP);
    }

    @Test
    void pausesGrowFromOneSecondToThirty() {
        TimeoutException error = new TimeoutException("no answer");

        assertThat(LastResort.hold().policy().after(error, 1, Duration.ZERO))
                .isEqualTo(new Disposition.Retry(Duration.ofSeconds(1)));
        assertThat(LastResort.hold().policy().after(error, 3, Duration.ZERO))
                .isEqualTo(new Disposition.Retry(Duration.ofSeconds(4)));
        assertThat(LastResort.hold().policy().after(error, Integer.MAX_VALUE, Duration.ZERO))
                .isEqualTo(new Disposition.Retry(Duration.ofSeconds(30)));
    }

    @Test
    void aNegativeTimeIsRefused() {
        assertThatThrownBy(() -> LastResort.dropAfter(Duration.ofSeconds(-1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PT-1S");
    }
}
