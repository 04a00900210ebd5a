package dev.leat.core.internal;

import dev.leat.core.Ordering;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A naive model of one assignment of a partition: sets of offsets. It never asks the engine what is finished, with one exception: a
 * record that was given up without a word to the handler (skipped, filtered, dead-lettered) may be finished or not yet; the engine's
 * window says which.
 */
final class Tenure {
    final int number;
    final Assignment assignment;
    final StormMember member;
    final TopicPartition partition;
    /** What the broker had when it began: an offset, and what is finished above. */
    final long begin;

    private final @Nullable CompletionMap done;

    final long begunNanos;

    /** What has started and is not decided on. */
    final Set<Call> open = new LinkedHashSet<>();

    private final Ordering ordering;
    private final Map<Long, ConsumerRecord<byte[], byte[]>> delivered = new HashMap<>();
    private final TreeSet<Long> unfinished = new TreeSet<>();
    private final Map<Object, TreeSet<Long>> unfinishedByKey = new HashMap<>();
    private final Map<Long, Integer> attempts = new HashMap<>();
    private final Map<Long, Long> failedNanos = new HashMap<>();
    private final Set<Long> letters = new HashSet<>();
    private final Map<Object, Long> lastLetters = new HashMap<>();
    private final TreeSet<Long> excused = new TreeSet<>();
    private final Set<Long> filtered = new HashSet<>();
    private long position = -1;
    private long requested = -1;
    private boolean expired;
    private @Nullable Long revokedNanos;

    Tenure(int number, Assignment assignment, StormMember member, Ordering ordering) {
        this.number = number;
        this.assignment = assignment;
        this.member = member;
        this.partition = assignment.partition();
        this.ordering = ordering;
        this.begin = member.committed(partition);
        this.done = CompletionMap.read(member.metadata(partition), begin).orElse(null);
        this.begunNanos = member.nanos();
    }

    private Object key(ConsumerRecord<byte[], byte[]> record) {
        return switch (ordering) {
            case PARTITION -> partition;
            case KEY -> record.key() == null ? (Object) record.offset() : ByteBuffer.wrap(record.key());
            case UNORDERED -> record.offset();
        };
    }

    // --- what comes in ---

    /** @return what is wrong with it */
    @Nullable
    String deliver(ConsumerRecord<byte[], byte[]> record) {
        long offset = record.offset();
        if (offset < begin) {
            return "delivered @" + offset + ", but " + begin + " was committed before it began";
        }
        if (offset < position) {
            return "delivered @" + offset + " after " + position;
        }
        position = offset + 1;
        delivered.put(offset, record);
        unfinished.add(offset);
        unfinishedByKey.computeIfAbsent(key(record), key -> new TreeSet<>()).add(offset);
        if (wasDoneBefore(offset)) {
            excuse(offset);
        }
        return null;
    }

    private boolean wasDoneBefore(long offset) {
        return done != null && done.isFinished(offset);
    }

    // --- what starts ---

    /** @return what is wrong with it */
    @Nullable
    String start(Call call) {
        if (assignment.isClosed()) {
            return "starts after its assignment has ended";
        }
        if (assignment.isSuspended()) {
            return "starts while it is paused";
        }
        if (expired) {
            return "starts after its member was frozen for longer than its session";
        }
        resolve();
        Set<Long> together = new TreeSet<>();
        long before = -1;
        for (ConsumerRecord<byte[], byte[]> record : call.records) {
            String problem = start(record, call.attempt, together);
            if (problem == null && record.offset() <= before) {
                problem = "comes after @" + before + " in one batch";
            }
            if (problem != null) {
                return "@" + record.offset() + " " + problem;
            }
            before = record.offset();
            together.add(before);
        }
        for (Call other : open) {
            if (other.records.stream().anyMatch(record -> together.contains(record.offset()))) {
                return "overlaps " + other;
            }
        }
        return null;
    }

    private @Nullable String start(ConsumerRecord<byte[], byte[]> record, int attempt, Set<Long> together) {
        long offset = record.offset();
        if (delivered.get(offset) != record) {
            return "was not delivered in this assignment";
        }
        if (!unfinished.contains(offset)) {
            return "is finished";
        }
        if (wasDoneBefore(offset)) {
            return "was finished before, as the commit says that this began with";
        }
        int expected = attempts.merge(offset, 1, Integer::sum);
        if (attempt != expected) {
            return "has attempt " + attempt + ", not " + expected;
        }
        if (attempt > 1 && member.nanos() - failedNanos.getOrDefault(offset, 0L) < leastPauseNanos(attempt - 1)) {
            return "is tried again too soon";
        }
        TreeSet<Long> sameKey = unfinishedByKey.getOrDefault(key(record), new TreeSet<>());
        for (long earlier : sameKey.headSet(offset)) {
            if (!together.contains(earlier) && !filtered.contains(earlier)) {
                return "starts before @" + earlier + " of the same key is done";
            }
        }
        return null;
    }

