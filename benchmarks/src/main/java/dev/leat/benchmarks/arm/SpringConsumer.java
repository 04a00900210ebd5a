package dev.leat.benchmarks.arm;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListener;

/**
 * Spring for Apache Kafka: its container with a plain listener, which is its fastest way; annotated methods cost more.
 *
 * <p>What is not its default, and why:
 *
 * <ul>
 *   <li>Concurrency: one consumer for each partition if the handler blocks, since its manual has partitions shared out to consumers and any
 *       more of them idle; else one.
 *   <li>Micrometer timers are off. Without a registry they would do nothing; so that is certain.
 *   <li>{@code stopImmediate}: when it is stopped, after the window, the rest of a poll is left to the next run. Slow handlers would
 *       take minutes otherwise.
 * </ul>
 *
 * <p>Its default for offsets is kept, {@code AckMode.BATCH} with synchronous commits: one after each poll. That promises fewer repeated
 * records after a crash than one commit each second does; {@link Arm#RAW_SYNC} is what the same promise costs without Spring.
 */
final class SpringConsumer implements ConsumerArm {
    private final ConcurrentMessageListenerContainer<byte[], byte[]> container;

    private SpringConsumer(ConcurrentMessageListenerContainer<byte[], byte[]> container) {
        this.container = container;
    }

    static SpringConsumer start(Job job) {
        ContainerProperties properties = new ContainerProperties(job.topic());
        properties.setMessageListener(job.arm() == Arm.SPRING_BATCH ? batch(job.handler()) : each(job.handler()));
        properties.setMicrometerEnabled(false);
        properties.setStopImmediate(true);
        ConcurrentMessageListenerContainer<byte[], byte[]> container = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(
                        job.consumerProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                properties);
        container.setBeanName("arm-" + job.arm().label());
        container.setConcurrency(Labour.blocks(job.work()) ? job.partitions() : 1);
        container.start();
        return new SpringConsumer(container);
    }

    private static MessageListener<byte[], byte[]> each(RecordHandler handler) {
        return record -> handler.handle(record.partition(), record.offset(), record.key(), record.value());
    }

    private static BatchMessageListener<byte[], byte[]> batch(RecordHandler handler) {
        return records -> {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                handler.handle(record.partition(), record.offset(), record.key(), record.value());
            }
        };
    }

    @Override
    public Optional<Throwable> failure() {
        return container.isRunning()
                ? Optional.empty()
                : Optional.of(new IllegalStateException("Spring's container has stopped; its log says why"));
    }

    @Override
    public void stop(Duration atMost) {
        container.getContainerProperties().setShutdownTimeout(atMost.toMillis());
        container.stop();
    }
}
