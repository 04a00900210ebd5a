package dev.leat.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Ordering;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lanes, assignment and window together, on one thread: the test decides which lane runs when, and what happens inside a handler. */
class KeyLanesTest {
    private static final int LANES = 16;

    private final Rig rig = new Rig(false);

    @Test
    void aKeyInRetryDelaysNoKeyOfTheSameLane() {
        String failing = "a";
        String neighbour = keyInTheLaneOf(failing);
        rig.onHandle = record -> {
            if (key(record).equals(failing)) {
                throw new IllegalStateException("no");
            }
        };
        rig.deliver(failing, neighbour, failing, neighbour);

        rig.runAll();

        assertThat(rig.handled).containsExactly("a@0", neighbour + "@1", neighbour + "@3");
        assertThat(rig.assignment.offsets().frontier()).isZero();
    }

    @Test
    void aSlowKeyDelaysNoKeyOfTheSameLane() {
        String slow = "a";
        String neighbour = keyInTheLaneOf(slow);
        List<String> whileSlow = new ArrayList<>();
        rig.onHandle = record -> {
            if (key(record).equals(slow) && record.offset() == 0) {
                rig.assignment.tick();
                rig.assignment.tick();
                rig.runAll();
                whileSlow.addAll(rig.handled);
            }
        };
        rig.deliver(slow, neighbour, slow, neighbour);

        rig.runAll();

        assertThat(whileSlow).containsExactly("a@0", neighbour + "@1", neighbour + "@3");
        assertThat(rig.handled).endsWith("a@2");
        assertThat(rig.assignment.offsets().frontier()).isEqualTo(4);
    }

    @Test
    void aDiversionEndsEvenIfAllWorkIsDoneBetweenTwoLooks() {
        String failing = "a";
        rig.onHandle = record -> {
            if (key(record).equals(failing) && Integer.valueOf(1).equals(rig.attempts.get(record.offset()))) {
                throw new IllegalStateException("once");
            }
        };
        rig.deliver(failing, keyInTheLaneOf(failing));
        rig.runAll();
        rig.fireTimers();
        rig.runAll();

        rig.assignment.tick();

        assertThat(rig.assignment.isBusy()).isFalse();
        assertThat(rig.assignment).asString().endsWith("; lanes]");
    }

    @Test
    void aRetriedRecordIsFollowedByTheRestOfItsKey() {
        rig.onHandle = record -> {
            if (Integer.valueOf(1).equals(rig.attempts.get(0L)) && record.offset() == 0) {
                throw new IllegalStateException("once");
            }
        };
        rig.deliver("a", "a", "a");

        rig.runAll();
        assertThat(rig.handled).containsExactly("a@0");
        rig.fireTimers();
        rig.runAll();

        assertThat(rig.handled).containsExactly("a@0", "a@0", "a@1", "a@2");
        assertThat(rig.assignment.offsets().frontier()).isEqualTo(3);
    }

    @Test
    void aDeadLetterCompletesItsOffsetOnlyWhenConfirmed() {
        rig.next = Disposition.DEAD_LETTER;
        rig.onHandle = record -> {
            if (record.offset() == 0) {
                throw new IllegalStateException("dead");
            }
        };
        rig.deliver("a", "a");

        rig.runAll();
        assertThat(rig.handled).containsExactly("a@0");
        assertThat(rig.assignment.offsets().frontier()).isZero();
        rig.letters.remove().accept(null);
        rig.runAll();

        assertThat(rig.handled).containsExactly("a@0", "a@1");
        assertThat(rig.assignment.offsets().frontier()).isEqualTo(2);
    }

    @Test
    void aDeadLetterThatFailsForAWhileIsSentAgainWithoutHandlingTheRecordAgain() {
        rig.next = Disposition.DEAD_LETTER;
        rig.onHandle = record -> {
            throw new IllegalStateException("dead");
        };
        rig.deliver("a");

        rig.runAll();
        rig.letters.remove().accept(new TimeoutException("broker away"));
        rig.runAll();
        assertThat(rig.letters).isEmpty();
        rig.fireTimers();
        rig.runAll();
        rig.letters.remove().accept(null);
        rig.runAll();

        assertThat(rig.handled).containsExactly("a@0");
        assertThat(rig.assignment.offsets().frontier()).isEqualTo(1);
        assertThat(rig.failure).isNull();
    }

    @Test
    void aDeadLetterThatCanNeverBeSentEndsTheGroupAndLosesNothing() {
        rig.next = Disposition.DEAD_LETTER;
        rig.onHandle = record -> {
            throw new IllegalStateException("dead");
        };
        rig.deliver("a");

        rig.runAll();
        rig.letters.remove().accept(new IllegalArgumentException("too large"));
        rig.runAll();

        assertThat(rig.failure).hasMessage("too large");
        assertThat(rig.assignment.offsets().frontier()).isZero();
    }

