package dev.leat.testkit.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** What a consumer asks of topics and their logs, be they its own or not. Each question waits until the broker is there to answer. For the consumer's thread. */
final class Questions {
    private final Broker broker;
    private final Waiting waiting;

    Questions(Broker broker, Waiting waiting) {
        this.broker = broker;
        this.waiting = waiting;
    }

    List<PartitionInfo> partitionsFor(String name, Duration timeout) {
        awaitBroker(timeout);
        Topic topic = broker.topicOrNew(name);
        return topic == null ? List.of() : Infos.of(topic);
    }

    Map<String, List<PartitionInfo>> topics(Duration timeout) {
        awaitBroker(timeout);
        Map<String, List<PartitionInfo>> all = new HashMap<>();
        broker.topics().forEach(topic -> all.put(topic.name(), Infos.of(topic)));
        return all;
    }

    @SuppressWarnings("NullAway") // Kafka's map holds null where no record is that young
    Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times, Duration timeout) {
        Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
        logs(times.keySet(), timeout, log -> log)
                .forEach((partition, log) -> found.put(
                        partition,
                        log.firstAtOrAfter(times.get(partition))
                                .map(record -> new OffsetAndTimestamp(
                                        record.offset(), record.timestamp(), record.leaderEpoch()))
                                .orElse(null)));
        return found;
    }

    <T> Map<TopicPartition, T> logs(
            Collection<TopicPartition> partitions, Duration timeout, Function<Log, T> question) {
        awaitBroker(timeout);
        Map<TopicPartition, T> answers = new HashMap<>();
        for (TopicPartition partition : partitions) {
            broker.topicOrNew(partition.topic());
            Log log = broker.log(partition);
            if (log == null) {
                waiting.waitOut(timeout);
                throw new TimeoutException(
                        "Failed to get offsets by times in " + timeout.toMillis() + "ms: no " + partition);
            }
            answers.put(partition, question.apply(log));
        }
        return answers;
    }

    void awaitBroker(Duration timeout) {
        waiting.awaitAnswer(broker::isUp, timeout);
    }
}
