package dev.leat.benchmarks.arm.config;

import dev.leat.benchmarks.arm.Failures;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A consumer and a thread for each instance, and a producer with Kafka's defaults, idempotent, that sends what the others publish: the number in a few bytes more. */
final class RawFleet implements Fleet {
    private static final String REST = " {\"ceiling\":1000,\"refused\":[\"FR\",\"DE\"],\"delayMillis\":5}";

    private final ConfigRun run;
    private final Seen seen;
    private final Producer<byte[], byte[]> producer;
    private final List<Thread> instances = new ArrayList<>();
    private final Failures failures = new Failures();
    private volatile boolean isClosing;

    RawFleet(ConfigRun run, Seen seen) {
        this.run = run;
        this.seen = seen;
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, run.brokers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Override
    public void add() throws InterruptedException {
        int index = instances.size();
        CountDownLatch ready = new CountDownLatch(1);
        Thread thread = new Thread(() -> poll(index, ready), "instance-" + index);
        instances.add(thread);
        thread.start();
        ready.await();
    }

    private void poll(int index, CountDownLatch ready) {
        try (Consumer<byte[], byte[]> consumer = RawReading.open(run)) {
            RawReading.toEnd(consumer, run.topic());
            ready.countDown();
            while (!isClosing) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(RawReading.POLL)) {
                    int number = number(record.value());
                    seen.told(index, number);
                    seen.done(index, number, 0);
                }
            }
        } catch (RuntimeException | Error e) {
            failures.add(e);
            ready.countDown();
        }
    }

    private static int number(byte[] value) {
        String text = new String(value, StandardCharsets.UTF_8);
        return Integer.parseInt(text.substring(0, text.indexOf(' ')));
    }

    @Override
    public void publish(int number) throws InterruptedException {
        try {
            producer.send(new ProducerRecord<>(
                            run.topic(),
                            0,
                            LeatFleet.NAMESPACE.getBytes(StandardCharsets.UTF_8),
                            (number + REST).getBytes(StandardCharsets.UTF_8)))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka has not taken version " + number, e.getCause());
        }
    }

    @Override
    public void close() {
        isClosing = true;
        producer.close();
        failures.first().ifPresent(failure -> {
            throw new IllegalStateException("an instance has failed", failure);
        });
    }
}
