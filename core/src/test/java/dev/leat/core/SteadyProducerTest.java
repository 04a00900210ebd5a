package dev.leat.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.spi.Surroundings;
import dev.leat.core.spi.WorkerPool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** On one thread: others run when somebody waits. */
class SteadyProducerTest {
    private final SaslAuthenticationException refusal = new SaslAuthenticationException("wrong");

    private final OneThread surroundings = new OneThread();
    private final SteadyProducer producer =
            new SteadyProducer(new LazyKafkaProducer.Settings(Map.of(), Map.of()), surroundings);

    @Test
    void aClientThatIsRefusedBeforeItsFirstMessageIsReplaced() throws InterruptedException {
        Producer<byte[], byte[]> first = producer.get();
        producer.failed(new KafkaException("no", refusal));
        surroundings.runAll();

        assertThat(producer.get()).isNotSameAs(first).isSameAs(surroundings.last());
        assertThat(surroundings.made).extracting(MockProducer::closed).containsExactly(true, false);
    }

    @Test
    void messagesFailAtOnceWithTheRefusalUntilTheNextClientIsThere() throws InterruptedException {
        Producer<byte[], byte[]> first = producer.get();
        producer.failed(refusal);

        long before = surroundings.nanos();
        surroundings.isBusy = true;
        assertThatThrownBy(producer::get).isSameAs(refusal);
        assertThat(surroundings.nanos()).isEqualTo(before);
        surroundings.isBusy = false;
        surroundings.runAll();

        assertThat(producer.get()).isNotSameAs(first);
    }

    @Test
    void severalMessagesThatAreRefusedReplaceItOnce() throws InterruptedException {
        producer.get();
        producer.failed(refusal);
        producer.failed(refusal);
        surroundings.runAll();

        assertThat(surroundings.made).hasSize(2);
    }

    @Test
    void aClientThatHasSentAMessageIsKeptWhateverRefusalsFollow() throws InterruptedException {
        Producer<byte[], byte[]> first = producer.get();
        producer.confirmed();
        producer.failed(refusal);
        surroundings.runAll();

        assertThat(producer.get()).isSameAs(first);
    }

    @Test
    void otherFailuresReplaceNothing() throws InterruptedException {
        Producer<byte[], byte[]> first = producer.get();
        producer.failed(new TimeoutException("late"));
        surroundings.runAll();

        assertThat(producer.get()).isSameAs(first);
    }

    @Test
    void pausesGrowToTenSeconds() throws InterruptedException {
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            pauses.add(pauseAfterRefusal());
        }

        assertThat(pauses.get(0)).isBetween(Duration.ofMillis(160), Duration.ofMillis(200));
        assertThat(pauses.get(3)).isBetween(Duration.ofMillis(1_280), Duration.ofMillis(1_600));
        assertThat(pauses.get(8)).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(10));
    }

    @Test
    void aClosedOneIsNotReplaced() throws InterruptedException {
        producer.get();
        producer.close(Duration.ZERO);
        producer.failed(refusal);
        surroundings.runAll();

        assertThat(surroundings.made).extracting(MockProducer::closed).containsExactly(true);
    }

    @Test
    void closingWhileTheNextIsAwaitedLeavesNone() throws InterruptedException {
        producer.get();
        producer.failed(refusal);
        producer.close(Duration.ZERO);
        surroundings.runAll();

        assertThat(surroundings.made).extracting(MockProducer::closed).containsExactly(true);
        assertThatThrownBy(producer::get).isInstanceOf(IllegalStateException.class);
    }

    private Duration pauseAfterRefusal() throws InterruptedException {
        producer.get();
        long before = surroundings.nanos();
        producer.failed(refusal);
        surroundings.runAll();
        return Duration.ofNanos(surroundings.nanos() - before);
    }

    private static final class OneThread implements Surroundings {
        private final List<MockProducer<byte[], byte[]>> made = new ArrayList<>();
        private final Queue<Runnable> started = new ArrayDeque<>();
        private boolean isBusy;
        private long nanos;

        MockProducer<byte[], byte[]> last() {
            return made.get(made.size() - 1);
        }

        void runAll() {
            for (Runnable task = started.poll(); task != null; task = started.poll()) {
                task.run();
            }
        }

        @Override
        public Producer<byte[], byte[]> producer(Map<String, Object> properties) {
            MockProducer<byte[], byte[]> client =
                    new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
            made.add(client);
            return client;
        }

        @Override
        public Thread thread(String name, Runnable task) {
            return new Thread(name) {
                @Override
                public synchronized void start() {
                    started.add(task);
                }
            };
        }

        @Override
        public boolean await(CountDownLatch latch, long nanos) {
            if (!isBusy) {
                runAll();
            }
            if (latch.getCount() > 0) {
                this.nanos += nanos;
            }
            return latch.getCount() == 0;
        }

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH.plusNanos(nanos);
        }

        @Override
        public Consumer<byte[], byte[]> consumer(Map<String, Object> properties) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Admin> admin(Map<String, Object> properties) {
            throw new UnsupportedOperationException();
        }

        @Override
        public WorkerPool workers(String name, int threads, boolean virtual) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void park(long nanos) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void unpark(Thread thread) {
            throw new UnsupportedOperationException();
        }
    }
}
