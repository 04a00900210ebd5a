package dev.leat.core.internal;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What a group writes to the log about its records: never keys or values, which may be nobody else's business. */
record Journal(String group) {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.records");

    void failed(ConsumerRecord<byte[], byte[]> record, int attempt, Throwable failure, Disposition next) {
        if (next instanceof Disposition.Stop) {
            LOG.error(
                    "group={} record={} attempt={} failed; stopping the group", group, name(record), attempt, failure);
        } else if (next instanceof Disposition.Retry retry) {
            Level level = attempt > 1 ? Level.DEBUG : Level.WARN;
            LOG.atLevel(level)
                    .setCause(failure)
                    .log(
                            "group={} record={} attempt={} failed; next attempt in {} ms, further ones are logged at debug level",
                            group,
                            name(record),
                            attempt,
                            retry.pause().toMillis());
        } else {
            givenUp(record, attempt, failure, next);
        }
    }

    /** A line without the stack, which bad input by the thousand would repeat by the thousand. */
    private void givenUp(ConsumerRecord<byte[], byte[]> record, int attempt, Throwable failure, Disposition next) {
        LOG.warn(
                "group={} record={} attempt={} failed; {}: {}",
                group,
                name(record),
                attempt,
                next instanceof Disposition.DeadLetter ? "sending it to the dead letter topic" : "skipping it",
                failure.toString());
        LOG.debug("group={} record={} failed here", group, name(record), failure);
    }

    void failedWhileClosing(ConsumerRecord<byte[], byte[]> record, int attempt, Throwable failure) {
        LOG.debug(
                "group={} record={} attempt={} failed while its partition was given up; it will be delivered again",
                group,
                name(record),
                attempt,
                failure);
    }

    void deadLetterFailed(ConsumerRecord<byte[], byte[]> record, Throwable error, boolean again) {
        LOG.error(
                "group={} record={} could not be sent to the dead letter topic; {}",
                group,
                name(record),
                again
                        ? "trying again, its key waits meanwhile"
                        : "the group stops with the record unfinished: make the topic accept it, then start again",
                error);
    }

    private static String name(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
