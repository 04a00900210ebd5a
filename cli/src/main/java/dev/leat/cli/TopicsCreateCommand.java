package dev.leat.cli;

import dev.leat.admin.Outcome;
import dev.leat.admin.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code leat topics create}. */
@Command(
        name = "create",
        description = "Creates topics, all alike. What is not given is as the brokers like it.",
        exitCodeList = {
            "0:all are there",
            "1:it failed, and nothing was changed",
            "2:wrong usage",
            "3:done in part: some were refused; each has a message"
        },
        footer = {
            "",
            "Examples:",
            "  leat topics create orders --partitions 12 --replication 3",
            "  leat topics create conf --partitions 1 --set cleanup.policy=compact --if-missing"
        })
final class TopicsCreateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "TOPIC", arity = "1..*", description = "Their names.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "How many each has. Default: the brokers' num.partitions.")
    private @Nullable Integer partitions;

    @Option(
            names = "--replication",
            paramLabel = "N",
            description = "How many brokers have each partition. Default: the brokers' default.replication.factor.")
    private @Nullable Integer replication;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A setting of the topic, such as retention.ms=86400000; may be given several times.")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--if-missing", description = "Leave those alone that exist, however they are.")
    private boolean ifMissing;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--json", description = "Print what was done and refused as one line of JSON.")
    private boolean json;

    TopicsCreateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<TopicSpec> wanted = wanted();
        Outcome outcome = ClusterVisit.ask(connection, terminal, kafka -> {
            Set<String> existing = ifMissing ? kafka.topicNames(true) : Set.of();
            return kafka.create(wanted.stream()
                    .filter(topic -> !existing.contains(topic.name()))
                    .toArray(TopicSpec[]::new));
        });
        return OutcomeText.print(outcome, json, terminal);
    }

    private List<TopicSpec> wanted() {
        try {
            return names.stream().distinct().map(this::topic).toList();
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private TopicSpec topic(String name) {
        TopicSpec topic = TopicSpec.of(name);
        topic = partitions == null ? topic : topic.partitions(partitions);
        topic = replication == null ? topic : topic.replication(replication);
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw wrong("--set has '" + setting
                        + "', which is not NAME=VALUE; write it like --set cleanup.policy=compact");
            }
            topic = topic.config(setting.substring(0, equals).strip(), setting.substring(equals + 1));
        }
        return topic;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
