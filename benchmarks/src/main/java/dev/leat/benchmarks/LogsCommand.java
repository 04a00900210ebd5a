package dev.leat.benchmarks;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code leat bench logs}: checks what is asked for, then runs it. */
@Command(
        name = "logs",
        description = {
            "Measures logging to Kafka, beside files and beside nothing.",
            "How long a call of a logger takes while the broker is up, frozen, back, and was never there; what it costs by JMH; how many a"
                    + " second arrive; what memory is held when there are too many. One broker, each run in a fresh JVM, the ways in turns."
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all targets are reached",
            "1:a target is missed, or a run failed",
            "2:wrong usage",
            "130:ended by Ctrl-C; what was measured until then is shown and written"
        },
        footer = {
            "",
            "Examples:",
            "  leat bench logs --quick --json a.json   in a few minutes",
            "  leat bench logs                         three times as long, with more rates"
        })
final class LogsCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Equipment equipment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--quick", description = "One round instead of three, and fewer rates.")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes conditions, results and all runs as JSON.")
    private @Nullable Path json;

    LogsCommand(Terminal terminal, Equipment equipment) {
        this.terminal = terminal;
        this.equipment = equipment;
    }

    @Override
    public Integer call() {
        return new LogsMeasurement(quick, Words.of(spec), Outputs.file(spec, "--json", json), terminal, equipment)
                .run();
    }
}
