package dev.leat.cli;

import dev.leat.core.tools.GroupDescription;
import dev.leat.core.tools.Groups;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code leat groups describe}. */
@Command(
        name = "describe",
        description = {
            "Shows the members of consumer groups, and for each partition how far it is behind: in records, and for how long the"
                    + " oldest of them has waited, by its timestamp."
        },
        exitCodeList = {"0:done", "1:it failed, or there is no such group", "2:wrong usage"},
        footer = {
            "",
            "Records are counted as offsets from the commit to the end; compaction and transactions leave gaps in them.",
            "",
            "Examples:",
            "  leat groups describe billing",
            "  leat groups describe billing shipping --json    a line of JSON for each"
        })
final class GroupsDescribeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Parameters(paramLabel = "GROUP", arity = "1..*", description = "The groups.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--json", description = "Print each group as one line of JSON.")
    private boolean json;

    GroupsDescribeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Cluster cluster = Cluster.at(connection);
                Groups groups = Groups.of(cluster.leat())) {
            for (int index = 0; index < ids.size(); index++) {
                GroupDescription group = groups.describe(ids.get(index));
                if (json) {
                    terminal.out().println(JsonText.line(GroupText.json(group)));
                } else {
                    if (index > 0) {
                        terminal.out().println();
                    }
                    GroupText.print(group, terminal.out());
                }
                terminal.out().flush();
            }
        }
        return ExitCode.OK;
    }
}
