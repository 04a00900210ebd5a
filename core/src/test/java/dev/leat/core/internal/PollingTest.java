package dev.leat.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Who waits for records: Kafka's client, which is busy meanwhile if a paused partition has some, or we. */
class PollingTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final TopicPartition PARTITION = new TopicPartition("orders", 0);

    private final HandClock clock = new HandClock();
    private final Mailbox mailbox = new Mailbox(clock);
    private final Client client = new Client();
    private final Polling polling = new Polling(mailbox, client);

    @Test
    void theClientWaitsWhileNothingIsPaused() {
        poll(20, 0, 8);

        assertThat(client.waits).hasSize(20).containsOnly(Duration.ofSeconds(1));
        assertThat(waited()).isZero();
    }

    @Test
    void theClientIsNeverAskedToWaitWhilePartitionsArePaused() {
        poll(1_000, 1, 8);

        assertThat(client.waits).hasSize(1_000).containsOnly(Duration.ZERO);
        assertThat(waited()).isBetween(Duration.ofMillis(980), Duration.ofMillis(1_000));
    }

    @Test
    void ifNothingCanComeItWaitsLonger() {
        poll(108, 8, 8);

        assertThat(waited()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void neverWaitsForLongerThanItMay() {
        for (int i = 0; i < 18; i++) {
            polling.poll(1_000, 8, 8);
        }

        assertThat(waited()).isEqualTo(Duration.ofNanos(10_000));
    }

    @Test
    void recordsAreFollowedByOthersAtOnce() {
        poll(8, 1, 8);
        client.next = new ConsumerRecords<>(
                Map.of(PARTITION, List.of(new ConsumerRecord<>("orders", 0, 0, new byte[0], new byte[0]))), Map.of());
        poll(9, 1, 8);
        assertThat(waited()).isZero();

        poll(1, 1, 8);

        assertThat(waited()).isPositive();
    }

    @Test
    void aLetterIsNotWaitedUpon() {
        poll(8, 8, 8);
        mailbox.post(() -> {});

        poll(1, 8, 8);

        assertThat(waited()).isZero();
    }

    private void poll(int times, int paused, int assigned) {
        for (int i = 0; i < times; i++) {
            polling.poll(SECOND, paused, assigned);
        }
    }

    private Duration waited() {
        return Duration.ofNanos(clock.nanos() - new HandClock().nanos());
    }

    /** Notes how long it is asked to wait, and never does. */
    private static final class Client extends MockConsumer<byte[], byte[]> {
        private final List<Duration> waits = new ArrayList<>();
        private ConsumerRecords<byte[], byte[]> next = ConsumerRecords.empty();

        Client() {
            super("earliest");
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            waits.add(timeout);
            ConsumerRecords<byte[], byte[]> records = next;
            next = ConsumerRecords.empty();
            return records;
        }
    }
}
