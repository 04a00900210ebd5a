package dev.leat.benchmarks.run;

import dev.leat.benchmarks.plan.DataSet;
import java.util.Collection;
import java.util.Map;

/** The broker that all arms use. */
public interface Cluster extends AutoCloseable {
    String bootstrapServers();

    /** Its process. */
    long pid();

    /** Makes a topic and fills it. */
    void load(DataSet data);

    /** Makes empty topics, each with so many partitions; returns when clients can find them. */
    void create(Map<String, Integer> partitionsByTopic);

    /** Deletes those topics that are there. */
    void delete(Collection<String> topics);

    @Override
    void close();
}
