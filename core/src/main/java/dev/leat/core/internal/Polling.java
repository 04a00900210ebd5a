package dev.leat.core.internal;

import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Waits for records, and for letters meanwhile. Owner thread only.
 *
 * <p>Kafka's client 4.3.1 with the consumer protocol does not wait while it holds records of a paused partition: it turns round and round
 * until the time is up (KAFKA-21084). So while any is paused the client is not asked to wait, and after some polls that brought nothing
 * the wait is here. Not after the first, since what is on its way arrives within a few, and to sleep and be woken would cost more.
 */
final class Polling {
    private static final int EMPTY_POLLS = 8;
    /** Short beside what a fetch takes, long beside what a poll does. */
    private static final Duration WAIT_FOR_OTHERS = Duration.ofMillis(1);
    /** If nothing can come: for the client's sake, which gets on with rebalances in polls alone. */
    private static final Duration WAIT_FOR_NONE = Duration.ofMillis(20);

    private final Mailbox mailbox;
    private final Consumer<byte[], byte[]> consumer;
    private int emptyPolls;

    Polling(Mailbox mailbox, Consumer<byte[], byte[]> consumer) {
        this.mailbox = mailbox;
        this.consumer = consumer;
    }

    /**
     * @param paused how many partitions the client was told to pause
     * @param assigned how many it has
     */
    ConsumerRecords<byte[], byte[]> poll(long atMostNanos, int paused, int assigned) {
        ConsumerRecords<byte[], byte[]> records = poll(paused == 0 ? atMostNanos : 0);
        if (paused == 0 || !records.isEmpty()) {
            emptyPolls = 0;
        } else if (++emptyPolls > EMPTY_POLLS) {
            Duration wait = paused < assigned ? WAIT_FOR_OTHERS : WAIT_FOR_NONE;
            mailbox.await(Duration.ofNanos(Math.min(atMostNanos, wait.toNanos())));
        }
        return records;
    }

    private ConsumerRecords<byte[], byte[]> poll(long atMostNanos) {
        try {
            boolean mayWait = mailbox.enterPoll(consumer);
            return consumer.poll(mayWait ? Duration.ofNanos(atMostNanos) : Duration.ZERO);
        } catch (WakeupException e) {
            return ConsumerRecords.empty();
        } finally {
            mailbox.leavePoll();
        }
    }
}
