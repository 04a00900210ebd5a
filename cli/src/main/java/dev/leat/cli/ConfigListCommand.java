package dev.leat.cli;

import dev.leat.config.ConfigStore;
import dev.leat.config.Revision;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code leat config list}. */
@Command(
        name = "list",
        description = "Lists the namespaces, and what is in force of each: for all, and for some instances.",
        exitCodeList = {"0:done", "1:it failed", "2:wrong usage"},
        footer = {
            "",
            "Examples:",
            "  leat config list",
            "  leat config list --json    a line of JSON for each, with the values"
        })
final class ConfigListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    @Option(names = "--json", description = "Print each namespace as one line of JSON.")
    private boolean json;

    ConfigListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    private static List<Revision> newest(ConfigStore store) {
        return store.namespaces().stream()
                .flatMap(namespace -> Stream.of(store.newest(namespace), store.newestForSome(namespace))
                        .flatMap(Optional::stream))
                .toList();
    }

    @Override
    public Integer call() throws InterruptedException {
        List<Revision> all = config.reading(ConfigListCommand::newest);
        if (json) {
            all.forEach(revision -> terminal.out().println(JsonText.line(RevisionText.json(revision))));
        } else {
            TextTable table = new TextTable(terminal.out(), "NAMESPACE", "VERSION", "TIME", "AUTHOR", "FOR", "REASON");
            all.forEach(revision -> table.row(
                    Texts.line(revision.namespace()),
                    revision.version() + (revision.isDeleted() ? " (deleted)" : ""),
                    RevisionText.time(revision),
                    Texts.line(revision.author()),
                    revision.selector().map(some -> Texts.line(some.toString())).orElse("all"),
                    Texts.line(revision.reason())));
            table.end("There are no namespaces.");
        }
        terminal.out().flush();
        return ExitCode.OK;
    }
}
