package dev.leat.cli;

import dev.leat.admin.Scope;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code leat topics}: tells what there is. */
@Command(
        name = "topics",
        description = "Topics: what there is, and what a manifest wants.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeList = {"0:done", "others:see the help of each command"},
        footer = {
            "",
            "Examples:",
            "  leat topics create orders --partitions 12        a topic",
            "  leat topics describe                             all of them, and where their partitions are",
            "  leat topics plan kafka.yaml                      what has to be done for a manifest",
            "  leat topics apply kafka.yaml                     does it"
        })
final class TopicsCommand extends Overview {
    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new TopicsCommand())
                .addSubcommand(new TopicsListCommand(terminal))
                .addSubcommand(new TopicsDescribeCommand(terminal))
                .addSubcommand(new TopicsCreateCommand(terminal))
                .addSubcommand(new TopicsDeleteCommand(terminal))
                .addSubcommand(new PlanCommand(Scope.TOPICS, terminal))
                .addSubcommand(new ApplyCommand(Scope.TOPICS, terminal))
                .addSubcommand(new DriftCommand(Scope.TOPICS, terminal));
    }
}
