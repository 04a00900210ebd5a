package dev.leat.core;

import dev.leat.core.internal.DeadLetters;
import dev.leat.core.spi.Surroundings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what groups give up; one Kafka client for all groups of a {@link Leat}, made with the first letter. Thread-safe.
 *
 * <p>Letters go to the partition that their key decides, not to the number they come from: the dead letter topic may well have fewer
 * partitions. One key's letters keep their order, because its lane waits for each to be confirmed.
 */
final class DeadLetterProducer {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.producer");

    private static final int LONGEST_MESSAGE = 1_000;
    /** Sending happens on a worker, which a missing topic or broker must not hold for Kafka's default of a minute. */
    private static final long LONGEST_BLOCK_MILLIS = 5_000;

    private static final Set<String> NOT_FOR_LETTERS = Set.of(
            ProducerConfig.RETRIES_CONFIG,
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            ProducerConfig.LINGER_MS_CONFIG);

    private final KafkaProperties connection;
    private final Surroundings surroundings;
    private @Nullable SteadyProducer kafka; // guarded by this
    private boolean closed; // guarded by this

    DeadLetterProducer(KafkaProperties connection, Surroundings surroundings) {
        this.surroundings = surroundings;
        this.connection = connection;
    }

    DeadLetters to(String topic, String group) {
        return (record, attempts, failure, whenSent) -> kafka().ifPresentOrElse(
                        through -> send(through, letter(topic, group, record, attempts, failure), whenSent),
                        () -> whenSent.accept(new IllegalStateException("this Leat is closed")));
    }

    private static void send(
            SteadyProducer through, ProducerRecord<byte[], byte[]> letter, Consumer<@Nullable Throwable> whenSent) {
        try {
            var unused = through.get().send(letter, (metadata, error) -> {
                if (error == null) {
                    through.confirmed();
                } else {
                    through.failed(error);
                }
                whenSent.accept(error);
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            whenSent.accept(new InterruptException("interrupted while waiting for Kafka", e));
        } catch (RuntimeException e) {
            through.failed(e);
            whenSent.accept(e);
        }
    }

    /** Empty if closed. */
    private synchronized Optional<SteadyProducer> kafka() {
        if (kafka == null && !closed) {
            kafka = new SteadyProducer(connection.producer(properties()), surroundings);
        }
        return Optional.ofNullable(kafka);
    }

    /** The connection's, but for what was chosen for throughput and would go against keeping every letter. */
    private Map<String, Object> properties() {
        Map<String, Object> properties = connection.forClient(KafkaProperties.Client.PRODUCER);
        properties.keySet().removeAll(NOT_FOR_LETTERS);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_BLOCK_MILLIS);
        return properties;
    }

    private ProducerRecord<byte[], byte[]> letter(
            String topic, String group, ConsumerRecord<byte[], byte[]> record, int attempts, Throwable failure) {
        RecordHeaders headers = new RecordHeaders(record.headers());
        add(headers, DeadLetter.TOPIC, record.topic());
        add(headers, DeadLetter.PARTITION, Integer.toString(record.partition()));
        add(headers, DeadLetter.OFFSET, Long.toString(record.offset()));
        add(headers, DeadLetter.TIMESTAMP, Long.toString(record.timestamp()));
        add(headers, DeadLetter.GROUP, group);
        add(headers, DeadLetter.ATTEMPTS, Integer.toString(attempts));
        add(headers, DeadLetter.EXCEPTION, failure.getClass().getName());
        String message = failure.getMessage();
        if (message != null) {
            add(headers, DeadLetter.MESSAGE, message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)));
        }
        add(headers, DeadLetter.TIME, surroundings.now().toString());
        return new ProducerRecord<>(topic, null, null, record.key(), record.value(), headers);
    }

    private static void add(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    void close(Duration atMost) {
        SteadyProducer open;
        synchronized (this) {
            closed = true;
            open = kafka;
            kafka = null;
        }
        if (open != null) {
            try {
                open.close(atMost);
            } catch (KafkaException e) { // such as InterruptException
                LOG.warn("could not close the producer of dead letters in order", e);
            }
        }
    }
}
