package dev.leat.examples.spring;

import dev.leat.core.DeadLetter;
import dev.leat.core.Leat;
import dev.leat.core.Message;
import dev.leat.core.Serde;
import dev.leat.core.Start;
import dev.leat.core.Tail;
import dev.leat.json.Json;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells, when the application ends and its listeners have drained, what has become of all lines: by what stands in the topics, not by what anybody says of himself.
 */
@Component
class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Leat leat;
    private final Admin admin;
    private final Feed feed;

    Ledger(Leat leat, Admin admin, Feed feed) {
        this.leat = leat;
        this.admin = admin;
        this.feed = feed;
    }

    /**
     * @param lines in their topic
     * @param charged and
     * @param refused of these, each once
     * @param repeated charges and refusals beyond that
     * @param lost neither, though the group has committed that they are done
     */
    record Account(long lines, long charged, long refused, long repeated, long lost) {
        /** For the next one who starts. */
        long waiting() {
            return lines - charged - refused - lost;
        }

        @Override
        public String toString() {
            return lines + " lines: " + charged + " charged, " + refused + " refused, " + waiting() + " waiting, "
                    + lost + " lost, " + repeated + " repeated";
        }
    }

    @PreDestroy
    void tell() throws InterruptedException {
        feed.awaitEnd(PATIENCE);
        try {
            LOG.info("ledger: {}", account());
        } catch (ExecutionException e) {
            LOG.warn("there is no ledger, Kafka does not answer", e.getCause());
        }
    }

    private Account account() throws InterruptedException, ExecutionException {
        Seen charged = new Seen();
        Seen refused = new Seen();
        try (Tail tail = leat.tail("ledger")
                .from(Start.earliest())
                .on(
                        Topics.CHARGES,
                        Json.of(Charge.class),
                        message -> charged.add(
                                message.value().partition(), message.value().offset()))
                .on(
                        Topics.REFUSED,
                        Serde.bytes(),
                        message -> refused.add(
                                (int) number(message, DeadLetter.PARTITION), number(message, DeadLetter.OFFSET)))
                .build()) {
            tail.start();
            if (!tail.awaitCaughtUp(PATIENCE)) {
                LOG.warn("the ledger is not complete: its topics could not be read within {}", PATIENCE);
            }
        }
        Map<TopicPartition, Long> ends = ends();
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets("billing")
                .partitionsToOffsetAndMetadata()
                .get();
        long lost = 0;
        for (TopicPartition partition : ends.keySet()) {
            OffsetAndMetadata done = committed.get(partition);
            long below = done == null ? 0 : done.offset();
            lost += below - Seen.distinctBelow(below, partition.partition(), charged, refused);
        }
        return new Account(
                ends.values().stream().mapToLong(Long::longValue).sum(),
                charged.distinct(),
                refused.distinct(),
                charged.repeated() + refused.repeated(),
                lost);
    }

    private Map<TopicPartition, Long> ends() throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (TopicDescription topic : admin.describeTopics(List.of(Topics.LINES))
                .allTopicNames()
                .get()
                .values()) {
            topic.partitions()
                    .forEach(
                            info -> asked.put(new TopicPartition(topic.name(), info.partition()), OffsetSpec.latest()));
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(asked).all().get().forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }

    private static long number(Message<?, ?> letter, String header) {
        return Long.parseLong(letter.headers().text(header).orElseThrow());
    }
}
