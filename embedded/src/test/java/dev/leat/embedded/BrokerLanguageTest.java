package dev.leat.embedded;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BrokerLanguageTest {
    private final Locale usual = Locale.getDefault();
    private final Locale usualFormats = Locale.getDefault(Locale.Category.FORMAT);

    @BeforeEach
    void speakEnglish() {
        Locale.setDefault(Locale.ENGLISH);
    }

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(usual);
        Locale.setDefault(Locale.Category.FORMAT, usualFormats);
    }

    @Test
    void loginsAreRefusedWhereNumbersHaveOtherDigits() {
        Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("ar-EG"));

        assertThatIllegalStateException()
                .isThrownBy(() -> Embedded.builder().sasl("alice", "a").start())
                .withMessageContainingAll("sasl(...)", "(ar_EG)", "other digits", "-Duser.language=en");
    }

    @Test
    void nothingIsStartedInTurkish() {
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));

        assertThatIllegalStateException()
                .isThrownBy(() -> Embedded.builder().forked().start())
                .withMessageContainingAll("(tr_TR)", "-Duser.language=en");
    }
}
