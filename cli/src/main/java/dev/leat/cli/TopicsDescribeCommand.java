package dev.leat.cli;

import dev.leat.admin.PartitionState;
import dev.leat.admin.TopicState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code leat topics describe}: in the layout that Kafka's own tool has had since its first days. */
@Command(
        name = "describe",
        description = {
            "Shows topics, their partitions, and where those are.",
            "Of each topic how many partitions and replicas, and the settings it has of its own, if this login may see them; of each partition its leader, its replicas,"
                    + " and those of them that are in sync (Isr)."
        },
        exitCodeList = {
            "0:done",
            "1:the cluster cannot be asked, or has none of the topics",
            "2:wrong usage",
            "3:some of the topics are not there; each has a message"
        },
        footer = {"", "Examples:", "  leat topics describe", "  leat topics describe orders orders.dead --json"})
final class TopicsDescribeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "TOPIC", arity = "0..*", description = "Their names. Default: all but Kafka's own.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--internal", description = "Also Kafka's own, if no names are given.")
    private boolean internal;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--json", description = "Print one line of JSON.")
    private boolean json;

    TopicsDescribeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Map<String, TopicState> topics = ClusterVisit.ask(
                connection, terminal, kafka -> kafka.topics(names.isEmpty() ? kafka.topicNames(internal) : names));
        terminal.out().print(json ? JsonText.line(AdminJson.topics(topics.values())) + "\n" : text(topics.values()));
        terminal.out().flush();
        Set<String> missing = new LinkedHashSet<>(names);
        missing.removeAll(topics.keySet());
        missing.forEach(name -> terminal.err()
                .println("leat: topic '" + name
                        + "' is not there, or this login may not see it; 'leat topics list' shows"
                        + " those that are"));
        if (missing.isEmpty()) {
            return ExitCode.OK;
        }
        return topics.isEmpty() ? ExitCode.FAILED : ExitCode.PARTLY;
    }

    private static String text(Collection<TopicState> topics) {
        StringBuilder text = new StringBuilder();
        for (TopicState topic : topics) {
            text.append("Topic: ").append(topic.name());
            text.append("\tPartitionCount: ").append(topic.partitions().size());
            text.append("\tReplicationFactor: ").append(topic.replication());
            text.append("\tConfigs: ")
                    .append(topic.configVisible() ? settings(topic.config()) : "(not visible to this login)")
                    .append('\n');
            for (PartitionState partition : topic.partitions()) {
                text.append("\tTopic: ").append(topic.name());
                text.append("\tPartition: ").append(partition.number());
                text.append("\tLeader: ").append(leader(partition));
                text.append("\tReplicas: ").append(joined(partition.replicas()));
                text.append("\tIsr: ").append(joined(partition.inSync())).append('\n');
            }
        }
        return text.toString();
    }

    private static String leader(PartitionState partition) {
        return partition.leader().isPresent()
                ? Integer.toString(partition.leader().getAsInt())
                : "none";
    }

    private static String settings(Map<String, String> config) {
        return config.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    private static String joined(List<Integer> brokers) {
        return brokers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
