package dev.leat.core.internal;

import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits frontiers: at most one request on its way, one an interval, all partitions in it. Owner thread only.
 *
 * <p>An assignment stays dirty until the broker has confirmed. A failed commit is never sent again as it was: the next one carries the
 * frontier of its own time, so the committed offset of an assignment never goes back. With it goes a {@link CompletionMap} of the same
 * moment.
 *
 * <p>The broker takes commits from members only, so a confirmed one also renews the {@link Lease}. While there is work, one is sent for
 * that alone if need be; but none while there is reason to doubt it, see {@link Standstill}.
 */
final class Committer {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.commit");
    /** Between questions whether this is still a member. */
    private static final Duration ASK_PAUSE = Duration.ofMillis(200);

    private final String group;
    private final Commits commits;
    private final long intervalNanos;
    private final Lease lease;
    private final Standstill standstill;
    private final Flushes flushes;
    private final Surroundings surroundings;
    private final MapLength maps;
    private long dueNanos;
    private long askNanos;
    private boolean onItsWay;
    private boolean lastFailed;

    Committer(Lasting lasting, Commits commits) {
        EngineSettings settings = lasting.settings();
        this.group = lasting.group();
        this.commits = commits;
        this.intervalNanos = Nanos.of(settings.commitInterval());
        this.lease = lasting.lease();
        this.flushes = lasting.flushes();
        this.surroundings = settings.surroundings();
        this.maps = new MapLength(group, settings.completionMap());
        this.askNanos = surroundings.nanos();
        this.standstill = lasting.standstill();
        this.dueNanos = askNanos + intervalNanos;
    }

    void commitIfDue(Collection<Assignment> assignments) {
        long now = surroundings.nanos();
        flushes.settle();
        if (standstill.isRecent(now) || onItsWay) {
            return;
        }
        if (flushes.hurry()) {
            dueNanos = now;
        }
        Map<Assignment, CommitPoint> points = Map.of();
        if (now - dueNanos >= 0) {
            dueNanos = now + intervalNanos;
            points = pointsOfDirty(assignments);
        }
        if (points.isEmpty() && lease.runsLow() && now - askNanos >= 0) {
            points = question(assignments);
            if (!points.isEmpty()) { // else the first record after idle time would wait for the next turn to ask
                askNanos = now + ASK_PAUSE.toNanos();
            }
        }
        if (!points.isEmpty()) {
            send(points, now);
        }
    }

    private void send(Map<Assignment, CommitPoint> points, long now) {
        onItsWay = true;
        commits.commitAsync(request(points), (offsets, error) -> {
            onItsWay = false;
            if (error == null) {
                lastFailed = false;
                lease.renew(now);
                points.forEach((assignment, point) -> assignment.offsets().confirmed(point));
            } else if (error instanceof OffsetMetadataTooLarge) {
                maps.refused();
                dueNanos = now;
            } else {
                if (error instanceof CommitFailedException) {
                    standstill.refused(surroundings.nanos());
                }
                report("commit failed, the next one follows", error);
            }
        });
    }

    /** Commits now and waits; on failure, or if this may be a member no more, the records since the last commit will be delivered again. */
    void commitNow(Collection<Assignment> assignments, Duration atMost) {
        if (standstill.isRecent(surroundings.nanos())) {
            return;
        }
        try {
            commitNowWithMaps(assignments, atMost);
        } catch (KafkaException e) {
            report(
                    "last commit of given-up partitions failed, records since the one before will be delivered again",
                    e);
        }
    }

    private void commitNowWithMaps(Collection<Assignment> assignments, Duration atMost) {
        for (Map<Assignment, CommitPoint> points = pointsOfDirty(assignments);
                !points.isEmpty();
                points = pointsOfDirty(assignments)) {
            try {
                commits.commitSync(request(points), atMost);
                points.forEach((assignment, point) -> assignment.offsets().confirmed(point));
                return;
            } catch (OffsetMetadataTooLarge e) {
                maps.refused(); // and again, in the end without any
            }
        }
    }

    private Map<Assignment, CommitPoint> pointsOfDirty(Collection<Assignment> assignments) {
        Map<Assignment, CommitPoint> points = new HashMap<>();
        for (Assignment assignment : assignments) {
            if (assignment.offsets().isDirty(maps.allowsMaps())) {
                points.put(assignment, assignment.offsets().commitPoint(maps.characters()));
            }
        }
        return points;
    }

    /** One point, moved or not: what counts is whether the broker takes it. */
    private Map<Assignment, CommitPoint> question(Collection<Assignment> assignments) {
        for (Assignment assignment : assignments) {
            if (assignment.isBusy()) {
                return Map.of(assignment, assignment.offsets().commitPoint(maps.characters()));
            }
        }
        return Map.of();
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
