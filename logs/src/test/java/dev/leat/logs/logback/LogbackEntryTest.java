package dev.leat.logs.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class LogbackEntryTest {
    /** As a list that is in itself, by way of others. */
    private static final Object ENDLESS = new Object() {
        @Override
        public String toString() {
            throw new StackOverflowError("said by itself");
        }
    };

    @Test
    void aValueThatCannotSayWhatItIsCostsNeitherTheEntryNorWhoeverLogs() {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        LoggingEvent event =
                new LoggingEvent("test", context.getLogger("billing"), Level.INFO, "paid", null, new Object[0]);
        event.setKeyValuePairs(List.of(new KeyValuePair("amount", 12), new KeyValuePair("order", ENDLESS)));

        assertThat(LogbackEntry.of(event).fields())
                .hasSize(2)
                .containsEntry("amount", "12")
                .containsEntry("order", "(cannot be written: java.lang.StackOverflowError)");
    }
}
