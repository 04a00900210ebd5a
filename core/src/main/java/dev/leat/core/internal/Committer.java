package dev.leat.core.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits frontiers: at most one request on its way, one an interval, all partitions in it. Owner thread only.
 *
 * <p>An assignment stays dirty until the broker has confirmed. A failed commit is never sent again as it was: the next one carries the
 * frontier of its own time, so the committed offset of an assignment never goes back.
 */
final class Committer {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.commit");

    private final String group;
    private final Commits commits;
    private final long intervalNanos;
    private long dueNanos;
    private boolean onItsWay;
    private boolean lastFailed;

    Committer(String group, Commits commits, Duration interval, long nowNanos) {
        this.group = group;
        this.commits = commits;
        this.intervalNanos = Nanos.of(interval);
        this.dueNanos = nowNanos + intervalNanos;
    }

    void commitIfDue(Collection<Assignment> assignments, long nowNanos) {
        if (onItsWay || nowNanos - dueNanos < 0) {
            return;
        }
        dueNanos = nowNanos + intervalNanos;
        Map<Assignment, CommitPoint> points = pointsOfDirty(assignments);
        if (points.isEmpty()) {
            return;
        }
        onItsWay = true;
        commits.commitAsync(request(points), (offsets, error) -> {
            onItsWay = false;
            if (error == null) {
                lastFailed = false;
                points.forEach(Assignment::confirmed);
            } else {
                report("commit failed, the next one follows", error);
            }
        });
    }

    /** Commits now and waits; on failure the records since the last commit will be delivered again. */
    void commitNow(Collection<Assignment> assignments, Duration atMost) {
        Map<Assignment, CommitPoint> points = pointsOfDirty(assignments);
        if (points.isEmpty()) {
            return;
        }
        try {
            commitDespiteWakeups(request(points), atMost);
            points.forEach(Assignment::confirmed);
        } catch (KafkaException e) {
            report(
                    "last commit of given-up partitions failed, records since the one before will be delivered again",
                    e);
        }
    }

    /** A wake-up here was meant for a poll that had returned; there may be a few, but each needs a letter of its own. */
    private void commitDespiteWakeups(Map<TopicPartition, OffsetAndMetadata> offsets, Duration atMost) {
        while (true) {
            try {
                commits.commitSync(offsets, atMost);
                return;
            } catch (WakeupException late) {
                // again
            }
        }
    }

    private static Map<Assignment, CommitPoint> pointsOfDirty(Collection<Assignment> assignments) {
        Map<Assignment, CommitPoint> points = new HashMap<>();
        for (Assignment assignment : assignments) {
            if (assignment.isDirty()) {
                points.put(assignment, assignment.commitPoint());
            }
        }
        return points;
    }

    private static Map<TopicPartition, OffsetAndMetadata> request(Map<Assignment, CommitPoint> points) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        points.forEach((assignment, point) -> offsets.put(assignment.partition(), point.forKafka()));
        return offsets;
    }

    private void report(String what, Exception error) {
        if (lastFailed) {
            LOG.debug("group={} {}", group, what, error);
        } else {
            LOG.warn("group={} {}; further failures are logged at debug level", group, what, error);
        }
        lastFailed = true;
    }
}
