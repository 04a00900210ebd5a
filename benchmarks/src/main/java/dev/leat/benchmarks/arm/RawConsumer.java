package dev.leat.benchmarks.arm;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Kafka's consumer and a loop around it, as one writes it: commits what was polled when all of it is handled. */
final class RawConsumer implements ConsumerArm {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long COMMIT_NANOS = Duration.ofSeconds(1).toNanos();

    private final Job job;
    private final Consumer<byte[], byte[]> consumer;
    private final Failures failures = new Failures();
    private final Thread thread;
    private volatile boolean stopping;

    private RawConsumer(Job job) {
        this.job = job;
        this.consumer = new KafkaConsumer<>(properties(job), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.thread = new Thread(this::run, "arm-" + job.arm().label());
    }

    private static Map<String, Object> properties(Job job) {
        Map<String, Object> properties = job.consumerProperties();
        if (job.arm() == Arm.RAW_TUNED) {
            properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
            properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        }
        return properties;
    }

    static RawConsumer start(Job job) {
        RawConsumer arm = new RawConsumer(job);
        arm.thread.start();
        return arm;
    }

    private void run() {
        try (consumer) {
            consumer.subscribe(List.of(job.topic()));
            if (job.arm() == Arm.RAW_SYNC) {
                commitEachPoll();
            } else {
                commitEachSecond();
            }
            consumer.commitSync();
        } catch (RuntimeException | Error e) {
            failures.add(e);
        }
    }

    private void commitEachPoll() {
        while (!stopping) {
            ConsumerRecords<byte[], byte[]> records = poll();
            if (!records.isEmpty()) {
                handle(records);
                consumer.commitSync();
            }
        }
    }

    private void commitEachSecond() {
        long due = System.nanoTime() + COMMIT_NANOS;
        boolean news = false;
        while (!stopping) {
            ConsumerRecords<byte[], byte[]> records = poll();
            handle(records);
            news |= !records.isEmpty();
            if (news && System.nanoTime() - due >= 0) {
                consumer.commitAsync();
                news = false;
                due = System.nanoTime() + COMMIT_NANOS;
            }
        }
    }

    private ConsumerRecords<byte[], byte[]> poll() {
        try {
            return consumer.poll(POLL);
        } catch (WakeupException e) {
            return ConsumerRecords.empty(); // asked to stop
        }
    }

    private void handle(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                if (stopping) {
                    consumer.seek(partition, record.offset()); // what is not handled is not to be committed
                    break;
                }
                job.handler().handle(record.partition(), record.offset(), record.key(), record.value());
            }
        }
    }

    @Override
    public Optional<Throwable> failure() {
        return failures.first();
    }

    @Override
    public void stop(Duration atMost) {
        stopping = true;
        consumer.wakeup();
        try {
            thread.join(atMost.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
