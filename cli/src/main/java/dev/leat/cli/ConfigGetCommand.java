package dev.leat.cli;

import dev.leat.config.ConfigStore;
import dev.leat.config.Revision;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code leat config get}. */
@Command(
        name = "get",
        description = "Shows the values that are published for a namespace, as JSON that 'leat config set' takes.",
        exitCodeList = {"0:done", "1:it failed, or nothing is published", "2:wrong usage"},
        footer = {
            "",
            "An application has its defaults for what is not published.",
            "",
            "Examples:",
            "  leat config get orders",
            "  leat config get orders --version 3",
            "  leat config get orders --as-of 2h --json    with author, time and reason"
        })
final class ConfigGetCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    @Parameters(index = "0", paramLabel = "NAMESPACE", description = "What the configuration is for.")
    @SuppressWarnings("NullAway.Init")
    private String namespace;

    @Option(names = "--version", paramLabel = "N", description = "This version. Default: the newest.")
    private @Nullable Long version;

    @Option(
            names = "--as-of",
            paramLabel = "TIME",
            converter = Moments.Converter.class,
            description = "What was in force then: " + Moments.FORMS + ".")
    private @Nullable Instant asOf;

    /** Its own, since everywhere else --version, which goes with it, is that of the command. */
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    @SuppressWarnings("UnusedVariable") // picocli asks whether it is set
    private boolean help;

    @Option(names = "--json", description = "Print one line of JSON, with version, author, time and reason.")
    private boolean json;

    ConfigGetCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (version != null && asOf != null) {
            throw new ParameterException(
                    spec.commandLine(), "--version and --as-of are different ways to say which; choose one");
        }
        Revision revision = config.reading(this::revision);
        if (json) {
            terminal.out().println(JsonText.line(RevisionText.json(revision)));
        } else if (revision.isDeleted()) {
            throw new CommandException(
                    "'" + namespace + "' is at " + RevisionText.headline(revision)
                            + ": nothing is published since; 'leat config history " + namespace
                            + "' shows what was before",
                    null);
        } else {
            Screen screen = new Screen(terminal);
            if (screen.interactive()) {
                screen.message(namespace + ", " + RevisionText.headline(revision));
            }
            terminal.out().println(JsonText.pretty(revision.values()));
        }
        terminal.out().flush();
        return ExitCode.OK;
    }

    private Revision revision(ConfigStore store) {
        Instant time = asOf;
        if (time != null) {
            return store.asOf(namespace, time)
                    .orElseThrow(() -> new CommandException(
                            "nothing is known of '" + namespace + "' as of " + time + "; 'leat config history "
                                    + namespace + "' shows since when there is something",
                            null));
        }
        return version == null
                ? ConfigOptions.inForce(store, namespace)
                : ConfigOptions.version(store, namespace, version);
    }
}
