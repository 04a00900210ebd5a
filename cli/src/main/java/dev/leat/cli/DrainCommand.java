package dev.leat.cli;

import dev.leat.core.tools.Groups;
import dev.leat.core.tools.ResetPlan;
import dev.leat.core.tools.ResetTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code leat drain}. */
@Command(
        name = "drain",
        description = {
            "Empties topics for a consumer group: everything that is in them when it is called counts as handled. Nothing is read and"
                    + " nothing deleted; other groups still have it all. The group must be stopped; it need not exist yet."
        },
        exitCodeList = {
            "0:done, and the brokers have confirmed it",
            "1:it failed, or somebody is in the group",
            "2:wrong usage"
        },
        footer = {
            "",
            "Examples:",
            "  leat drain orders --group billing --dry-run    how many records that would be",
            "  leat drain orders invoices --group billing",
        })
final class DrainCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Parameters(paramLabel = "TOPIC", arity = "1..*", description = "The topics.")
    private List<String> topics = new ArrayList<>();

    @Option(
            names = "--group",
            required = true,
            paramLabel = "GROUP",
            description = "The group that shall find them empty.")
    @SuppressWarnings("NullAway.Init")
    private String group;

    @Option(names = "--dry-run", description = "Show what would be done, and do nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print what was done as one line of JSON.")
    private boolean json;

    DrainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Cluster cluster = Cluster.at(connection);
                Groups groups = Groups.of(cluster.leat())) {
            ResetPlan plan = groups.planReset(group, topics, ResetTarget.end());
            if (!dryRun) {
                groups.apply(plan);
            }
            if (json) {
                terminal.out().println(JsonText.line(ResetText.json(plan, !dryRun)));
            } else {
                ResetText.print(plan, !dryRun, terminal.out());
            }
        }
        terminal.out().flush();
        return ExitCode.OK;
    }
}
