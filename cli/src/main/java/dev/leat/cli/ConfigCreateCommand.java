package dev.leat.cli;

import dev.leat.config.ConfigTopic;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code leat config create}. */
@Command(
        name = "create",
        description = {
            "Makes the topics of a configuration as they have to be, and looks whether those that are there are so: of one partition each; one"
                    + " for what is in force, one for the history, one for what instances report."
        },
        exitCodeList = {
            "0:they are there, and right",
            "1:it failed",
            "2:wrong usage, or a topic is wrong, with the remedy"
        },
        footer = {
            "",
            "The first 'leat config set' and the first application make them too, if they may.",
            "",
            "Examples:",
            "  leat config create --replication 3 --history 365d",
            "  leat config create --topic shop.config"
        })
final class ConfigCreateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    @Option(
            names = "--replication",
            paramLabel = "N",
            description = "How many brokers have each of them. Default: the brokers' default.replication.factor.")
    private @Nullable Integer replication;

    @Option(
            names = "--history",
            paramLabel = "TIME",
            description = "How long versions are kept after newer ones: 90d, 2h. Default: a year.")
    private @Nullable String history;

    ConfigCreateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        ConfigTopic topic = config.topic();
        topic = replication == null ? topic : topic.replication(replication);
        topic = history == null ? topic : topic.historyRetention(retention(history));
        config.ensure(topic);
        terminal.out()
                .println(topic.name() + ", " + topic.historyName() + " and " + topic.instancesName()
                        + " are there, and as they have to be");
        terminal.out().flush();
        return ExitCode.OK;
    }

    private Duration retention(String text) {
        try {
            return Spans.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--history: " + e.getMessage(), e);
        }
    }
}
