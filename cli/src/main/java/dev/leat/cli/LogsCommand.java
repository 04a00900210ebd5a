package dev.leat.cli;

import java.io.InputStream;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code leat logs}: tells what there is for logs that go through Kafka. */
@Command(
        name = "logs",
        description = "Logs that go through Kafka: what applications write, as it comes.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeList = {"0:done", "1:it failed", "2:wrong usage"},
        footer = {
            "",
            "Examples:",
            "  leat logs tail                          everything from now on",
            "  leat logs tail --level warn --since 1h  what went wrong in the last hour, and goes wrong",
            "  tail -F app.log | leat logs ship -      lines from anywhere",
            "  leat logs sink --config sink.yaml       to an index, or to standard output",
        })
final class LogsCommand extends Overview {
    /**
     * @param in standard input
     * @param environment with secrets of the sink
     */
    static CommandLine commandLine(Terminal terminal, InputStream in, Map<String, String> environment) {
        return new CommandLine(new LogsCommand())
                .addSubcommand(new LogsTailCommand(terminal))
                .addSubcommand(new LogsShipCommand(terminal, in))
                .addSubcommand(new LogsSinkCommand(terminal, environment));
    }
}
