package dev.leat.cli;

import dev.leat.core.tools.GroupSummary;
import dev.leat.core.tools.Groups;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code leat groups list}. */
@Command(
        name = "list",
        description = "Lists all groups of all kinds.",
        exitCodeList = {"0:done", "1:it failed", "2:wrong usage"},
        footer = {"", "Examples:", "  leat groups list", "  leat groups list --json    a line of JSON for each"})
final class GroupsListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--json", description = "Print each group as one line of JSON.")
    private boolean json;

    GroupsListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<GroupSummary> all;
        try (Cluster cluster = Cluster.at(connection);
                Groups groups = Groups.of(cluster.leat())) {
            all = groups.list();
        }
        if (json) {
            all.forEach(group -> terminal.out()
                    .println(JsonText.line(JsonText.object()
                            .put("group", group.id())
                            .put("type", group.type())
                            .put("state", group.state()))));
        } else {
            TextTable table = new TextTable(terminal.out(), "GROUP", "TYPE", "STATE");
            all.forEach(group -> table.row(group.id(), group.type(), group.state()));
            table.end("There are no groups.");
        }
        terminal.out().flush();
        return ExitCode.OK;
    }
}
