package dev.leat.logs.log4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.logs.LogEntry;
import dev.leat.logs.LogLevel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Log4j makes new appenders before it stops the old ones. */
class ReconfigurationTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void anAppenderWithEqualOptionsGoesOnWithTheSameShipperAndFolder() {
        KafkaAppender first = appender("1000");
        KafkaAppender second = appender("1000");

        first.stop(1, TimeUnit.SECONDS);

        assertThat(second.shipper()).isSameAs(first.shipper());
        assertThat(second.shipper()
                        .offer(LogEntry.at(Instant.EPOCH, LogLevel.INFO, "shop", "open")
                                .build()))
                .isTrue();
        second.stop(1, TimeUnit.SECONDS);
        assertThat(second.shipper()
                        .offer(LogEntry.at(Instant.EPOCH, LogLevel.INFO, "shop", "closed")
                                .build()))
                .isFalse();
    }

    @Test
    void theFolderIsFreeOnceTheLastOneHasStopped() {
        KafkaAppender first = appender("1000");
        first.stop(1, TimeUnit.SECONDS);

        KafkaAppender next = appender("2000");

        assertThat(next.shipper()).isNotSameAs(first.shipper());
        next.stop(1, TimeUnit.SECONDS);
    }

    /** At an address where nobody listens. */
    private KafkaAppender appender(String records) {
        return Objects.requireNonNull(KafkaAppender.newBuilder()
                .setName("kafka")
                .setBrokers("127.0.0.1:1")
                .setService("shop")
                .setRecords(records)
                .setDrainWithin("100 ms")
                .setFallback("none")
                .setSpill(folder.toString())
                .build());
    }
}