    /** Pauses are drawn from the upper fifth. */
    private static double leastPauseNanos(int attempt) {
        double full = GroupMaker.FIRST_PAUSE.toNanos() * Math.pow(2, attempt - 1);
        return 0.8 * Math.min((double) GroupMaker.LONGEST_PAUSE.toNanos(), full);
    }

    // --- what ends ---

    void failed(long offset) {
        failedNanos.put(offset, member.nanos());
    }

    void finish(long offset) {
        ConsumerRecord<byte[], byte[]> record = delivered.get(offset);
        if (record != null && unfinished.remove(offset)) {
            Object key = key(record);
            TreeSet<Long> sameKey = unfinishedByKey.get(key);
            if (sameKey != null) {
                sameKey.remove(offset);
                if (sameKey.isEmpty()) {
                    unfinishedByKey.remove(key);
                }
            }
            excused.remove(offset);
        }
    }

    /** It was kept from the handler, and is finished with those it was called with. */
    void filter(long offset) {
        filtered.add(offset);
        excuse(offset);
    }

    /** It may be finished without a word. */
    void excuse(long offset) {
        if (unfinished.contains(offset)) {
            excused.add(offset);
        }
    }

    /** @return what is wrong with it */
    @Nullable
    String letter(long offset) {
        ConsumerRecord<byte[], byte[]> record = delivered.get(offset);
        if (record == null) {
            return "has a dead letter, but was not delivered";
        }
        boolean again = !letters.add(offset); // sent by an earlier assignment, and late
        if (again || ordering == Ordering.UNORDERED || record.key() == null) {
            return null;
        }
        Long before = lastLetters.put(ByteBuffer.wrap(record.key()), offset);
        return before == null || before < offset ? null : "has its dead letter after that of @" + before;
    }

    /** Asks the engine about those that were excused. */
    void resolve() {
        OffsetWindow window = Insides.window(assignment);
        if (!excused.isEmpty()) {
            for (long offset : Set.copyOf(excused)) {
                if (isFinished(window, offset)) {
                    finish(offset);
                }
            }
        }
    }

    private static boolean isFinished(OffsetWindow window, long offset) {
        return offset < window.frontier() || (offset < window.next() && window.nextUnfinished(offset) != offset);
    }

    // --- what is committed ---

    /** @return what is wrong with it */
    @Nullable
    String commit(long offset, @Nullable CompletionMap map) {
        resolve();
        for (long open : unfinished) {
            if (map != null && open >= offset && map.isFinished(open)) {
                return "commits a map in which the unfinished @" + open + " is finished";
            }
        }
        if (!unfinished.isEmpty() && unfinished.first() < offset) {
            return "commits " + offset + " while @" + unfinished.first() + " is unfinished";
        }
        if (offset < requested) {
            return "commits " + offset + " after " + requested;
        }
        if (offset < begin) {
            return "commits " + offset + ", less than the " + begin + " it began with";
        }
        requested = offset;
        return null;
    }

    /** @return what is wrong with the last that it asked the broker to note */
    @Nullable
    String release() {
        resolve();
        long frontier = Insides.window(assignment).frontier();
        return frontier > Math.max(begin, requested)
                ? "was given up at " + frontier + " with " + requested + " committed last"
                : null;
    }

    // --- what is in memory ---

    NavigableSet<Long> unfinished() {
        return unfinished;
    }

    /** As the engine counts: about what the client's objects take around the bytes. */
    long unfinishedBytesBelow(long next) {
        long bytes = 0;
        for (long offset : unfinished.headSet(next)) {
            ConsumerRecord<byte[], byte[]> record = delivered.get(offset);
            if (record != null) {
                bytes += 100
                        + (record.key() == null ? 0 : record.key().length)
                        + (record.value() == null ? 0 : record.value().length);
            }
        }
        return bytes;
    }

    // --- its end ---

    void revoked(long nowNanos) {
        revokedNanos = nowNanos;
    }

    @Nullable
    Long revokedNanos() {
        return revokedNanos;
    }

    /** Its member was frozen for longer than the session. */
    void expire() {
        expired = true;
    }

    @Override
    public String toString() {
        return member + " " + partition + "#" + number;
    }
}
