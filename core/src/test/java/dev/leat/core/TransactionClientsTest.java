package dev.leat.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.internal.StandardSurroundings;
import dev.leat.core.spi.Surroundings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Kafka's clients of transactions: that there is one in the end, and none is left. */
@Timeout(60)
class TransactionClientsTest {
    private final MockProducer<byte[], byte[]> client =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    @Test
    void aPartitionBeginsThoughItsFirstClientHasFailedWithAnError() throws InterruptedException {
        AtomicInteger made = new AtomicInteger();
        PartitionProducer producer = new PartitionProducer(
                new TopicPartition("orders", 0),
                Map.of(),
                Shared.NOTHING,
                with(() -> {
                    if (made.incrementAndGet() == 1) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    return client;
                }),
                () -> {
                    throw new IllegalStateException("no transaction is begun here");
                });
        CountDownLatch ready = new CountDownLatch(1);

        producer.begin(ready::countDown);

        assertThat(ready.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(producer.isReady()).isTrue();
        producer.close();
    }

    @Test
    void aClientThatIsMadeWhileItsProducerIsClosedIsClosedToo() {
        TransactionalProducer[] producer = new TransactionalProducer[1];
        Leat leat = Leat.builder()
                .brokers("localhost:1")
                .surroundings(with(() -> {
                    producer[0].close(Duration.ZERO);
                    return client;
                }))
                .build();
        producer[0] = leat.transactionalProducer("nightly");

        producer[0].transact(transaction -> {});

        assertThat(client.closed()).isTrue();
    }

    @Test
    void whatAGroupSaysOfKafkasProducerIsForItsTransactions() throws InterruptedException {
        BlockingQueue<Map<?, ?>> asked = new LinkedBlockingQueue<>();
        Surroundings surroundings = withProperties(properties -> {
            asked.add(properties);
            return client;
        });
        KafkaProperties connection = KafkaProperties.NONE.with("bootstrap.servers", "localhost:1");
        ConsumerOptions options = new ConsumerOptions(
                "billing", surroundings, connection, new DeadLetterProducer(connection, surroundings), Shared.NOTHING);
        options.property("transaction.timeout.ms", 12_345);
        PartitionProducers producers = options.transactions();
        TopicPartition partition = new TopicPartition("orders", 3);

        assertThat(options.problems("the group")).noneMatch(problem -> problem.contains("transaction.timeout.ms"));

        var unused = producers.isReady(partition, () -> {}); // asks for it; it may be there at once

        Map<?, ?> properties = asked.poll(10, TimeUnit.SECONDS);
        assertThat(properties).isNotNull();
        assertThat(properties.get("transaction.timeout.ms")).isEqualTo(12_345);
        assertThat(properties.get("transactional.id")).isEqualTo("billing:orders:3");
        producers.allGone();
    }

    private static Surroundings with(Supplier<Producer<byte[], byte[]>> producers) {
        return withProperties(properties -> producers.get());
    }

    private static Surroundings withProperties(Function<Map<?, ?>, Producer<byte[], byte[]>> producers) {
        return (Surroundings) Proxy.newProxyInstance(
                Surroundings.class.getClassLoader(),
                new Class<?>[] {Surroundings.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("producer")) {
                        return producers.apply((Map<?, ?>) arguments[0]);
                    }
                    try {
                        return method.invoke(StandardSurroundings.INSTANCE, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
