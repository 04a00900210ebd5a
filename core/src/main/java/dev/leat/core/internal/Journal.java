package dev.leat.core.internal;

import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What a group writes to the log about its records, and counts: never keys or values, which may be nobody else's business. Any thread.
 * A record that is simply handled comes by here not at all.
 */
public final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.records");

    private final String group;
    private final Tally tally = new Tally();

    public Journal(String group) {
        this.group = group;
    }

    public Tally tally() {
        return tally;
    }

    void failed(ConsumerRecord<byte[], byte[]> record, int attempt, Throwable failure, Disposition next) {
        tally.failed(next);
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

    /** Nothing before the record is left to be handled; that could not be committed. */
    void notConcluded(ConsumerRecord<byte[], byte[]> record, Throwable error) {
        LOG.warn("group={} record={} is done, which could not be committed; trying again", group, name(record), error);
    }

    void deadLettered(ConsumerRecord<byte[], byte[]> record) {
        tally.deadLettered();
        LOG.debug("group={} record={} is in the dead letter topic", group, name(record));
    }

    void deadLetterFailed(ConsumerRecord<byte[], byte[]> record, int tries, Throwable error, Disposition next) {
        tally.deadLetterFailed(next);
        if (next instanceof Disposition.Retry) {
            Level level = tries > 1 ? Level.DEBUG : Level.ERROR;
            LOG.atLevel(level)
                    .setCause(error)
                    .log(
                            "group={} record={} could not be sent to the dead letter topic; trying again, its key waits"
                                    + " meanwhile; further tries are logged at debug level",
                            group,
                            name(record));
        } else if (next instanceof Disposition.Skip) {
            LOG.error(
                    "group={} record={} is DROPPED: it could not be sent to the dead letter topic in {} tries, and the"
                            + " group was told to go on without it",
                    group,
                    name(record),
                    tries,
                    error);
        } else {
            LOG.error(
                    "group={} record={} could not be sent to the dead letter topic in {} tries; the group stops with the"
                            + " record unfinished: make the topic accept it, then start again",
                    group,
                    name(record),
                    tries,
                    error);
        }
    }

    /** A handler has been running for longer than its timeout. */
    public void tookTooLong(ConsumerRecord<byte[], byte[]> record, Duration timeout, String what) {
        tally.timedOut();
        LOG.warn("group={} record={} is not done after {}; {}", group, name(record), timeout, what);
    }

    /** An acknowledgement that came when its record had been decided on already. */
    public void lateAcknowledgement(ConsumerRecord<byte[], byte[]> record) {
        tally.lateAcknowledgement();
        LOG.debug("group={} record={} was acknowledged too late; ignored", group, name(record));
    }

    private static String name(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
