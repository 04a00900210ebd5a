package dev.leat.core.tools;

import dev.leat.core.spi.Surroundings;
import dev.leat.core.tools.Replay.Fate;
import dev.leat.core.tools.ReplayReport.End;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A replay under way: decides on each letter, and hands them on in batches, each of them all or nothing. For one thread. */
final class ReplayRun {
    private static final int LARGEST_BATCH = 100;

    private final ReplayChoice choice;
    private final ReplayTargets targets;
    private final ReplayCourier courier;
    private final Surroundings surroundings;
    private final CountDownLatch stop;
    private final BiConsumer<Letter, Fate> listener;
    private final Pace pace;
    private final int batchLetters;

    private End end = End.COMPLETE;
    private long read;
    private long wanted;
    private long replayed;
    private long earlier;
    private long unwanted;
    private long exhausted;
    private long homeless;

    /** @param perSecond zero is as fast as can be */
    ReplayRun(
            ReplayChoice choice,
            ReplayTargets targets,
            ReplayCourier courier,
            double perSecond,
            Surroundings surroundings,
            CountDownLatch stop,
            BiConsumer<Letter, Fate> listener) {
        this.choice = choice;
        this.targets = targets;
        this.courier = courier;
        this.surroundings = surroundings;
        this.stop = stop;
        this.listener = listener;
        this.pace = new Pace(perSecond, surroundings.nanos());
        // With a rate, those of one second go together, since each batch is a transaction.
        this.batchLetters = perSecond == 0 ? LARGEST_BATCH : (int) Math.max(1, Math.min(LARGEST_BATCH, perSecond));
    }

    long replayed() {
        return replayed;
    }

    ReplayReport report() {
        return new ReplayReport(end, read, replayed, earlier, unwanted, exhausted, homeless);
    }

    /** The letters of one partition, in their order. */
    final class Partition {
        private final TopicPartition partition;
        private final Marks marks;
        private final ConsumerGroupMetadata group;
        private final List<Letter> waiting = new ArrayList<>();
        private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        private long last;

        Partition(TopicPartition partition, long beginning, Marks marks, ConsumerGroupMetadata group) {
            this.partition = partition;
            this.marks = marks;
            this.group = group;
            this.last = beginning - 1;
        }

        /** @return whether the replay goes on */
        boolean takes(ConsumerRecord<byte[], byte[]> record) {
            if (isStoppedWithin(0)) {
                return false;
            }
            long before = last;
            last = record.offset();
            read++;
            Letter letter = new Letter(record, marks.has(record.offset()));
            if (letter.replayed()) {
                marks.add(record.offset(), before); // with the gap between them, if there is one
                if (!choice.again()) {
                    earlier++;
                    return true;
                }
            }
            if (!choice.filter().test(letter)) {
                unwanted++;
                return true;
            }
            if (choice.maxReplays().isPresent()
                    && letter.replays() >= choice.maxReplays().getAsInt()) {
                exhausted++;
                listener.accept(letter, Fate.EXHAUSTED);
                return true;
            }
            Optional<ReplayTargets.Target> target = targets.of(letter);
            if (target.isEmpty()) {
                homeless++;
                listener.accept(letter, Fate.HOMELESS);
                return true;
            }
            marks.add(record.offset(), before);
            waiting.add(letter);
            records.add(record(letter, target.get()));
            wanted++;
            return goesOn();
        }

        private boolean goesOn() {
            boolean isLimit = wanted == choice.limit();
            if ((isLimit || waiting.size() >= batchLetters) && !send()) {
                return false;
            }
            if (isLimit) {
                end = End.LIMIT;
            }
            return !isLimit;
        }

        /**
         * Sends what still waits.
         *
         * @return whether the replay goes on, with the next partition
         */
        boolean finish() {
            return end == End.COMPLETE && send();
        }

        private boolean send() {
            if (waiting.isEmpty()) {
                return true;
            }
            String text = marks.text();
            if (text.length() > Marks.MAX_CHARACTERS) {
                end = End.MARKS_FULL;
                return false;
            }
            if (isStoppedWithin(pace.waitNanos(waiting.size(), surroundings.nanos()))) {
                return false;
            }
            courier.deliver(List.copyOf(records), partition, new OffsetAndMetadata(marks.frontier(), text), group);
            replayed += waiting.size();
            waiting.forEach(letter -> listener.accept(letter, Fate.REPLAYED));
            waiting.clear();
            records.clear();
            return true;
        }
    }

    private boolean isStoppedWithin(long nanos) {
        try {
            if (surroundings.await(stop, nanos)) {
                end = End.STOPPED;
                return true;
            }
            return false;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static ProducerRecord<byte[], byte[]> record(Letter letter, ReplayTargets.Target target) {
        RecordHeaders headers = new RecordHeaders(letter.ownHeaders());
        add(headers, Replayed.COUNT, Integer.toString(letter.replays() + 1));
        letter.attempts().ifPresent(attempts -> add(headers, Replayed.ATTEMPTS, Integer.toString(attempts)));
        letter.group().ifPresent(group -> add(headers, Replayed.GROUP, group));
        add(headers, Replayed.LETTER, letter.id().toString());
        letter.bornMillis().ifPresent(millis -> add(headers, Replayed.TIMESTAMP, Long.toString(millis)));
        return new ProducerRecord<>(target.topic(), target.partition(), null, letter.key(), letter.value(), headers);
    }

    private static void add(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
