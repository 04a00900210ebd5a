package dev.leat.core;

import static dev.leat.core.StartupReport.Finding.contradictory;
import static dev.leat.core.StartupReport.Finding.risky;

import dev.leat.core.StartupReport.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;

/** What may go wrong with a group as it is set: all that can be known before the first poll. */
final class GroupFindings {
    private static final Duration RARE_COMMITS = Duration.ofMinutes(1);

    /** What a rebalance needs beside the drain: two commits, and the way to the broker and back. */
    private static final Duration LEAST_BESIDE_DRAIN = Duration.ofSeconds(10);

    private final GroupPlan plan;
    private final ConsumerConfig kafka;
    private final List<Finding> found = new ArrayList<>();

    private GroupFindings(GroupPlan plan, ConsumerConfig kafka) {
        this.plan = plan;
        this.kafka = kafka;
    }

    /** @param kafka as Kafka's consumer will see its settings */
    static List<Finding> of(GroupPlan plan, ConsumerConfig kafka) {
        GroupFindings findings = new GroupFindings(plan, kafka);
        findings.failures();
        findings.threads();
        findings.beginnings();
        findings.memory();
        findings.times();
        return List.copyOf(findings.found);
    }

    private void failures() {
        boolean forEver = plan.failures().retry().attempts().isEmpty();
        if (forEver && plan.ordering() == Ordering.PARTITION) {
            found.add(risky(
                    "retry-for-ever",
                    "ordering is PARTITION and retry has no end",
                    "one record that fails each time stops its partition",
                    "give retry(…) attempts and say what then, such as deadLetters(topic); or choose Ordering.KEY"));
        }
        if (forEver
                && plan.failures().givenUp() != null
                && plan.failures().fatal().isEmpty()) {
            found.add(risky(
                    "nothing-given-up",
                    plan.failed() + " is chosen for failed records, but retry has no end",
                    "only records that cannot be read ever get there",
                    "give retry(…) attempts, or name the failures that are hopeless with fatal(…)"));
        }
    }

    private void threads() {
        if (plan.ordering() == Ordering.PARTITION
                && plan.partitions().isPresent()
                && plan.concurrency() > plan.partitions().getAsInt()) {
            found.add(contradictory(
                    "idle-concurrency",
                    "concurrency is " + plan.concurrency() + " with ordering PARTITION and "
                            + plan.partitions().getAsInt() + " partitions",
                    "one handler runs for each partition, the others never",
                    "lower it, or choose Ordering.KEY"));
        }
        if (plan.virtualThreads() && plan.concurrency() == 1) {
            found.add(contradictory(
                    "one-virtual-thread",
                    "virtualThreads with concurrency 1",
                    "they are for hundreds of handlers that wait, and one runs",
                    "set concurrency(n), or leave them out"));
        }
    }

    private void beginnings() {
        Object reset = given(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG);
        if ("latest".equals(reset)) {
            found.add(risky(
                    "latest",
                    "'auto.offset.reset' is latest",
                    "records from before the group's first start are never handled",
                    "leave it out, or say so for the topics it is meant for, with Topics.of(…).from(Start.latest())"));
        } else if ("none".equals(reset)) {
            found.add(risky(
                    "reset-none",
                    "'auto.offset.reset' is none",
                    "the group ends at the first partition without a commit, such as a new one",
                    "leave it out unless somebody sets the offsets before"));
        }
        if ("read_uncommitted".equals(given(ConsumerConfig.ISOLATION_LEVEL_CONFIG))) {
            found.add(risky(
                    "read-uncommitted",
                    "'isolation.level' is read_uncommitted",
                    "records of transactions that are aborted are handled too",
                    "set read_committed where producers use transactions"));
        }
    }

