package dev.leat.cli;

import dev.leat.config.ConfigStore;
import dev.leat.config.Difference;
import dev.leat.config.Publication;
import dev.leat.config.Revision;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code leat config diff}. */
@Command(
        name = "diff",
        description = {
            "Shows what differs between two versions of a namespace, or between the newest and a file.",
            "+ is new, ~ is changed, - is gone."
        },
        exitCodeList = {
            "0:done; with --file: no difference",
            "1:it failed, or there is no such version",
            "2:wrong usage",
            "4:the file differs",
            "6:the file would be refused, with the reason"
        },
        footer = {
            "",
            "Examples:",
            "  leat config diff orders             what the newest version has changed",
            "  leat config diff orders 3           what has changed since version 3",
            "  leat config diff orders 3 5",
            "  leat config diff orders --file rules.json    what publishing the file would change"
        })
final class ConfigDiffCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final InputStream in;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    @Parameters(index = "0", paramLabel = "NAMESPACE", description = "What the configuration is for.")
    @SuppressWarnings("NullAway.Init")
    private String namespace;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FROM",
            description = "A version; 0 for nothing. Default: the one before the newest.")
    private @Nullable Long from;

    @Parameters(index = "2", arity = "0..1", paramLabel = "TO", description = "A version. Default: the newest.")
    private @Nullable Long to;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "A file with values, or - for standard input, in place of the versions.")
    private @Nullable String file;

    @Option(names = "--json", description = "Print one line of JSON.")
    private boolean json;

    /** @param from null for nothing */
    private record Pair(@Nullable Revision from, Revision to) {}

    ConfigDiffCommand(Terminal terminal, InputStream in) {
        this.terminal = terminal;
        this.in = in;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (file == null) {
            Pair pair = config.reading(this::pair);
            print(
                    RevisionText.differences(pair.from(), pair.to()),
                    JsonText.object()
                            .put("namespace", namespace)
                            .put("from", pair.from() == null ? 0 : pair.from().version())
                            .put("to", pair.to().version()));
            return ExitCode.OK;
        }
        if (from != null) {
            throw new ParameterException(spec.commandLine(), "--file takes the place of versions; drop one of the two");
        }
        ObjectNode values = ValuesText.read(file, in);
        Pair pair = config.reading(store ->
                new Pair(store.newest(namespace).orElse(null), store.rehearse(Publication.of(namespace, values))));
        List<Difference> differences = RevisionText.differences(pair.from(), pair.to());
        print(
                differences,
                JsonText.object()
                        .put("namespace", namespace)
                        .put("from", pair.from() == null ? 0 : pair.from().version())
                        .put("file", file));
        return differences.isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
    }

    private Pair pair(ConfigStore store) {
        Revision end =
                to == null ? ConfigOptions.inForce(store, namespace) : ConfigOptions.version(store, namespace, to);
        if (from == null) {
            return new Pair(RevisionText.before(store.history(namespace)).get(end.version()), end);
        }
        return new Pair(from == 0 ? null : ConfigOptions.version(store, namespace, from), end);
    }

    private void print(List<Difference> differences, ObjectNode head) {
        if (json) {
            head.set("differences", RevisionText.json(differences));
            terminal.out().println(JsonText.line(head));
        } else if (differences.isEmpty()) {
            terminal.out().println("no difference");
        } else {
            RevisionText.lines(differences).forEach(terminal.out()::println);
        }
        terminal.out().flush();
    }
}
