package dev.leat.core.internal;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What a group writes to the log about its records: never keys or values, which may be nobody else's business. */
record Journal(String group) {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.group");

    void failed(ConsumerRecord<byte[], byte[]> record, int attempt, Throwable failure, Disposition next) {
        Level level = next instanceof Disposition.Stop
                ? Level.ERROR
                : attempt > 1 && next instanceof Disposition.Retry ? Level.DEBUG : Level.WARN;
        if (LOG.isEnabledForLevel(level)) {
            LOG.atLevel(level)
                    .setCause(failure)
                    .log("group={} record={} attempt={} failed; {}", group, name(record), attempt, inWords(next));
        }
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

    private static String inWords(Disposition next) {
        if (next instanceof Disposition.Retry retry) {
            return "next attempt in " + retry.pause().toMillis() + " ms; further ones are logged at debug level";
        }
        if (next instanceof Disposition.DeadLetter) {
            return "sending it to the dead letter topic";
        }
        return next instanceof Disposition.Stop ? "stopping the group" : "skipping it";
    }

    private static String name(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
