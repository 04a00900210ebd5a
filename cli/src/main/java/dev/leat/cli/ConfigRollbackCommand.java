package dev.leat.cli;

import dev.leat.config.Publication;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code leat config rollback}. */
@Command(
        name = "rollback",
        description = "Publishes the values of an earlier version once more, as a new one.",
        exitCodeList = {
            "0:published, or the dry run has nothing against it",
            "1:it failed, or there is no such version",
            "2:wrong usage",
            PublishingOptions.EXIT_PARTLY,
            PublishingOptions.EXIT_CONFLICT,
            PublishingOptions.EXIT_REFUSED
        },
        footer = {
            "",
            "Examples:",
            "  leat config history orders                the versions there are",
            "  leat config rollback orders 3 --dry-run   what would be changed by it",
            "  leat config rollback orders 3 --reason \"Easter is over\""
        })
final class ConfigRollbackCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    @Mixin
    private final PublishingOptions publishing = new PublishingOptions();

    @Parameters(index = "0", paramLabel = "NAMESPACE", description = "What the configuration is for.")
    @SuppressWarnings("NullAway.Init")
    private String namespace;

    @Parameters(index = "1", paramLabel = "VERSION", description = "The version that shall be in force again.")
    private long version;

    ConfigRollbackCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        publishing.check();
        return config.publishing(
                publishing,
                store -> publishing.publish(
                        store, Publication.again(ConfigOptions.version(store, namespace, version)), terminal));
    }
}