    @Test
    void skipCompletesTheOffsetAndStopDoesNot() {
        rig.next = Disposition.SKIP;
        rig.onHandle = record -> {
            throw new IllegalStateException("no");
        };
        rig.deliver("a");
        rig.runAll();
        assertThat(rig.assignment.offsets().frontier()).isEqualTo(1);

        rig.next = Disposition.STOP;
        rig.deliver("a", "a");
        rig.runAll();

        assertThat(rig.assignment.offsets().frontier()).isEqualTo(1);
        assertThat(rig.failure).hasMessage("no");
        assertThat(rig.handled).containsExactly("a@0", "a@1");
    }

    @Test
    void aClosedAssignmentStartsNothingMoreAndIsQuietWhenTheRunningHandlerReturns() {
        rig.onHandle = record -> {
            rig.assignment.close();
            assertThat(rig.assignment.isQuiet()).isFalse();
        };
        rig.deliver("a", "a", "b");

        rig.runAll();

        assertThat(rig.handled).hasSize(1);
        assertThat(rig.assignment.isQuiet()).isTrue();
    }

    @Test
    void recordsWithoutAKeyDoNotWaitForEachOther() {
        Set<Long> failing = new HashSet<>(Set.of(0L));
        rig.onHandle = record -> {
            if (failing.contains(record.offset())) {
                throw new IllegalStateException("no");
            }
        };
        rig.deliver(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null);

        rig.runAll();

        assertThat(rig.handled).hasSize(18);
    }

    @Test
    void withoutOrderAFailingRecordDelaysNotEvenItsOwnKey() {
        Rig free = new Rig(true);
        free.onHandle = record -> {
            if (record.offset() == 0) {
                throw new IllegalStateException("no");
            }
        };
        free.deliver("a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a");

        free.runAll();

        assertThat(free.handled).hasSize(19);
        assertThat(free.assignment.offsets().frontier()).isZero();
        free.onHandle = record -> {};
        free.fireTimers();
        free.runAll();
        assertThat(free.assignment.offsets().frontier()).isEqualTo(19);
    }

    /**
     * Deliveries, failures, dead letters, slow handlers (inside which everything else goes on) and ticks in a random order. After
     * every step: a key's records start in offset order and never two at a time, and the frontier is the lowest unfinished offset.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void keepsOrderWithinAKeyWhateverHappens(long seed) {
        new Storm(rig, new Random(seed)).rage(10_000);
    }

    private static final class Storm {
        private final Rig rig;
        private final Random random;
        private final Map<String, Long> lastStarted = new HashMap<>();
        private final Set<String> inHand = new HashSet<>();
        /** Not asserted at once: the engine takes an error inside a handler for the handler's. */
        private final List<String> broken = new ArrayList<>();

        private int depth;
        private long lowest;
        private int remaining;
        private int diverted;

        Storm(Rig rig, Random random) {
            this.rig = rig;
            this.random = random;
        }

        void rage(int steps) {
            rig.policy = this::decide;
            rig.onHandle = this::handle;
            rig.deliver("k0");
            remaining = steps;
            while (remaining > 0) {
                step();
                check();
            }
            while (!rig.queued.isEmpty() || !rig.timers.isEmpty() || !rig.letters.isEmpty()) {
                rig.runAll();
                rig.fireTimers();
                if (!rig.letters.isEmpty()) {
                    rig.letters.remove().accept(null);
                }
            }
            check();
            assertThat(lowest).isEqualTo(rig.nextOffset);
            assertThat(diverted).as("steps with a diverted lane").isPositive();
        }

        private Disposition decide(ConsumerRecord<byte[], byte[]> record, int attempt, Throwable failure) {
            boolean dead = random.nextInt(4) == 0;
            return dead ? Disposition.DEAD_LETTER : new Disposition.Retry(Duration.ofMillis(1));
        }

        private void step() {
            remaining--;
            switch (random.nextInt(8)) {
                case 0, 1 -> rig.deliver(keys());
                case 2 -> rig.assignment.tick();
                case 3 -> rig.fireTimers();
                case 4 -> {
                    if (!rig.letters.isEmpty()) {
                        rig.letters.remove().accept(random.nextInt(5) == 0 ? new TimeoutException("later") : null);
                    }
                }
                default -> rig.runOne(random);
            }
        }

