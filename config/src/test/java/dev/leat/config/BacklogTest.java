package dev.leat.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private final Backlog backlog = new Backlog();

    @Test
    void keepsTheLastFewOfEachKeyInTheOrderInWhichTheyCame() {
        for (int offset = 0; offset < 100; offset++) {
            backlog.add(record(offset, offset % 2 == 0 ? "even" : "odd"));
        }

        assertThat(backlog.records())
                .extracting(ConsumerRecord::offset)
                .hasSize(2 * Backlog.OF_EACH)
                .isSorted()
                .endsWith(98L, 99L)
                .startsWith(100L - 2 * Backlog.OF_EACH);
    }

    @Test
    void takesATopicThatWasMadeAnewForLater() {
        backlog.add(record(50, "rules"));
        backlog.add(record(0, "rules"));

        assertThat(backlog.records()).extracting(ConsumerRecord::offset).containsExactly(50L, 0L);
    }

    @Test
    void keepsWhatHasNoKey() {
        backlog.add(record(0, null));
        backlog.add(record(1, "rules"));

        assertThat(backlog.records()).hasSize(2);
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, @Nullable String key) {
        return new ConsumerRecord<>(
                "conf", 0, offset, key == null ? null : key.getBytes(StandardCharsets.UTF_8), new byte[0]);
    }
}
