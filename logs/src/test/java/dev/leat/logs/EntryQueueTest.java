package dev.leat.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryQueueTest {
    private final Tally tally = new Tally();

    private EntryQueue queue(int records, long waitNanos) {
        return new EntryQueue(new EntryQueue.Bounds(records, 1 << 30, 0, DropPolicy.NEWEST, waitNanos), tally);
    }

    @Test
    void whoeverWantsToWaitGetsTheRoomThatOthersLeave() throws Exception {
        EntryQueue queue = queue(1, TimeUnit.MINUTES.toNanos(5));
        assertThat(queue.offer(Entries.info("first"), 10)).isEqualTo(EntryQueue.Answer.TAKEN);
        AtomicReference<Thread> waiter = new AtomicReference<>();
        CompletableFuture<EntryQueue.Answer> second = CompletableFuture.supplyAsync(() -> {
            waiter.set(Thread.currentThread());
            return queue.offer(Entries.info("second"), 10);
        });
        await().until(() -> waiter.get() != null && waiter.get().getState() == Thread.State.TIMED_WAITING);

        queue.take(1, (entry, sequence, bytes) -> true);
        queue.release(1, 10);

        assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo(EntryQueue.Answer.TAKEN);
        assertThat(queue.standing().records()).isEqualTo(1);
    }

    @Test
    void whoeverHasWaitedLongEnoughIsRefused() {
        EntryQueue queue = queue(1, TimeUnit.MILLISECONDS.toNanos(20));
        queue.offer(Entries.info("first"), 10);

        assertThat(queue.offer(Entries.info("second"), 10)).isEqualTo(EntryQueue.Answer.REFUSED);
        assertThat(tally.dropped(DropReason.QUEUE_FULL)).isEqualTo(1);
    }

    @Test
    void whoeverIsInterruptedWhileWaitingGoesOn() {
        EntryQueue queue = queue(1, TimeUnit.MINUTES.toNanos(5));
        queue.offer(Entries.info("first"), 10);

        Thread.currentThread().interrupt();
        assertThat(queue.offer(Entries.info("second"), 10)).isEqualTo(EntryQueue.Answer.REFUSED);
        assertThat(Thread.interrupted()).isTrue();
    }

    /** A thousand bytes, of which half are for all; three hundred of these are not to be had, since they are grave, or on their way. */
    @ParameterizedTest
    @CsvSource({"OLDEST, WARN, false", "OLDEST, INFO, true", "LOWEST_LEVEL, WARN, false", "LOWEST_LEVEL, INFO, true"})
    void nobodyGoesForWhatHasNoRoomAllTheSame(DropPolicy policy, LogLevel first, boolean isOnItsWay) {
        EntryQueue queue = new EntryQueue(new EntryQueue.Bounds(10, 1_000, 0.5, policy, 0), tally);
        queue.offer(Entries.entry(first, "stays"), 300);
        if (isOnItsWay) {
            queue.take(1, (entry, sequence, bytes) -> true);
        }
        queue.offer(Entries.entry(LogLevel.DEBUG, "small"), 50);
        queue.offer(Entries.entry(LogLevel.DEBUG, "small"), 50);

        assertThat(queue.offer(Entries.info("large"), 250)).isEqualTo(EntryQueue.Answer.REFUSED);

        assertThat(tally.dropped(DropReason.QUEUE_FULL)).isEqualTo(1);
        assertThat(queue.standing()).isEqualTo(new EntryQueue.Standing(4, 3, 400));
        assertThat(queue.offer(Entries.info("fits"), 200)).isEqualTo(EntryQueue.Answer.TAKEN);
        assertThat(queue.standing().records()).as("both small ones have gone").isEqualTo(2);
    }

    @Test
    void numbersLeaveInTheirOrderHoweverManyOffer() throws Exception {
        int threads = 4;
        int each = 20_000;
        EntryQueue queue = queue(1_000_000, 0);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            LogLevel level = LogLevel.of(thread);
            all.add(CompletableFuture.runAsync(() ->
                    IntStream.range(0, each).forEach(i -> queue.offer(Entries.entry(level, "x"), 10))));
        }
        List<Long> numbers = new ArrayList<>();
        while (numbers.size() < threads * each) {
            queue.take(100, (entry, sequence, bytes) -> numbers.add(sequence));
        }
        for (CompletableFuture<Void> one : all) {
            one.get(20, TimeUnit.SECONDS);
        }
        assertThat(numbers)
                .isEqualTo(
                        LongStream.rangeClosed(1, (long) threads * each).boxed().toList());
    }
}
