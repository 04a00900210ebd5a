package dev.leat.examples.orders;

import dev.leat.core.Leat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes topics that a demo needs. From any thread. */
public final class NewTopics {
    private static final int WAIT_SECONDS = 30;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private NewTopics() {}

    /**
     * Makes those that are not there, with as many replicas as the brokers have for their default, and waits until they can be written to.
     *
     * @throws OrdersException naming the topic that cannot be made, and why
     * @throws InterruptedException if the calling thread was interrupted
     */
    public static void make(Leat leat, int partitions, List<String> topics) throws InterruptedException {
        Admin admin = Admin.create(leat.properties());
        try {
            for (String topic : topics) {
                make(admin, partitions, topic);
            }
        } finally {
            // Without patience: what was asked for is answered, or has failed.
            admin.close(Duration.ZERO);
        }
    }

    /**
     * Leaders that are asked for their ends answer when they are there; before that, first records would come out of sequence. Brokers
     * may not know the topic for a moment, though it was confirmed.
     */
    private static void awaitLeaders(Admin admin, int partitions, String topic)
            throws InterruptedException, ExecutionException, TimeoutException {
        StopSwitch pause = new StopSwitch();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (true) {
            try {
                admin.listOffsets(ends(partitions, topic)).all().get(WAIT_SECONDS, TimeUnit.SECONDS);
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof RetriableException) || System.nanoTime() - deadline > 0) {
                    throw e;
                }
                pause.await(PAUSE);
            }
        }
    }

    private static Map<TopicPartition, OffsetSpec> ends(int partitions, String topic) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    }

    private static void make(Admin admin, int partitions, String topic) throws InterruptedException {
        NewTopic wanted = new NewTopic(topic, Optional.of(partitions), Optional.empty());
        try {
            admin.createTopics(List.of(wanted)).all().get(WAIT_SECONDS, TimeUnit.SECONDS);
            awaitLeaders(admin, partitions, topic);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new OrdersException(
                        "topic '" + topic + "' cannot be made: " + OrdersException.reason(e)
                                + "; make it yourself, or allow this user to",
                        e);
            }
        } catch (TimeoutException e) {
            throw new OrdersException(
                    "topic '" + topic + "' cannot be made: no answer from the brokers within " + WAIT_SECONDS
                            + " s; check the address and that they are running",
                    e);
        }
    }
}