        private @Nullable String[] keys() {
            @Nullable String[] keys = new String[random.nextInt(10)];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = random.nextInt(20) == 0 ? null : "k" + random.nextInt(100);
            }
            return keys;
        }

        private void handle(ConsumerRecord<byte[], byte[]> record) {
            String key = key(record);
            if (record.key() != null) {
                if (!inHand.add(key)) {
                    broken.add("two at a time: " + key + "@" + record.offset());
                }
                Long last = lastStarted.put(key, record.offset());
                if (last != null && record.offset() < last) {
                    broken.add("order: " + key + "@" + record.offset() + " after " + last);
                }
            }
            try {
                if (depth < 5 && random.nextInt(10) == 0) {
                    depth++;
                    for (int i = random.nextInt(30); i > 0 && remaining > 0; i--) {
                        step();
                    }
                    depth--;
                }
                if (random.nextInt(10) == 0) {
                    throw new IllegalStateException("no luck");
                }
                rig.done.add(record.offset());
            } finally {
                inHand.remove(key);
            }
        }

        private void check() {
            if (rig.assignment.toString().contains("diverted")) {
                diverted++;
            }
            while (rig.done.contains(lowest)) {
                lowest++;
            }
            assertThat(rig.assignment.offsets().frontier()).isEqualTo(lowest);
            assertThat(broken).isEmpty();
        }
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "none" : new String(record.key(), StandardCharsets.UTF_8);
    }

    private static String keyInTheLaneOf(String key) {
        for (int i = 0; ; i++) {
            String candidate = "n" + i;
            if (lane(candidate) == lane(key)) {
                return candidate;
            }
        }
    }

    private static int lane(String key) {
        return KeyLanes.lane(key.getBytes(StandardCharsets.UTF_8), 0, LANES);
    }

    /** One assignment with key lanes, and everything around it held in lists. */
    private static final class Rig implements Executor, Owner.Access {
        final Deque<Runnable> queued = new ArrayDeque<>();
        final List<Runnable> timers = new ArrayList<>();
        final Deque<Consumer<@Nullable Throwable>> letters = new ArrayDeque<>();
        final List<String> handled = new ArrayList<>();
        final Set<Long> done = new HashSet<>();
        final Map<Long, Integer> attempts = new HashMap<>();
        Consumer<ConsumerRecord<byte[], byte[]>> onHandle = record -> {};
        Disposition next = new Disposition.Retry(Duration.ofMillis(1));
        Policy policy = (record, attempt, failure) -> next;

        @Nullable
        Throwable failure;

        long nextOffset;
        private final boolean unordered;
        final Assignment assignment;

        Rig(boolean unordered) {
            this.unordered = unordered;
            this.assignment = new Assignment(
                    new TopicPartition("t", 0), Beginning.uncommitted(0), Bounds.DEFAULT, Loose.ties(), this::lanesFor);
        }

        final Handling handling = new Handling(
                this::decide,
                (error, tries, since) -> error instanceof KafkaException && !(error instanceof RecordTooLargeException)
                        ? new Disposition.Retry(Duration.ofSeconds(1))
                        : Disposition.STOP,
                this::send,
                this,
                Slots.UNLIMITED,
                new Journal("test"),
                this,
                StandardSurroundings.INSTANCE);

        private Lanes lanesFor(Assignment assignment) {
            Ordering ordering = unordered ? Ordering.UNORDERED : Ordering.KEY;
            return new LaneMaking(ordering, LANES, handling)
                    .of(new TopicHandler.Single(this::handle, false))
                    .apply(assignment);
        }

        private @Nullable CompletionStage<?> handle(
                ConsumerRecord<byte[], byte[]> record, int attempt, Assigned assignment) {
            handled.add(key(record) + "@" + record.offset());
            attempts.put(record.offset(), attempt);
            onHandle.accept(record);
            return null;
        }

        private Disposition decide(ConsumerRecord<byte[], byte[]> record, int attempt, Throwable failure) {
            return policy.after(record, attempt, failure);
        }

        private void send(
                ConsumerRecord<byte[], byte[]> record,
                int attempts,
                Throwable failure,
                Consumer<@Nullable Throwable> whenSent) {
            letters.add(error -> {
                if (error == null) {
                    done.add(record.offset());
                }
                whenSent.accept(error);
            });
        }

        void deliver(@Nullable String... keys) {
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (String key : keys) {
                byte[] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
                records.add(new ConsumerRecord<>("t", 0, nextOffset++, bytes, new byte[0]));
            }
            assignment.deliver(records, nextOffset);
        }

        void runAll() {
            while (!queued.isEmpty()) {
                queued.remove().run();
            }
        }

        void runOne(Random random) {
            for (int skip = queued.isEmpty() ? 0 : random.nextInt(queued.size()); skip > 0; skip--) {
                queued.add(queued.remove());
            }
            if (!queued.isEmpty()) {
                queued.remove().run();
            }
        }

        void fireTimers() {
            List<Runnable> due = List.copyOf(timers);
            timers.clear();
            due.forEach(Runnable::run);
        }

        @Override
        public void execute(Runnable lane) {
            queued.add(lane);
        }

        @Override
        public void tell(Runnable letter) {
            letter.run();
        }

        @Override
        public void later(Assignment assignment, Duration pause, Runnable action) {
            timers.add(action);
        }

        @Override
        public void fail(Throwable reason) {
            failure = reason;
        }
    }
}
