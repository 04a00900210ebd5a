package dev.leat.it.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Looks at the group's commits again and again, on a thread of its own, and keeps each that is new. */
final class CommitWatch implements AutoCloseable {
    private static final long PAUSE_MILLIS = 100;

    private final Admin admin;
    private final String group;
    private final String topic;
    private final List<Commit> commits = new ArrayList<>(); // guarded by this
    private final Map<Integer, Long> latest = new HashMap<>(); // guarded by this
    private final Semaphore ending = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "commit-watch");

    CommitWatch(Admin admin, String group, String topic) {
        this.admin = admin;
        this.group = group;
        this.topic = topic;
    }

    void start() {
        thread.start();
    }

    synchronized List<Commit> commits() {
        return List.copyOf(commits);
    }

    /** By partition. */
    synchronized Map<Integer, Long> latest() {
        return Map.copyOf(latest);
    }

    /** The sum over all partitions. */
    synchronized long committed() {
        return latest.values().stream().mapToLong(Long::longValue).sum();
    }

    private void run() {
        try {
            do {
                look();
            } while (!ending.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        try {
            keep(admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(2, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            // The broker is away, as it should be from time to time.
        }
    }

    private synchronized void keep(Map<TopicPartition, OffsetAndMetadata> seen) {
        long now = System.nanoTime();
        seen.forEach((partition, offset) -> {
            if (partition.topic().equals(topic) && offset != null) {
                Long before = latest.put(partition.partition(), offset.offset());
                if (before == null || before != offset.offset()) {
                    commits.add(new Commit(now, partition.partition(), offset.offset()));
                }
            }
        });
    }

    @Override
    public void close() {
        ending.release();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
