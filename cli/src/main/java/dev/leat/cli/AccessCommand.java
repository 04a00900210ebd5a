package dev.leat.cli;

import dev.leat.admin.Scope;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code leat access}: tells what there is. */
@Command(
        name = "access",
        description = "Who may use which topics and groups: what there is, and what a manifest wants.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeList = {"0:done", "others:see the help of each command"},
        footer = {
            "",
            "Examples:",
            "  leat access list --topic orders          who may do something with a topic",
            "  leat access plan apps/ --domain a.b      what has to be done for a manifest",
            "  leat access apply apps/ --domain a.b     does it"
        })
final class AccessCommand extends Overview {
    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new AccessCommand())
                .addSubcommand(new AccessListCommand(terminal))
                .addSubcommand(new PlanCommand(Scope.ACCESS, terminal))
                .addSubcommand(new ApplyCommand(Scope.ACCESS, terminal))
                .addSubcommand(new DriftCommand(Scope.ACCESS, terminal));
    }
}
