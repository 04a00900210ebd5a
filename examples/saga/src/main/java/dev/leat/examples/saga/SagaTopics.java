package dev.leat.examples.saga;

import dev.leat.core.Leat;
import dev.leat.examples.orders.NewTopics;
import java.util.List;

/**
 * The topics of one run, and the names of its groups. All are keyed by saga.
 *
 * @param commands of the script, for all workers: each passes over those of the others
 * @param events of the workers, and of the shop, for the script
 * @param sagas how far the script is with each
 * @param suffix of the groups
 */
public record SagaTopics(String commands, String events, String sagas, String suffix) {
    private static final int PARTITIONS = 8;

    /** {@code saga-commands}, {@code saga-events}, {@code sagas}. */
    public static SagaTopics plain() {
        return suffixed("");
    }

    /** The same with a suffix, for runs that share a broker. */
    public static SagaTopics suffixed(String suffix) {
        return new SagaTopics("saga-commands" + suffix, "saga-events" + suffix, "sagas" + suffix, suffix);
    }

    String group(String name) {
        return name + suffix;
    }

    /** Makes those that are not there. */
    void create(Leat leat) throws InterruptedException {
        NewTopics.make(leat, PARTITIONS, List.of(commands, events, sagas));
    }
}
