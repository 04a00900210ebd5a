package dev.leat.core.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** All records of the log, what became of them, and how far the group has committed. */
final class Records {
    /** What became of one. */
    static final class Entry {
        /** No handler can ever read it. */
        final boolean poison;

        private boolean settled;
        private boolean letter;

        private Entry(boolean poison) {
            this.poison = poison;
        }

        /** Somebody has finished it, or may have: nothing is lost if nobody does so again. */
        void settled() {
            settled = true;
        }

        boolean hasLetter() {
            return letter;
        }
    }

    private static final class Part {
        final TreeMap<Long, Entry> entries = new TreeMap<>();
        long highestDelivered = -1;
        long committed;
    }

    private final Trace trace;
    private final Map<TopicPartition, Part> parts = new HashMap<>();

    Records(Trace trace) {
        this.trace = trace;
    }

    private Part part(TopicPartition partition) {
        return parts.computeIfAbsent(partition, any -> new Part());
    }

    void produced(TopicPartition partition, long offset, boolean poison) {
        part(partition).entries.put(offset, new Entry(poison));
    }

    void compacted(TopicPartition partition, long offset) {
        part(partition).entries.remove(offset);
    }

    Entry entry(TopicPartition partition, long offset) {
        Entry entry = part(partition).entries.get(offset);
        if (entry == null) {
            throw new IllegalStateException("there never was " + partition + "@" + offset);
        }
        return entry;
    }

    // --- deliveries ---

    void delivered(TopicPartition partition, long offset) {
        Part part = part(partition);
        part.highestDelivered = Math.max(part.highestDelivered, offset);
    }

    /** Those that nobody was given yet. */
    List<Long> undelivered(TopicPartition partition) {
        Part part = part(partition);
        return List.copyOf(part.entries.tailMap(part.highestDelivered, false).keySet());
    }

    void letter(TopicPartition partition, long offset) {
        Entry entry = entry(partition, offset);
        entry.letter = true;
        entry.settled = true;
    }

    // --- commits ---

    /** What the broker has taken. */
    void committed(TopicPartition partition, long offset, String metadata) {
        Part part = part(partition);
        if (offset < part.committed) {
            trace.violated(partition, "was committed up to " + part.committed + ", and is now back at " + offset);
            return;
        }
        part.entries
                .subMap(part.committed, offset)
                .forEach((below, entry) -> checkSettled(partition, below, entry, "below the commit of " + offset));
        CompletionMap map = map(metadata, offset).orElse(null);
        if (map != null) {
            part.entries.subMap(offset, map.top()).forEach((above, entry) -> {
                if (map.isFinished(above)) {
                    checkSettled(partition, above, entry, "finished in the map of the commit of " + offset);
                }
            });
        }
        if (offset > part.committed) {
            trace.add("committed " + partition + " " + offset);
        }
        part.committed = offset;
    }

    private void checkSettled(TopicPartition partition, long offset, Entry entry, String where) {
        if (!entry.settled) {
            trace.violated(partition + "@" + offset, "is " + where + ", but nobody has finished it");
        }
    }

    static Optional<CompletionMap> map(String metadata, long offset) {
        Optional<CompletionMap> map = CompletionMap.read(metadata, offset);
        if (map.isEmpty() && !metadata.isEmpty()) {
            throw new IllegalStateException("a commit of " + offset + " has an unreadable map: " + metadata);
        }
        return map;
    }

    // --- the end ---

    /** Whether no record stands at or above what is committed; a gap may. */
    boolean areAllCommitted() {
        return parts.values().stream().allMatch(part -> part.entries.ceilingKey(part.committed) == null);
    }

    /** Those that nobody has handled. */
    List<String> unsettled() {
        List<String> unsettled = new ArrayList<>();
        parts.forEach((partition, part) -> part.entries.forEach((offset, entry) -> {
            if (!entry.settled) {
                unsettled.add(partition + "@" + offset);
            }
        }));
        return unsettled;
    }
}
