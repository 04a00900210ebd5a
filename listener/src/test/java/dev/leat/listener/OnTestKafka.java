package dev.leat.listener;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import dev.leat.json.Json;
import dev.leat.testkit.TestKafka;
import dev.leat.testkit.TestTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;

/** One process, with a topic "orders" of two partitions. */
abstract class OnTestKafka {
    static final Duration MINUTE = Duration.ofMinutes(1);

    record Order(String item, int price) {}

    final TestKafka kafka = TestKafka.create();
    final TestTopic orders = kafka.topic("orders", 2);
    final TestTopic dead = kafka.topic("orders.dead");
    final Leat leat = kafka.leat();
    /** What listeners have been called with, in order. */
    final List<String> seen = new ArrayList<>();

    @AfterEach
    void closeKafka() {
        kafka.close();
    }

    final ListenersBuilder listeners(Object... all) {
        ListenersBuilder builder = Listeners.of(leat).serdes(Json::ofType);
        for (Object each : all) {
            builder.add(each);
        }
        return builder;
    }

    final Listeners start(Object... all) {
        return start(listeners(all));
    }

    static Listeners start(ListenersBuilder builder) {
        Listeners listeners = builder.build();
        listeners.start();
        return listeners;
    }

    /** To the first partition, with that value as key. */
    final void send(String... values) {
        for (String value : values) {
            orders.partition(0).send(value, value);
        }
    }

    /** Long enough for a commit of what is finished. */
    final void awaitCommit() {
        kafka.advance(Duration.ofSeconds(3));
    }

    /** Of the first partition of orders; -1 for nothing. */
    final long committed(String group) {
        return kafka.group(group).committed("orders", 0).orElse(-1);
    }

    static Configuration configuration(String... namesAndValues) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return Configuration.of(values);
    }

    static List<String> problems(ListenersBuilder builder) {
        return Assertions.catchThrowableOfType(ConfigurationException.class, builder::build)
                .problems();
    }
}
