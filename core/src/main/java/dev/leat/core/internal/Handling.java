package dev.leat.core.internal;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What the lanes of a group work with; one for each topic, since topics differ in their handlers. */
record Handling(
        RecordHandler handler,
        Policy policy,
        DeadLetters deadLetters,
        Executor workers,
        Journal journal,
        Owner.Access owner) {
    /** Between tries to send a dead letter. */
    static final Duration DEAD_LETTER_PAUSE = Duration.ofSeconds(1);

    void tellOwner(Runnable letter) {
        owner.tell(letter);
    }

    /** Has the owner thread run this after the pause. */
    void later(Duration pause, Runnable action) {
        owner.later(pause, action);
    }

    void stopGroup(Throwable reason) {
        owner.fail(reason);
    }

    /** A dead letter that can never be sent ends the group: going on would lose the record, or leave it behind unnoticed. */
    boolean deadLetterMayBeTriedAgain(ConsumerRecord<byte[], byte[]> record, Throwable error) {
        boolean again = error instanceof KafkaException && !isForEver(error);
        journal.deadLetterFailed(record, error, again);
        if (!again) {
            owner.fail(error);
        }
        return again;
    }

    /** Brokers that are away, credentials and permissions may be mended while the record waits. */
    private static boolean isForEver(Throwable error) {
        return error instanceof RecordTooLargeException
                || error instanceof InvalidTopicException
                || error instanceof UnsupportedVersionException
                || error instanceof ConfigException;
    }
}
