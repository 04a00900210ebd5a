package dev.leat.benchmarks.run;

import dev.leat.benchmarks.plan.DataSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Notes what it is asked for. */
public final class FakeCluster implements Cluster {
    private final List<String> calls = new ArrayList<>();

    public List<String> calls() {
        return calls;
    }

    @Override
    public String bootstrapServers() {
        return "localhost:1";
    }

    @Override
    public long pid() {
        return 1;
    }

    @Override
    public void load(DataSet data) {
        calls.add("load " + data.topic());
    }

    @Override
    public void create(Map<String, Integer> partitionsByTopic) {
        partitionsByTopic.forEach((topic, partitions) -> calls.add("create " + topic + " " + partitions));
    }

    @Override
    public void delete(Collection<String> topics) {
        topics.forEach(topic -> calls.add("delete " + topic));
    }

    @Override
    public void close() {
        calls.add("close");
    }
}
