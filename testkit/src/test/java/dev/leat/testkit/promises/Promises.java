package dev.leat.testkit.promises;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.Leat;
import dev.leat.core.Message;
import dev.leat.core.Retry;
import dev.leat.testkit.TestGroup;
import dev.leat.testkit.TestKafka;
import dev.leat.testkit.TestTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** One process with the group "billing" on a topic "orders" of two partitions. */
abstract class Promises {
    static final Duration SECOND = Duration.ofSeconds(1);
    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Retry EACH_MINUTE = Retry.fixed(MINUTE);

    final TestKafka kafka = TestKafka.create();
    final TestTopic orders = kafka.topic("orders", 2);
    final TestTopic dead = kafka.topic("orders.dead");
    final TestGroup billing = kafka.group("billing");
    final Leat leat = kafka.leat();
    /** What handlers have been called with, in order. */
    final List<String> seen = new ArrayList<>();

    @AfterEach
    void close() {
        kafka.close();
    }

    final ConsumerGroupBuilder<String> group() {
        return leat.consumerGroup("billing");
    }

    static ConsumerGroup start(ConsumerGroupBuilder<String> builder) {
        ConsumerGroup group = builder.build();
        group.start();
        return group;
    }

    /** To the first partition, all with that key. */
    final void send(String key, String... values) {
        for (String value : values) {
            orders.partition(0).send(key, value);
        }
    }

    /** To the first partition, each with a key of its own. */
    final void sendEach(String... values) {
        for (String value : values) {
            orders.partition(0).send(value, value);
        }
    }

    final void see(Message<?, String> message) {
        seen.add(message.value());
    }

    final Halt halt() {
        return new Halt(kafka);
    }

    /** Long enough for a commit of what is finished. */
    final void awaitCommit() {
        kafka.advance(Duration.ofSeconds(3));
    }

    /** Of the first partition; -1 for nothing. */
    final long committed() {
        return billing.committed("orders", 0).orElse(-1);
    }
}
