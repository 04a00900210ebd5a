package dev.leat.config;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What comes until a start has read to the end of the topic: the last few records of each key, as they are. What is older has no say any more, compaction may have removed it as well, and to
 * read its JSON would take longer than to fetch it. Not thread-safe.
 */
final class Backlog {
    /** An instance that refuses all of these has what it has kept itself, or its defaults. */
    static final int OF_EACH = 8;

    private static final ByteBuffer NO_KEY = ByteBuffer.allocate(0);

    private final Map<ByteBuffer, Deque<Come>> byKey = new HashMap<>();
    private long count;

    /** @param number of those that came; offsets begin again when the topic is made anew */
    private record Come(long number, ConsumerRecord<byte[], byte[]> record) {}

    void add(ConsumerRecord<byte[], byte[]> record) {
        ByteBuffer key = record.key() == null ? NO_KEY : ByteBuffer.wrap(record.key());
        Deque<Come> last = byKey.computeIfAbsent(key, fresh -> new ArrayDeque<>());
        if (last.size() == OF_EACH) {
            last.removeFirst();
        }
        last.addLast(new Come(count++, record));
    }

    /** In the order in which they came. */
    List<ConsumerRecord<byte[], byte[]>> records() {
        return byKey.values().stream()
                .flatMap(Deque::stream)
                .sorted(Comparator.comparingLong(Come::number))
                .map(Come::record)
                .toList();
    }
}
