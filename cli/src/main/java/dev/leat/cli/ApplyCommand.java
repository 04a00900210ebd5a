package dev.leat.cli;

import dev.leat.admin.Manifest;
import dev.leat.admin.Outcome;
import dev.leat.admin.Plan;
import dev.leat.admin.Scope;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code leat topics apply} and {@code leat access apply}: makes the cluster as the manifest says. */
@Command(
        name = "apply",
        description = {
            "Does what has to be done so that the cluster is as the manifest says.",
            "A second time there is nothing to do. What Kafka refuses does not keep the rest from being done. Removes nothing unless asked."
        },
        exitCodeList = {
            "0:done, or there was nothing to do",
            "1:it failed, and nothing was changed",
            "2:wrong usage, or a manifest that cannot be meant like this; each problem has a message",
            "3:done in part: something was refused or is not possible; each has a message"
        },
        footer = {
            "",
            "Examples:",
            "  ${COMMAND-FULL-NAME} kafka.yaml",
            "  ${COMMAND-FULL-NAME} apps/ --domain example.internal --remove"
        })
final class ApplyCommand implements Callable<Integer> {
    private final Scope scope;
    private final Terminal terminal;

    @Mixin
    private final ManifestOptions options = new ManifestOptions();

    @Option(
            names = "--remove",
            description =
                    "Also take away what the manifest does not have: settings of its topics, topics under names that it owns, with"
                            + " all their records; rights on its topics and groups and of its apps.")
    private boolean remove;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--json", description = "Print what was done, refused and left as one line of JSON.")
    private boolean json;

    ApplyCommand(Scope scope, Terminal terminal) {
        this.scope = scope;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Manifest manifest = options.manifest();
        Outcome outcome = ClusterVisit.ask(connection, terminal, kafka -> {
            Plan plan = kafka.plan(manifest, scope);
            return kafka.apply(remove ? plan.withRemovals() : plan);
        });
        return OutcomeText.print(outcome, json, terminal);
    }
}
