package dev.leat.examples.orders;

import dev.leat.core.Leat;
import java.util.List;

/**
 * The topics of one run, and the name of its consumer group.
 *
 * @param lines invoice lines, keyed by invoice
 * @param orders snapshots of orders, keyed by invoice
 * @param dead lines that the desk rejected
 * @param group the desk's consumer group
 * @param conf the rules, with topics beside it whose names begin with its own
 * @param logs what the desk has to say
 */
public record OrderTopics(String lines, String orders, String dead, String group, String conf, String logs) {
    private static final int PARTITIONS = 8;
    private static final int LOG_PARTITIONS = 2;

    /** {@code order-lines}, {@code orders}, {@code order-lines.dead}, {@code conf}, {@code logs}. */
    public static OrderTopics plain() {
        return suffixed("");
    }

    /** The same with a suffix, for runs that share a broker. */
    public static OrderTopics suffixed(String suffix) {
        return new OrderTopics(
                "order-lines" + suffix,
                "orders" + suffix,
                "order-lines" + suffix + ".dead",
                "order-desk" + suffix,
                "conf" + suffix,
                "logs" + suffix);
    }

    /** The same with other rules: those that are kept in this topic. */
    public OrderTopics withConf(String topic) {
        return new OrderTopics(lines, orders, dead, group, topic, logs);
    }

    /** Makes the topics that are not there, but for those of the rules, which make themselves. */
    void create(Leat leat) throws InterruptedException {
        NewTopics.make(leat, PARTITIONS, List.of(lines, orders, dead));
        NewTopics.make(leat, LOG_PARTITIONS, List.of(logs));
    }
}