    private void memory() {
        int pollRecords = kafka.getInt(ConsumerConfig.MAX_POLL_RECORDS_CONFIG);
        if (pollRecords > plan.bounds().records()) {
            found.add(contradictory(
                    "poll-above-bound",
                    "'max.poll.records' is " + pollRecords + ", maxUnfinished "
                            + plan.bounds().records() + " records",
                    "one poll may bring more of a partition than is allowed in memory",
                    "lower 'max.poll.records' or raise maxUnfinished(records, bytes)"));
        }
        long partitionBytes = kafka.getInt(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG);
        if (partitionBytes > plan.bounds().bytes()) {
            found.add(contradictory(
                    "fetch-above-bound",
                    "'max.partition.fetch.bytes' is " + partitionBytes + ", maxUnfinished "
                            + plan.bounds().bytes() + " bytes",
                    "one fetch may bring more of a partition than is allowed in memory",
                    "lower 'max.partition.fetch.bytes' or raise maxUnfinished(records, bytes)"));
        }
        long fetchBytes = kafka.getInt(ConsumerConfig.FETCH_MAX_BYTES_CONFIG);
        if (partitionBytes > fetchBytes) {
            found.add(contradictory(
                    "fetch-limits-crossed",
                    "'max.partition.fetch.bytes' is " + partitionBytes + ", 'fetch.max.bytes' " + fetchBytes,
                    "a fetch ends at the lower of them, so the first is never reached",
                    "raise 'fetch.max.bytes' or lower the other"));
        }
        long heap = Runtime.getRuntime().maxMemory();
        int partitions = plan.partitions().orElse(1);
        if (plan.bounds().bytes() > heap / 2 / partitions) {
            found.add(risky(
                    "bounds-above-heap",
                    "maxUnfinished is " + plan.bounds().bytes() + " bytes for each of "
                            + (plan.partitions().isPresent() ? partitions : "its") + " partitions, the heap " + heap,
                    "it may run out of memory before a partition is paused",
                    "lower maxUnfinished(records, bytes) or give the JVM more (-Xmx)"));
        }
    }

    private void times() {
        Duration interval = millis(kafka.getInt(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG));
        if (interval.minus(plan.drain()).compareTo(LEAST_BESIDE_DRAIN) < 0) {
            found.add(risky(
                    "drain-near-poll-interval",
                    "drain is " + plan.drain() + ", 'max.poll.interval.ms' " + interval,
                    "a rebalance that waits for handlers leaves too little for the last commit, and the group may go"
                            + " on without this member",
                    "keep them " + LEAST_BESIDE_DRAIN + " apart"));
        }
        if (plan.commitInterval().compareTo(RARE_COMMITS) > 0) {
            found.add(risky(
                    "rare-commits",
                    "commitInterval is " + plan.commitInterval(),
                    "what was finished since the last commit is handled again after a crash",
                    "a second costs nothing: one request for all partitions"));
        }
        Duration timeout = plan.timeout();
        if (timeout != null && timeout.compareTo(plan.drain()) > 0) {
            found.add(risky(
                    "timeout-above-drain",
                    "timeout is " + timeout + ", drain " + plan.drain(),
                    "a handler that may take so long is not waited for in a rebalance, and its record handled twice",
                    "raise drain(…) or lower timeout(…)"));
        }
        if (timeout != null && timeout.compareTo(plan.stallsAfter()) >= 0) {
            found.add(contradictory(
                    "watchdog-before-timeout",
                    "watchdog looks after " + plan.stallsAfter() + ", timeout is " + timeout,
                    "handlers are reported as stalled that still have their time",
                    "let the watchdog wait longer than the timeout"));
        }
        if (given(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG) != null
                || given(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG) != null) {
            heartbeats();
        }
    }

    private void heartbeats() {
        Duration session = millis(kafka.getInt(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG));
        Duration heartbeat = millis(kafka.getInt(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG));
        if (session.compareTo(heartbeat.multipliedBy(3)) < 0) {
            found.add(risky(
                    "few-heartbeats",
                    "'session.timeout.ms' is " + session + ", 'heartbeat.interval.ms' " + heartbeat,
                    "one or two lost heartbeats and the group gives the member's partitions away",
                    "keep the session at least three times as long"));
        }
    }

    private @Nullable Object given(String name) {
        return plan.connection().with(plan.own()).values().get(name);
    }

    private static Duration millis(int millis) {
        return Duration.ofMillis(millis);
    }
}
