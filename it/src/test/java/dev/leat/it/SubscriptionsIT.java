package dev.leat.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.Leat;
import dev.leat.core.Outgoing;
import dev.leat.core.Producer;
import dev.leat.core.Serde;
import dev.leat.core.Topics;
import dev.leat.embedded.Embedded;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics by name, by pattern and by partition. */
@EmbeddedKafka
class SubscriptionsIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Set<String> special = ConcurrentHashMap.newKeySet();
    private Leat leat;
    private TestNames names;

    @BeforeEach
    void connect(Leat leat, TestNames names) {
        this.leat = leat;
        this.names = names;
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void aPatternTakesTopicsThatAreMadeLaterFromTheirFirstRecord(String protocol, Embedded kafka) {
        String prefix = names.name("audit");
        kafka.createTopic(prefix + ".a", 2);
        send(prefix + ".a", "a1");
        try (ConsumerGroup group = leat.consumerGroup(names.group("auditor"))
                .property("group.protocol", protocol)
                .property("metadata.max.age.ms", 500)
                .on(matching(prefix + "\\..*"), Serde.text(), message -> seen.add(message.value()))
                .build()) {
            group.start();
            await().atMost(SOON).until(() -> seen.contains("a1"));

            kafka.createTopic(prefix + ".b", 3);
            kafka.createTopic("not-" + prefix, 1);
            send(prefix + ".b", "b1");
            send("not-" + prefix, "no");
            send(prefix + ".b", "b2");

            await().atMost(SOON).until(() -> seen.size() == 3);
        }
        assertThat(seen).containsExactlyInAnyOrder("a1", "b1", "b2");
    }

    @Test
    void aNameGetsItsOwnHandlerAlthoughAPatternFitsIt(Embedded kafka) {
        String prefix = names.name("audit");
        kafka.createTopic(prefix + ".a", 1);
        kafka.createTopic(prefix + ".b", 1);
        String other = names.topic("returns", 1);
        send(prefix + ".a", "a");
        send(prefix + ".b", "b");
        send(other, "r");
        try (ConsumerGroup group = leat.consumerGroup(names.group("auditor"))
                .on(matching(prefix + ".*"), Serde.text(), message -> seen.add(message.value()))
                .on(Topics.of(prefix + ".b", other), Serde.text(), message -> special.add(message.value()))
                .build()) {
            group.start();
            await().atMost(SOON).until(() -> seen.size() + special.size() == 3);
        }
        assertThat(seen).containsExactly("a");
        assertThat(special).containsExactlyInAnyOrder("b", "r");
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void explicitPartitionsAreTakenAloneAndGoneOnWithAfterARestart(String protocol) {
        String topic = names.topic("orders", 3);
        String id = names.group("billing");
        send(topic, 0, "zero");
        send(topic, 1, "one");
        send(topic, 2, "two");

        try (ConsumerGroup group = partitions(protocol, id, topic)) {
            group.start();
            await().atMost(SOON).until(() -> seen.size() == 2);
            assertThat(seen).containsExactlyInAnyOrder("zero", "two");
        }
        assertThat(new Log(leat).uncommitted(id, topic)).as("partition 1").isEqualTo(1);
        send(topic, 0, "zero again");

        seen.clear();
        try (ConsumerGroup group = partitions(protocol, id, topic)) {
            group.start();
            await().atMost(SOON).until(() -> !seen.isEmpty());
        }
        assertThat(seen).containsExactly("zero again");
    }

    @Test
    void explicitPartitionsOfOneGroupInTwoProcessesDoNotDisturbEachOther() {
        String topic = names.topic("orders", 2);
        String id = names.group("billing");
        try (Leat other = Leat.builder().properties(leat.properties()).build();
                ConsumerGroup one = leat.consumerGroup(id)
                        .on(Topics.partitions(topic, 0), Serde.text(), message -> seen.add(message.value()))
                        .build();
                ConsumerGroup two = other.consumerGroup(id)
                        .on(Topics.partitions(topic, 1), Serde.text(), message -> special.add(message.value()))
                        .build()) {
            one.start();
            send(topic, 0, "zero");
            await().atMost(SOON).until(() -> seen.size() == 1);
            two.start();
            send(topic, 1, "one");
            await().atMost(SOON).until(() -> special.size() == 1);
            send(topic, 0, "zero again");
            await().atMost(SOON).until(() -> seen.size() == 2);
            await().atMost(SOON).until(() -> new Log(leat).uncommitted(id, topic) == 0);
        }
        assertThat(seen).containsExactlyInAnyOrder("zero", "zero again");
        assertThat(special).containsExactly("one");
    }

    private ConsumerGroup partitions(String protocol, String id, String topic) {
        return leat.consumerGroup(id)
                .property("group.protocol", protocol)
                .on(Topics.partitions(topic, 0, 2), Serde.text(), message -> seen.add(message.value()))
                .build();
    }

    private static Topics matching(String pattern) {
        return Topics.matching(Pattern.compile(pattern));
    }

    private void send(String topic, String value) {
        send(Outgoing.of(topic, "k", value));
    }

    private void send(String topic, int partition, String value) {
        send(Outgoing.of(topic, "k", value).partition(partition));
    }

    private void send(Outgoing<String, String> record) {
        try (Producer<String, String> producer = leat.producer(Serde.text()).build()) {
            producer.send(record).join();
        }
    }
}
