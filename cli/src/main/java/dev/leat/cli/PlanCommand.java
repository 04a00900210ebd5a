package dev.leat.cli;

import dev.leat.admin.Change;
import dev.leat.admin.Manifest;
import dev.leat.admin.Plan;
import dev.leat.admin.Refusal;
import dev.leat.admin.Scope;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code leat topics plan} and {@code leat access plan}: what has to be done for a manifest. */
@Command(
        name = "plan",
        description = {
            "Shows what has to be done so that the cluster is as the manifest says.",
            "+ is to be added, ~ to be altered, - to be removed, ! is not possible. The brokers are asked, where they can tell, what they"
                    + " would refuse of it. Changes nothing."
        },
        exitCodeList = {
            "0:it can be done, or there is nothing to do",
            "1:the cluster cannot be asked, or some of it cannot be done",
            "2:wrong usage, or a manifest that cannot be meant like this; each problem has a message"
        },
        footer = {
            "",
            "Examples:",
            "  ${COMMAND-FULL-NAME} kafka.yaml",
            "  ${COMMAND-FULL-NAME} apps/ --domain example.internal --json"
        })
final class PlanCommand implements Callable<Integer> {
    private final Scope scope;
    private final Terminal terminal;

    @Mixin
    private final ManifestOptions options = new ManifestOptions();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--json", description = "Print the plan as one line of JSON.")
    private boolean json;

    private record Rehearsed(Plan plan, List<Refusal> foreseen) {}

    PlanCommand(Scope scope, Terminal terminal) {
        this.scope = scope;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Manifest manifest = options.manifest();
        Rehearsed rehearsed = ClusterVisit.ask(connection, terminal, kafka -> {
            Plan plan = kafka.plan(manifest, scope);
            return new Rehearsed(plan, kafka.rehearse(plan));
        });
        Plan plan = rehearsed.plan();
        if (json) {
            terminal.out().println(JsonText.line(AdminJson.plan(plan, rehearsed.foreseen())));
        } else {
            terminal.out().println(plan.isEmpty() ? "nothing to do: the cluster is as the manifest says" : plan);
            plan.notes().forEach(note -> terminal.err().println("leat: " + note));
            rehearsed.foreseen().forEach(refusal -> terminal.err().println("leat: would be refused: " + refusal));
        }
        boolean possible = rehearsed.foreseen().isEmpty()
                && plan.changes(Change.Kind.IMPOSSIBLE).isEmpty();
        return possible ? ExitCode.OK : ExitCode.FAILED;
    }
}
