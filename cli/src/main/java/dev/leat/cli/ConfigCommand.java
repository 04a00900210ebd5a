package dev.leat.cli;

import java.io.InputStream;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code leat config}: tells what there is for live configuration. */
@Command(
        name = "config",
        description = "Live configuration: what is in force, who runs it, and a change that reaches every instance.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeList = {
            "0:done",
            "1:it failed, or there is no such thing",
            "2:wrong usage",
            "3:done in part",
            "4:it differs from the file",
            "5:somebody else has published meanwhile; nothing was published",
            "6:the values are refused"
        },
        footer = {
            "",
            "A namespace is what the configuration is for, as the application names it: orders.",
            "",
            "Examples:",
            "  leat config get orders                          what is in force",
            "  leat config patch orders ceiling=500 --dry-run  what would be changed",
            "  leat config patch orders ceiling=500 --reason Easter",
            "  leat config history orders                      who, when, why, what",
            "  leat config rollback orders 3                   version 3 again",
            "  leat config watch                               changes as they come",
            "  leat config instances                           who runs what, and who refuses it"
        })
final class ConfigCommand extends Overview {
    /**
     * @param in standard input
     * @param environment with the editor
     */
    static CommandLine commandLine(Terminal terminal, InputStream in, Map<String, String> environment) {
        return new CommandLine(new ConfigCommand())
                .addSubcommand(new ConfigListCommand(terminal))
                .addSubcommand(new ConfigGetCommand(terminal))
                .addSubcommand(new ConfigSetCommand(terminal, in, environment))
                .addSubcommand(new ConfigPatchCommand(terminal, in))
                .addSubcommand(new ConfigDeleteCommand(terminal))
                .addSubcommand(new ConfigRollbackCommand(terminal))
                .addSubcommand(new ConfigHistoryCommand(terminal))
                .addSubcommand(new ConfigDiffCommand(terminal, in))
                .addSubcommand(new ConfigWatchCommand(terminal))
                .addSubcommand(new ConfigInstancesCommand(terminal))
                .addSubcommand(new ConfigOverrideCommand(terminal, in))
                .addSubcommand(new ConfigBridgeCommand(terminal))
                .addSubcommand(new ConfigKeyCommand(terminal))
                .addSubcommand(new ConfigCreateCommand(terminal));
    }
}
