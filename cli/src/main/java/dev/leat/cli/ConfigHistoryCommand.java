package dev.leat.cli;

import dev.leat.config.Difference;
import dev.leat.config.Revision;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code leat config history}. */
@Command(
        name = "history",
        description = "Shows who has published what for a namespace, when and why: the newest first.",
        exitCodeList = {"0:done", "1:it failed, or nothing was ever published", "2:wrong usage"},
        footer = {
            "",
            "What differs from the version before: + is new, ~ is changed, - is gone.",
            "",
            "Examples:",
            "  leat config history orders --count 5",
            "  leat config history orders --diff     with the values",
            "  leat config history orders --json     a line of JSON for each version"
        })
final class ConfigHistoryCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    @Parameters(index = "0", paramLabel = "NAMESPACE", description = "What the configuration is for.")
    @SuppressWarnings("NullAway.Init")
    private String namespace;

    @Option(names = "--count", paramLabel = "N", description = "Only the newest so many.")
    private @Nullable Long count;

    @Option(names = "--diff", description = "Show under each what it has changed, with the values.")
    private boolean diff;

    @Option(names = "--json", description = "Print each version as one line of JSON, with what it has changed.")
    private boolean json;

    ConfigHistoryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (count != null && count < 1) {
            throw new ParameterException(spec.commandLine(), "--count is " + count + ", must be 1 or more");
        }
        List<Revision> history = config.reading(store -> store.history(namespace));
        if (history.isEmpty()) {
            throw new CommandException(
                    "there is no history of '" + namespace
                            + "'; 'leat config list' shows the namespaces that there are",
                    null);
        }
        Map<Long, Revision> before = RevisionText.before(history);
        TextTable table = new TextTable(terminal.out(), "VERSION", "TIME", "AUTHOR", "CHANGE", "REASON");
        history.stream().limit(count == null ? Long.MAX_VALUE : count).forEach(revision -> {
            Revision old = before.get(revision.version());
            List<Difference> differences = RevisionText.differences(old, revision);
            if (json) {
                terminal.out().println(JsonText.line(RevisionText.json(revision, old)));
            } else if (diff) {
                terminal.out().println(RevisionText.headline(revision));
                RevisionText.lines(differences).forEach(line -> terminal.out().println("  " + line));
            } else {
                table.row(
                        revision.version(),
                        RevisionText.time(revision),
                        Texts.line(revision.author()),
                        change(revision, differences),
                        Texts.line(revision.reason()));
            }
        });
        table.end();
        return ExitCode.OK;
    }

    private static String change(Revision revision, List<Difference> differences) {
        String what =
                revision.isDeleted() ? "deleted" : differences.isEmpty() ? "nothing" : RevisionText.places(differences);
        return what
                + (revision.rollbackOf().isPresent()
                        ? ", " + revision.rollbackOf().getAsLong() + " again"
                        : "")
                + revision.selector()
                        .map(some -> ", for " + Texts.line(some.toString()))
                        .orElse("");
    }
}
