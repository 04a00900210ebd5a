package dev.leat.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.internal.Refusal;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PostponedExceptionTest {
    /** Each failure of a handler or of a send is looked at, whatever its causes are. */
    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void theLookAtAFailureWhoseCausesGoRoundComesToAnEnd() {
        IllegalStateException first = new IllegalStateException("first");
        IllegalStateException second = new IllegalStateException("second", first);
        first.initCause(second);

        assertThat(PostponedException.in(first)).isNull();
        assertThat(Refusal.in(first)).isEmpty();
    }
}
