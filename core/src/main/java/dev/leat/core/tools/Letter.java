package dev.leat.core.tools;

import dev.leat.core.DeadLetter;
import dev.leat.core.RecordId;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it stands in its topic: the record that was given up, and why. Immutable; the arrays in it are not to be changed.
 *
 * <p>What its headers do not say, or say in a way that cannot be read, is empty: anybody may have written to the topic.
 *
 * @since 0.1
 */
public final class Letter {
    private static final String ERRORS = "__leat.errors.";
    private static final String REPLAY = "__leat.replay.";

    private final ConsumerRecord<byte[], byte[]> record;
    private final boolean replayed;

    Letter(ConsumerRecord<byte[], byte[]> record, boolean replayed) {
        this.record = record;
        this.replayed = replayed;
    }

    /** Where the letter itself stands. */
    public RecordId id() {
        return new RecordId(record.topic(), record.partition(), record.offset());
    }

    /** The record's key; null if it had none. */
    public byte @Nullable [] key() {
        return record.key();
    }

    /** The record's value; null for a tombstone. */
    public byte @Nullable [] value() {
        return record.value();
    }

    /** The headers that the record had by itself: without those of letters and of replays. */
    public List<Header> ownHeaders() {
        List<Header> own = new ArrayList<>();
        for (Header header : record.headers()) {
            if (!header.key().startsWith(ERRORS) && !header.key().startsWith(REPLAY)) {
                own.add(header);
            }
        }
        return List.copyOf(own);
    }

    /** All headers as they stand. */
    public List<Header> headers() {
        return List.of(record.headers().toArray());
    }

    /** Where the record stood that was given up. */
    public Optional<RecordId> origin() {
        Optional<String> topic = text(DeadLetter.TOPIC);
        OptionalLong partition = number(DeadLetter.PARTITION);
        OptionalLong offset = number(DeadLetter.OFFSET);
        if (topic.isEmpty() || partition.isEmpty() || offset.isEmpty() || partition.getAsLong() > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        return Optional.of(new RecordId(topic.get(), (int) partition.getAsLong(), offset.getAsLong()));
    }

    /** The record's timestamp there. */
    public Optional<Instant> originTimestamp() {
        OptionalLong millis = number(DeadLetter.TIMESTAMP);
        return millis.isPresent() ? Optional.of(Instant.ofEpochMilli(millis.getAsLong())) : Optional.empty();
    }

    /** The record's timestamp in its first life. */
    OptionalLong bornMillis() {
        OptionalLong first = number(Replayed.TIMESTAMP);
        return first.isPresent() ? first : number(DeadLetter.TIMESTAMP);
    }

    /** The consumer group that gave it up. */
    public Optional<String> group() {
        return text(DeadLetter.GROUP);
    }

    /** How often it was delivered, over all its lives: before each replay, and since. */
    public OptionalInt attempts() {
        OptionalLong last = number(DeadLetter.ATTEMPTS);
        long all = last.orElse(0) + number(Replayed.ATTEMPTS).orElse(0);
        return last.isPresent() ? OptionalInt.of((int) Math.min(all, Integer.MAX_VALUE)) : OptionalInt.empty();
    }

    /** The class of the last failure. */
    public Optional<String> exception() {
        return text(DeadLetter.EXCEPTION);
    }

    /** The message of the last failure. */
    public Optional<String> message() {
        return text(DeadLetter.MESSAGE);
    }

    /** When it was given up; if that is not said, the letter's own timestamp. */
    public Instant time() {
        return text(DeadLetter.TIME).map(Letter::instant).orElseGet(() -> Instant.ofEpochMilli(record.timestamp()));
    }

    /** How often the record was replayed before it died this time. */
    public int replays() {
        return (int) Math.min(number(Replayed.COUNT).orElse(0), Integer.MAX_VALUE);
    }

    /** Whether this letter has been replayed since. */
    public boolean replayed() {
        return replayed;
    }

    private static @Nullable Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .map(Header::value)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** Not negative. */
    private OptionalLong number(String name) {
        try {
            long number = text(name).map(Long::parseLong).orElse(-1L);
            return number < 0 ? OptionalLong.empty() : OptionalLong.of(number);
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Without key, value and the failure's message, which may be nobody else's business. */
    @Override
    public String toString() {
        return "Letter[" + id() + "]";
    }
}
