package dev.leat.cli;

import dev.leat.config.ConfigOverrides;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code leat config override}. */
@Command(
        name = "override",
        description = {
            "Lays members over what is published for a namespace, on this machine alone, by a file that instances look at each second: for an"
                    + " emergency. Kafka is not asked."
        },
        exitCodeList = {"0:done", "1:it failed, or there is nothing to show or to clear", "2:wrong usage"},
        footer = {
            "",
            "The folder is the one that the application was given (ConfigStoreBuilder.overrides). What is written is a JSON Merge Patch (RFC"
                    + " 7396), and is checked like anything else: 'leat config instances' shows OVERRIDE, or why it changes nothing.",
            "",
            "Examples:",
            "  leat config override orders --folder /etc/shop --value '{\"ceiling\":100}'",
            "  leat config override orders --folder /etc/shop --show",
            "  leat config override orders --folder /etc/shop --clear"
        })
final class ConfigOverrideCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final InputStream in;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "NAMESPACE", description = "What the configuration is for.")
    @SuppressWarnings("NullAway.Init")
    private String namespace;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description = "A file with the members, or - for standard input.")
    private @Nullable String file;

    @Option(names = "--value", paramLabel = "JSON", description = "The members themselves.")
    private @Nullable String value;

    @Option(names = "--clear", description = "Take the file away: what is published counts again.")
    private boolean clear;

    @Option(names = "--show", description = "Show what is in the file.")
    private boolean show;

    @Option(
            names = "--folder",
            required = true,
            paramLabel = "DIR",
            description = "Where the application looks for such files; made if it is not there.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    ConfigOverrideCommand(Terminal terminal, InputStream in) {
        this.terminal = terminal;
        this.in = in;
    }

    @Override
    public Integer call() {
        if (Stream.of(file != null, value != null, clear, show)
                        .filter(given -> given)
                        .count()
                != 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "say what to do by exactly one of FILE, - (standard input), --value, --show and --clear");
        }
        ConfigOverrides overrides = ConfigOverrides.in(folder);
        try {
            if (show) {
                terminal.out().println(JsonText.pretty(overrides.read(namespace).orElseThrow(() -> none(overrides))));
            } else if (clear) {
                if (!overrides.clear(namespace)) {
                    throw none(overrides);
                }
                terminal.out().println(overrides.file(namespace) + " is gone; what is published counts again");
            } else {
                ObjectNode values = file != null
                        ? ValuesText.read(file, in)
                        : JsonText.strictObject(String.valueOf(value), "--value");
                overrides.write(namespace, values);
                terminal.out()
                        .println(overrides.file(namespace)
                                + " is written; instances that look there see it within a second");
            }
        } catch (UncheckedIOException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
        terminal.out().flush();
        return ExitCode.OK;
    }

    private CommandException none(ConfigOverrides overrides) {
        return new CommandException(
                "there is no " + overrides.file(namespace) + ", so nothing is overridden there", null);
    }
}
