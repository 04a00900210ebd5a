package dev.leat.benchmarks.run;

import dev.leat.benchmarks.plan.DataSet;

/** The broker that all arms use. */
public interface Cluster extends AutoCloseable {
    String bootstrapServers();

    /** Its process. */
    long pid();

    /** Makes a topic and fills it. */
    void load(DataSet data);

    void create(String topic, int partitions);

    /** Deletes a topic, if it is there. */
    void delete(String topic);

    @Override
    void close();
}
