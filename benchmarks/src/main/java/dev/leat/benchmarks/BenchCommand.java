package dev.leat.benchmarks;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command without a command: tells what there is. */
@Command(
        name = "leat bench",
        description = "Measures Leat on this machine, beside Kafka's own client and its peers.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Examples:",
            "  leat bench engine --quick      Leat beside the raw client and its peers, in five minutes",
            "  leat bench engine --list       what a full run does, and how long it takes",
            "  leat bench config --quick      live configuration: how fast it arrives and starts, in a few minutes",
            "  leat bench logs --quick        what logging to Kafka costs whoever logs, in a few minutes",
            "  leat bench micro               the hot parts of the engine alone, by JMH",
            "",
            "Whatever else runs on the machine meanwhile is measured too."
        })
final class BenchCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
