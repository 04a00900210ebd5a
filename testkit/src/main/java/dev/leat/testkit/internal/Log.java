package dev.leat.testkit.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** One partition: records by offset, perhaps with gaps, between a beginning and an end. Belongs to whoever has the baton. */
public final class Log {
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Stored(
            long offset,
            long timestampMillis,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Header[] headers,
            int leaderEpoch) {}

    /** Where a leader began to write. */
    private record Epoch(int number, long start) {}

    private final TopicPartition partition;
    private final List<Stored> stored = new ArrayList<>();
    private final List<Epoch> epochs = new ArrayList<>(List.of(new Epoch(0, 0)));
    private long begin;
    private long end;

    Log(TopicPartition partition) {
        this.partition = partition;
    }

    public TopicPartition partition() {
        return partition;
    }

    /** The first offset that can be read. */
    public long begin() {
        return begin;
    }

    /** The offset of the next record. */
    public long end() {
        return end;
    }

    int leaderEpoch() {
        return epochs.get(epochs.size() - 1).number;
    }

    public long append(long timestampMillis, byte @Nullable [] key, byte @Nullable [] value, Header[] headers) {
        stored.add(new Stored(end, timestampMillis, key, value, headers, leaderEpoch()));
        return end++;
    }

    /** Offsets without a record, as transaction markers take them. */
    public void skip(int offsets) {
        end += offsets;
    }

    /** As compaction does: the record is gone, its offset stays empty. */
    public void remove(long offset) {
        int index = indexOf(offset);
        if (index == stored.size() || stored.get(index).offset != offset) {
            throw new IllegalArgumentException(partition + " has no record at offset " + offset);
        }
        stored.remove(index);
    }

    /** As retention does: the log begins here. */
    public void deleteBefore(long offset) {
        checkInside(offset);
        stored.subList(0, indexOf(offset)).clear();
        begin = Math.max(begin, offset);
    }

    /** As an unclean election does: what stood from here on is lost, and a new leader writes on. */
    public void truncate(long to) {
        checkInside(to);
        stored.subList(indexOf(to), stored.size()).clear();
        end = to;
        int next = leaderEpoch() + 1;
        epochs.removeIf(epoch -> epoch.start >= to && epoch.number > 0);
        epochs.add(new Epoch(next, to));
    }

    private void checkInside(long offset) {
        if (offset < begin || offset > end) {
            throw new IllegalArgumentException(
                    partition + " has offsets from " + begin + " to " + end + ", " + offset + " is outside");
        }
    }

    /** Where what a reader knows of that leader epoch ends. */
    long endOf(int epoch) {
        for (Epoch later : epochs) {
            if (later.number > epoch) {
                return later.start;
            }
        }
        return end;
    }

    /** Index of the first record at or after the offset. */
    private int indexOf(long offset) {
        int low = 0;
        int high = stored.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (stored.get(middle).offset < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    List<ConsumerRecord<byte[], byte[]>> read(long from, int most) {
        int first = indexOf(from);
        int last = (int) Math.min(stored.size(), (long) first + most);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(last - first);
        for (Stored record : stored.subList(first, last)) {
            records.add(asConsumed(record));
        }
        return records;
    }

    public List<ConsumerRecord<byte[], byte[]>> all() {
        return Collections.unmodifiableList(read(begin, Integer.MAX_VALUE));
    }

    Optional<ConsumerRecord<byte[], byte[]>> firstAtOrAfter(long timestampMillis) {
        return stored.stream()
                .filter(record -> record.timestampMillis >= timestampMillis)
                .findFirst()
                .map(this::asConsumed);
    }

    /** A copy for each reader: they get what went over a wire. */
    private ConsumerRecord<byte[], byte[]> asConsumed(Stored record) {
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                record.offset,
                record.timestampMillis,
                TimestampType.CREATE_TIME,
                record.key == null ? ConsumerRecord.NULL_SIZE : record.key.length,
                record.value == null ? ConsumerRecord.NULL_SIZE : record.value.length,
                copy(record.key),
                copy(record.value),
                new RecordHeaders(record.headers),
                Optional.of(record.leaderEpoch));
    }

    // Kafka's API has no null annotations; a record's key and value may be null.
    @SuppressWarnings("NullAway")
    private static byte[] copy(byte @Nullable [] bytes) {
        return bytes == null ? null : bytes.clone();
    }
}
