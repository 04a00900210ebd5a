package dev.leat.logs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.leat.core.ConfigurationException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextOptionsTest {
    private final TextOptions options = new TextOptions();

    @Test
    void sizesMayBeLargerThanTwoGigabytes() {
        options.put("bytes", "4294967296");
        options.put("spillBytes", "10737418240");

        assertThatCode(() -> options.builder(Map.of())).doesNotThrowAnyException();
    }

    @Test
    void aNumberThatIsTooLargeIsToldAsThat() {
        options.put("records", "3000000000");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> options.builder(Map.of()))
                .withMessageContaining("records is '3000000000', must be at most 2147483647");
    }

    @Test
    void whatIsNeitherTrueNorFalseIsNamed() {
        options.put("drainAtExit", "yes");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> options.builder(Map.of()))
                .withMessageContaining("drainAtExit is 'yes', must be true or false");
    }

    @Test
    void aTimeThatIsTooLongToBeCountedIsNamed() {
        options.put("drainWithin", "9223372036854775807 min");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> options.builder(Map.of()))
                .withMessageContaining("drainWithin");
    }

    @Test
    void anOptionThatReadsLikeTwoIsNotTakenForThem() {
        options.put("admit", "dev.leat.examples, topic=audit");
        TextOptions two = new TextOptions();
        two.put("admit", "dev.leat.examples");
        two.put("topic", "audit");
        TextOptions same = new TextOptions();
        same.put("topic", "audit");
        same.put("admit", "dev.leat.examples");

        assertThat(two.fingerprint()).isEqualTo(same.fingerprint()).isNotEqualTo(options.fingerprint());
    }
}
