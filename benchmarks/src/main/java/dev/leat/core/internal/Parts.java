package dev.leat.core.internal;

import dev.leat.core.Ordering;
import dev.leat.core.spi.Surroundings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** The engine's parts as a group of 64 workers has them, and records for them. Nothing fails here, and nothing is ever late. */
final class Parts {
    static final String TOPIC = "orders";
    static final int CONCURRENCY = 64;
    private static final int KEYS = 10_000;
    private static final int VALUE_BYTES = 100;
    private static final Optional<Integer> LEADER_EPOCH = Optional.of(3);

    private Parts() {}

    static Assignment assignment(int partition, Function<Assignment, Lanes> lanes) {
        return new Assignment(
                new TopicPartition(TOPIC, partition), Beginning.uncommitted(0), Bounds.DEFAULT, ties(), lanes);
    }

    private static Ties ties() {
        Mailbox mailbox = new Mailbox(StandardSurroundings.INSTANCE);
        return new Ties(
                mailbox,
                Lease.endless(StandardSurroundings.INSTANCE),
                new Flushes(mailbox, Runnable::run),
                Runnable::run,
                assignment -> {},
                () -> false);
    }

    static Function<Assignment, Lanes> lanes(Ordering ordering, Executor workers, RecordHandler handler) {
        return new LaneMaking(ordering, CONCURRENCY, handling(workers)).of(new TopicHandler.Single(handler, false));
    }

    /** For what goes on outside of lanes. */
    static Function<Assignment, Lanes> noLanes() {
        return assignment -> new Lanes() {
            @Override
            public void dispatch(List<ConsumerRecord<byte[], byte[]>> records) {}

            @Override
            public boolean tick() {
                return false;
            }

            @Override
            public @Nullable ConsumerRecord<byte[], byte[]> oldest() {
                return null;
            }

            @Override
            public void close() {}
        };
    }

    private static Handling handling(Executor workers) {
        return new Handling(
                (record, attempt, failure) -> Disposition.STOP,
                (error, tries, since) -> Disposition.STOP,
                (record, attempts, failure, whenSent) -> whenSent.accept(failure),
                workers,
                Slots.UNLIMITED,
                new Journal("benchmark"),
                new Owner.Access() {
                    @Override
                    public void tell(Runnable letter) {}

                    @Override
                    public void later(Assignment assignment, Duration pause, Runnable action) {}

                    @Override
                    public void fail(Throwable reason) {
                        Parts.fail(reason);
                    }
                },
                StandardSurroundings.INSTANCE);
    }

    /** Of a group that has committed nothing yet. */
    static Lasting lasting(Subscription subscription, Duration commitInterval) {
        Surroundings surroundings = StandardSurroundings.INSTANCE;
        OneThread workers = new OneThread();
        EngineSettings settings = settings(new OneSource(subscription), commitInterval);
        Ties ties = ties();
        return new Lasting(
                settings,
                new Lifetime(surroundings, new Lifecycle(surroundings, settings.states())),
                Membership.of(settings, new CaughtUp(surroundings)),
                ties.mailbox(),
                new TimingWheel(surroundings.nanos()),
                new Standstill(surroundings.nanos()),
                ties.lease(),
                ties.flushes(),
                new Pauses(),
                new Departed(),
                workers,
                new Hooks("benchmark", surroundings, List.of(), () -> {}),
                new Origins(surroundings.now()),
                (partition, beginning) ->
                        assignment(partition.partition(), lanes(settings.ordering(), workers, Parts::doNothing)),
                Parts::fail);
    }

    private static EngineSettings settings(Sources sources, Duration commitInterval) {
        return new EngineSettings(
                "benchmark",
                Ordering.KEY,
                CONCURRENCY,
                false,
                sources,
                (record, attempt, failure) -> Disposition.STOP,
                (error, tries, since) -> Disposition.STOP,
                (record, attempts, failure, whenSent) -> whenSent.accept(failure),
                new Journal("benchmark"),
                new Deadlines(StandardSurroundings.INSTANCE),
                Bounds.DEFAULT,
                commitInterval,
                true,
                Duration.ZERO,
                Optional.empty(),
                new WatchdogOrders(Duration.ofMinutes(5), false),
                (from, to) -> {},
                List.of(),
                Preparation.NONE,
                waiting -> {
                    throw new IllegalStateException("a benchmark brings its client along");
                },
                StandardSurroundings.INSTANCE);
    }

    static @Nullable CompletionStage<?> doNothing(
            ConsumerRecord<byte[], byte[]> record, int attempt, Assigned assignment) {
        return null;
    }

    private static void fail(Throwable reason) {
        throw new IllegalStateException("something failed in a benchmark in which nothing should", reason);
    }

    private record OneSource(Subscription subscription) implements Sources {
        private static final Source SOURCE =
                new Source(new TopicHandler.Single(Parts::doNothing, false), new Origin.Earliest());

        @Override
        public Source of(TopicPartition partition) {
            return SOURCE;
        }

        @Override
        public Collection<Source> all() {
            return List.of(SOURCE);
        }
    }

    /** Records of random keys, with offsets from this one on. */
    static List<ConsumerRecord<byte[], byte[]>> records(int partition, long firstOffset, int count) {
        Random random = new Random(firstOffset);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(count);
        for (long offset = firstOffset; offset < firstOffset + count; offset++) {
            byte[] key = ("customer-" + random.nextInt(KEYS)).getBytes(StandardCharsets.UTF_8);
            records.add(new ConsumerRecord<>(
                    TOPIC,
                    partition,
                    offset,
                    0,
                    TimestampType.CREATE_TIME,
                    key.length,
                    VALUE_BYTES,
                    key,
                    new byte[VALUE_BYTES],
                    new RecordHeaders(),
                    LEADER_EPOCH));
        }
        return records;
    }
}
