package dev.leat.benchmarks;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code leat bench config}: checks what is asked for, then runs it. */
@Command(
        name = "config",
        description = {
            "Measures live configuration, beside Kafka's own consumer.",
            "How fast a version reaches 50 instances, how long an instance takes to start with 2,000 versions in the topic, and which"
                    + " threads it keeps. One broker, each run in a fresh JVM, the ways in turns."
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
            "  leat bench config --quick --json a.json   200 versions, in a few minutes",
            "  leat bench config                         1,000 versions, and twice as many starts"
        })
final class ConfigCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Equipment equipment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--quick", description = "A fifth of the versions, and half of the starts.")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes conditions, results and all samples as JSON.")
    private @Nullable Path json;

    ConfigCommand(Terminal terminal, Equipment equipment) {
        this.terminal = terminal;
        this.equipment = equipment;
    }

    @Override
    public Integer call() {
        return new ConfigMeasurement(quick, Words.of(spec), Outputs.file(spec, "--json", json), terminal, equipment)
                .run();
    }
}
