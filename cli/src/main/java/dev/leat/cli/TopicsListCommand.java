package dev.leat.cli;

import dev.leat.admin.TopicState;
import java.util.Collection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code leat topics list}. */
@Command(
        name = "list",
        description = "Lists the topics that this login may see.",
        exitCodeList = {"0:done", "1:the cluster cannot be asked", "2:wrong usage"},
        footer = {
            "",
            "Examples:",
            "  leat topics list",
            "  leat topics list --brokers kafka-1:9092 --config tls.properties --json"
        })
final class TopicsListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--internal", description = "Also Kafka's own.")
    private boolean internal;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--json", description = "Print one line of JSON.")
    private boolean json;

    TopicsListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Collection<TopicState> topics = ClusterVisit.ask(
                        connection, terminal, kafka -> kafka.topics(kafka.topicNames(internal)))
                .values();
        if (json) {
            terminal.out().println(JsonText.line(AdminJson.topics(topics)));
        } else {
            TextTable table = new TextTable(terminal.out(), "TOPIC", "PARTITIONS", "REPLICATION");
            topics.forEach(topic -> table.row(topic.name(), topic.partitions().size(), topic.replication()));
            table.end("There are no topics that this login may see.");
        }
        return ExitCode.OK;
    }
}
