package dev.leat.cli;

import dev.leat.admin.Manifest;
import dev.leat.admin.Plan;
import dev.leat.admin.Scope;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code leat topics drift} and {@code leat access drift}: whether the cluster is as the manifest says. */
@Command(
        name = "drift",
        description = {
            "Tells whether the cluster is as the manifest says, and has nothing besides.",
            "+ is missing, ~ is otherwise, - is surplus, ! is otherwise and cannot be changed. Changes nothing."
        },
        exitCodeList = {
            "0:it is as the manifest says",
            "1:the cluster cannot be asked",
            "2:wrong usage, or a manifest that cannot be meant like this; each problem has a message",
            "4:it is not"
        },
        footer = {
            "",
            "Examples:",
            "  ${COMMAND-FULL-NAME} kafka.yaml",
            "  ${COMMAND-FULL-NAME} apps/ --domain example.internal --json"
        })
final class DriftCommand implements Callable<Integer> {
    private final Scope scope;
    private final Terminal terminal;

    @Mixin
    private final ManifestOptions options = new ManifestOptions();

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--json", description = "Print the differences as one line of JSON.")
    private boolean json;

    DriftCommand(Scope scope, Terminal terminal) {
        this.scope = scope;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Manifest manifest = options.manifest();
        Plan drift = ClusterVisit.ask(connection, terminal, kafka -> kafka.plan(manifest, scope));
        if (json) {
            terminal.out().println(JsonText.line(AdminJson.plan(drift, List.of())));
        } else {
            terminal.out().println(drift.isEmpty() ? "no drift: the cluster is as the manifest says" : drift);
        }
        return drift.isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
    }
}
