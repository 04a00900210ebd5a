package dev.leat.examples.spring;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.springframework.stereotype.Component;

/** The topics of the example, and that they are there. */
@Component
class Topics {
    /** Invoice lines, keyed by invoice. */
    static final String LINES = "invoice-lines";

    /** A {@link Charge} for each line. */
    static final String CHARGES = "charges";

    /** Lines that are no sale. */
    static final String REFUSED = "invoice-lines.dead";

    private static final int PARTITIONS = 8;
    private static final short AS_THE_BROKERS_SAY = -1;

    private final Admin admin;

    Topics(Admin admin) {
        this.admin = admin;
    }

    /**
     * Makes those that are missing, and returns when all can be written to, or nobody waits any more.
     *
     * @param ending open for as long as somebody waits
     */
    void create(CountDownLatch ending) throws InterruptedException {
        List<String> all = List.of(LINES, CHARGES, REFUSED);
        CreateTopicsResult created = admin.createTopics(all.stream()
                .map(name -> new NewTopic(name, PARTITIONS, AS_THE_BROKERS_SAY))
                .toList());
        for (Map.Entry<String, ? extends Future<Void>> each : created.values().entrySet()) {
            try {
                each.getValue().get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new IllegalStateException(
                            "topic " + each.getKey() + " cannot be made: " + e.getCause() + "; make it yourself with "
                                    + PARTITIONS + " partitions, or mend that",
                            e);
                }
            }
        }
        awaitLeaders(all, ending);
    }

    /**
     * Leaders that are asked for their ends are there. What is sent before that may reach a partition out of sequence, whose leader then refuses the batch that
     * should have been first until it expires.
     */
    private void awaitLeaders(List<String> topics, CountDownLatch ending) throws InterruptedException {
        do {
            try {
                Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
                admin.describeTopics(topics)
                        .allTopicNames()
                        .get()
                        .values()
                        .forEach(topic -> topic.partitions()
                                .forEach(info -> asked.put(
                                        new TopicPartition(topic.name(), info.partition()), OffsetSpec.latest())));
                var unused = admin.listOffsets(asked).all().get();
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof RetriableException)) {
                    throw new IllegalStateException("the topics cannot be written to: " + e.getCause(), e);
                }
            }
        } while (!ending.await(50, TimeUnit.MILLISECONDS));
    }
}
