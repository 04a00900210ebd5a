package dev.leat.cli;

import dev.leat.config.Publication;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code leat config delete}. */
@Command(
        name = "delete",
        description =
                "Publishes that a namespace has no values any more: instances fall back to their defaults. Its history stays.",
        exitCodeList = {
            "0:published, or the dry run has nothing against it",
            "1:it failed",
            "2:wrong usage",
            PublishingOptions.EXIT_PARTLY,
            PublishingOptions.EXIT_CONFLICT
        },
        footer = {
            "",
            "Examples:",
            "  leat config delete orders --reason \"back to the defaults\"",
            "  leat config rollback orders 3    brings version 3 back"
        })
final class ConfigDeleteCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    @Mixin
    private final PublishingOptions publishing = new PublishingOptions();

    @Parameters(index = "0", paramLabel = "NAMESPACE", description = "What the configuration is for.")
    @SuppressWarnings("NullAway.Init")
    private String namespace;

    ConfigDeleteCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        publishing.check();
        return config.publishing(publishing, store -> {
            if (ConfigOptions.inForce(store, namespace).isDeleted()) {
                throw new CommandException("'" + namespace + "' is deleted already; nothing was published", null);
            }
            return publishing.publish(store, Publication.delete(namespace), terminal);
        });
    }
}
