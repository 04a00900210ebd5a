package dev.leat.testkit.internal;

import java.util.List;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;

/** What clients hear about topics: one broker leads everything. */
final class Infos {
    private static final Node BROKER = new Node(1, "testkit", 9092);
    private static final Node[] ALL = {BROKER};

    private Infos() {}

    static List<PartitionInfo> of(Topic topic) {
        return topic.logs().stream()
                .map(log -> new PartitionInfo(topic.name(), log.partition().partition(), BROKER, ALL, ALL))
                .toList();
    }
}
