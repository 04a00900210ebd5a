package dev.leat.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.StartupReport.HandlerKind;
import dev.leat.core.internal.Assigned;
import dev.leat.core.internal.Term;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Threads that have the same ids in hand at the same time, which the test kit's never are. */
class DeduplicationRaceTest {
    private static final int THREADS = 8;
    private static final int IDS = 200;

    /** Nobody asks it anything here. */
    private static final class NoAssignment implements Assigned {
        @Override
        public long id() {
            return 1;
        }

        @Override
        public Term term() {
            return new Term(Runnable::run);
        }

        @Override
        public boolean isInterrupted() {
            return false;
        }

        @Override
        public void beginAnew() {}

        @Override
        public void finished(ConsumerRecord<byte[], byte[]> record) {}

        @Override
        public CompletionStage<Void> committed(ConsumerRecord<byte[], byte[]> record) {
            return new CompletableFuture<>();
        }
    }

    private final Deduplication guard =
            Deduplication.by(record -> Optional.of(new String(record.value(), StandardCharsets.UTF_8)));
    private final Map<String, Integer> running = new ConcurrentHashMap<>();
    private final Map<String, Integer> successes = new ConcurrentHashMap<>();
    private final Queue<String> overlaps = new ConcurrentLinkedQueue<>();

    private static Delivery delivery(int thread, int id) {
        byte[] value = String.valueOf(id).getBytes(StandardCharsets.UTF_8);
        return new Delivery(
                "billing", HandlerKind.EACH, new ConsumerRecord<>("t", thread, id, null, value), 1, new NoAssignment());
    }

    /** Fails every other time. */
    private void handle(int id, SplittableRandom random) {
        String name = String.valueOf(id);
        if (running.merge(name, 1, Integer::sum) > 1) {
            overlaps.add(name);
        }
        for (int i = 0; i < 100; i++) {
            Thread.onSpinWait();
        }
        boolean fails = random.nextBoolean();
        if (!fails) {
            successes.merge(name, 1, Integer::sum);
        }
        running.merge(name, -1, Integer::sum);
        if (fails) {
            throw new IllegalStateException("no");
        }
    }

    /** As a group does: again after a failure, and when a wait is over. */
    private void untilDone(Delivery delivery, int id, SplittableRandom random) throws Exception {
        for (boolean done = false; !done; ) {
            try {
                guard.intercept(delivery, () -> {
                    handle(id, random);
                    return null;
                });
                done = true;
            } catch (PostponedException postponed) {
                postponed.until().toCompletableFuture().get(30, TimeUnit.SECONDS);
            } catch (IllegalStateException failure) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void noIdIsHandledByTwoAtATimeNorAgainAfterASuccess() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Integer>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int thread = i;
                all.add(() -> {
                    SplittableRandom random = new SplittableRandom(thread);
                    for (int id = 0; id < IDS; id++) {
                        untilDone(delivery(thread, id), id, random);
                    }
                    return thread;
                });
            }
            for (Future<Integer> each : threads.invokeAll(all)) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(overlaps).isEmpty();
        assertThat(successes).hasSize(IDS);
        assertThat(successes.values()).containsOnly(1);
        assertThat(guard.repeats()).isEqualTo((THREADS - 1L) * IDS);
    }
}
