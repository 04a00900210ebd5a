package dev.leat.benchmarks.run;

import dev.leat.benchmarks.arm.Records;
import dev.leat.benchmarks.plan.DataSet;
import dev.leat.embedded.Embedded;
import dev.leat.embedded.EmbeddedException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** A broker on this machine in a JVM of its own, so that what it uses is not counted with an arm, and that its heap is nobody else's. */
public final class ForkedBroker implements Cluster {
    /** Unlike a broker for tests this one lives long enough for the optimising compiler. */
    public static final List<String> JVM_OPTIONS = List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=4");

    private final Embedded embedded;
    private final long pid;
    private final Admin admin;

    private ForkedBroker(Embedded embedded, long pid) {
        this.embedded = embedded;
        this.pid = pid;
        this.admin = Admin.create(Map.copyOf(embedded.clientProperties()));
    }

    public static ForkedBroker start() {
        var before = children();
        var embedded = embedded();
        var started = children();
        started.removeAll(before);
        return new ForkedBroker(embedded, started.iterator().next());
    }

    private static Embedded embedded() {
        try {
            return Embedded.builder().forked(JVM_OPTIONS.toArray(String[]::new)).start();
        } catch (EmbeddedException e) {
            throw new ClusterException("the broker does not start: " + e.getMessage(), e);
        }
    }

    @Override
    public String bootstrapServers() {
        return embedded.bootstrapServers();
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public void load(DataSet data) {
        try {
            Records.load(
                    bootstrapServers(),
                    data.topic(),
                    data.partitions(),
                    data.records(),
                    data.keys(),
                    data.skew(),
                    data.valueBytes());
        } catch (KafkaException e) {
            throw new ClusterException("the topic " + data.topic() + " was not loaded: " + e.getMessage(), e);
        }
    }

    @Override
    public void create(Map<String, Integer> partitionsByTopic) {
        var topics = partitionsByTopic.entrySet().stream()
                .map(topic -> new NewTopic(topic.getKey(), Optional.of(topic.getValue()), Optional.empty()))
                .toList();
        asked("the topics " + partitionsByTopic.keySet() + " were not created", () -> {
            admin.createTopics(topics).all().get();
            // Controllers confirm topics before brokers know them.
            while (!areKnown(partitionsByTopic.keySet())) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        });
    }

    @Override
    public void delete(Collection<String> topics) {
        asked("the topics " + topics + " were not deleted", () -> {
            for (var deleted : admin.deleteTopics(topics).topicNameValues().values()) {
                try {
                    deleted.get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                        throw e;
                    }
                }
            }
        });
    }

    private boolean areKnown(Collection<String> topics) throws InterruptedException, ExecutionException {
        try {
            return admin.describeTopics(topics).allTopicNames().get().values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition -> partition.leader() != null);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    private interface Request {
        void run() throws InterruptedException, ExecutionException;
    }

    private static void asked(String failure, Request request) {
        try {
            request.run();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new ClusterException(failure + ": " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        try (embedded) {
            admin.close();
        }
    }

    private static Set<Long> children() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
    }
}
