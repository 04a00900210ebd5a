package dev.leat.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {
    private static final long SECONDS_30 = TimeUnit.SECONDS.toNanos(30);

    private final List<Workers> made = new ArrayList<>();
    private final AtomicInteger started = new AtomicInteger();

    @AfterEach
    void endAll() throws InterruptedException {
        for (var workers : made) {
            workers.shutdownNow();
            assertThat(workers.awaitEnd(SECONDS_30)).isTrue();
        }
    }

    @Test
    void runsAllAtATimeIfTheyTakeLong() throws Exception {
        var workers = platform(16, Duration.ofSeconds(10));
        var together = new CyclicBarrier(17);

        for (var i = 0; i < 16; i++) {
            workers.execute(() -> meet(together));
        }
        together.await(30, TimeUnit.SECONDS);

        assertThat(started).hasValue(16);
    }

    @Test
    @SuppressWarnings("ThreadPriorityCheck") // a nudge, so that more tasks are seen together; nothing rests on it
    void runsNeverMoreAtATimeThanItHasThreads() throws Exception {
        var workers = platform(3, Duration.ofSeconds(10));
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        var done = new CountDownLatch(3_000);

        for (var i = 0; i < 3_000; i++) {
            workers.execute(() -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                Thread.yield();
                now.decrementAndGet();
                done.countDown();
            });
        }

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(most).hasValueBetween(1, 3);
        assertThat(started).hasValueLessThanOrEqualTo(3);
    }

    @Test
    void runsFirstWhatCameFirst() throws Exception {
        var workers = platform(1, Duration.ofSeconds(10));
        var order = Collections.synchronizedList(new ArrayList<Integer>());
        var done = new CountDownLatch(100);

        for (var i = 0; i < 100; i++) {
            var number = i;
            workers.execute(() -> {
                order.add(number);
                done.countDown();
            });
        }

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(order).isSorted().hasSize(100);
    }

    @Test
    void overlooksNoTask() throws Exception {
        overlooksNothing(platform(8, Duration.ofSeconds(10)));
    }

    @Test
    void overlooksNoTaskWhileThreadsComeAndGo() throws Exception {
        overlooksNothing(platform(8, Duration.ofNanos(20_000)));
    }

    @Test
    void overlooksNoTaskOnVirtualThreads() throws Exception {
        assumeTrue(VirtualThreads.available());
        overlooksNothing(made(new Workers(8, VirtualThreads.factory("virtual-"), Duration.ofNanos(20_000))));
    }

    /** Tasks come one by one and in heaps, from several threads, with pauses in which workers lie down; each is run before the next heap. */
    private static void overlooksNothing(Workers workers) throws Exception {
        var failures = new ConcurrentLinkedQueue<Throwable>();
        var senders = new ArrayList<Thread>();
        for (var s = 0; s < 3; s++) {
            var random = new SplittableRandom(s);
            var sender = new Thread(() -> {
                for (var round = 0; round < 1_500 && failures.isEmpty(); round++) {
                    var heap = random.nextInt(3) == 0 ? 1 + random.nextInt(40) : 1;
                    var done = new CountDownLatch(heap);
                    for (var i = 0; i < heap; i++) {
                        workers.execute(done::countDown);
                    }
                    try {
                        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
                    } catch (Throwable e) {
                        failures.add(e);
                    }
                    if (random.nextInt(4) == 0) {
                        LockSupport.parkNanos(random.nextInt(60_000));
                    }
                }
            });
            senders.add(sender);
            sender.start();
        }
        for (var sender : senders) {
            sender.join();
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void wakesTheThreadThatLayDownLast() throws Exception {
        var workers = platform(4, Duration.ofSeconds(10));
        var together = new CountDownLatch(4);
        Set<Thread> all = ConcurrentHashMap.newKeySet();
        for (var i = 0; i < 4; i++) {
            workers.execute(() -> {
                all.add(Thread.currentThread());
                together.countDown();
                awaitQuietly(together); // not timed, as the wait of an idle thread is
            });
        }
        awaitIdle(all, 4);
        Set<Thread> woken = ConcurrentHashMap.newKeySet();

        for (var i = 0; i < 100; i++) {
            var done = new CountDownLatch(1);
            workers.execute(() -> {
                woken.add(Thread.currentThread());
                done.countDown();
            });
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
            awaitIdle(all, 4);
        }

        assertThat(woken).hasSize(1);
        assertThat(started).hasValue(4);
    }

    private static void awaitIdle(Set<Thread> threads, int count) {
        while (threads.size() < count
                || !threads.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void endsThreadsThatHaveNothingToDo() throws Exception {
        var gone = new CountDownLatch(2);
        var workers = made(new Workers(
                2,
                task -> new Thread(() -> {
                    task.run();
                    gone.countDown();
                }),
                Duration.ofMillis(1)));
        var together = new CyclicBarrier(2);

        workers.execute(() -> meet(together));
        workers.execute(() -> meet(together));

        assertThat(gone.await(30, TimeUnit.SECONDS)).isTrue();
        var again = new CountDownLatch(1);
        workers.execute(again::countDown);
        assertThat(again.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aTaskThatThrowsOrIsInterruptedHarmsNoOther() throws Exception {
        var thrown = new ConcurrentLinkedQueue<Throwable>();
        var workers = made(new Workers(
                1,
                task -> {
                    var thread = new Thread(task);
                    thread.setUncaughtExceptionHandler((where, e) -> thrown.add(e));
                    return thread;
                },
                Duration.ofSeconds(10)));
        var interrupted = new AtomicBoolean();
        var done = new CountDownLatch(1);

        workers.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        workers.execute(() -> Thread.currentThread().interrupt());
        workers.execute(() -> {
            interrupted.set(Thread.currentThread().isInterrupted());
            done.countDown();
        });

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(interrupted).isFalse();
        assertThat(thrown).singleElement().asString().contains("on purpose");
    }

    @Test
    void afterItsEndItRunsNothingAndInterruptsWhatRuns() throws Exception {
        var workers = platform(1, Duration.ofSeconds(10));
        var running = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        var late = new AtomicInteger();
        workers.execute(() -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            awaitQuietly(mayEnd);
        });
        workers.execute(late::incrementAndGet);
        assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();

        workers.shutdownNow();
        workers.execute(late::incrementAndGet);

        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(workers.awaitEnd(1)).isFalse();
        mayEnd.countDown();
        assertThat(workers.awaitEnd(SECONDS_30)).isTrue();
        assertThat(late).hasValue(0);
    }

    @Test
    void eachThreadThereIsHasANumberOfItsOwn() throws Exception {
        var workers = platform(3, Duration.ofSeconds(10));
        var numbers = new ConcurrentLinkedQueue<Integer>();
        var allInside = new CyclicBarrier(3);
        var done = new CountDownLatch(3);

        for (int i = 0; i < 3; i++) {
            workers.execute(() -> {
                try {
                    allInside.await(30, TimeUnit.SECONDS);
                    numbers.add(workers.worker());
                } catch (Exception e) {
                    numbers.add(-1);
                }
                done.countDown();
            });
        }

        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(numbers).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void knowsItsOwnThreads() throws Exception {
        var workers = platform(1, Duration.ofSeconds(10));
        var other = platform(1, Duration.ofSeconds(10));
        var answers = new ConcurrentLinkedQueue<Boolean>();
        var done = new CountDownLatch(1);

        workers.execute(() -> {
            answers.add(workers.runsCaller());
            answers.add(other.runsCaller());
            done.countDown();
        });

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(answers).containsExactly(true, false);
        assertThat(workers.runsCaller()).isFalse();
    }

    private Workers platform(int threads, Duration idle) {
        ThreadFactory factory = task -> {
            started.incrementAndGet();
            return new Thread(task);
        };
        return made(new Workers(threads, factory, idle));
    }

    private Workers made(Workers workers) {
        made.add(workers);
        return workers;
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
