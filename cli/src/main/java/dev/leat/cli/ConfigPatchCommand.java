package dev.leat.cli;

import dev.leat.config.ConfigStore;
import dev.leat.config.Publication;
import dev.leat.config.Revision;
import java.io.InputStream;
import java.util.ArrayList;
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

/** {@code leat config patch}. */
@Command(
        name = "patch",
        description = {
            "Publishes what is in force with some members changed, as a JSON Merge Patch (RFC 7396): null takes a member away. No change of"
                    + " somebody else's gets lost by it. Makes the topics if they are missing."
        },
        exitCodeList = {
            "0:published, or the dry run has nothing against it",
            "1:it failed",
            "2:wrong usage",
            PublishingOptions.EXIT_PARTLY,
            PublishingOptions.EXIT_CONFLICT,
            PublishingOptions.EXIT_REFUSED
        },
        footer = {
            "",
            "A value is JSON, or else the text that it is. Arrays are replaced as a whole.",
            "",
            "Examples:",
            "  leat config patch orders ceiling=500 delay.millis=20 --reason Easter",
            "  leat config patch orders 'refusedCountries=[\"France\"]' /mail/from=null",
            "  leat config patch orders --value '{\"delay\":{\"millis\":20}}' --dry-run",
            "  leat config patch orders changes.json --secret /database/password"
        })
final class ConfigPatchCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final InputStream in;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    @Mixin
    private final PublishingOptions publishing = new PublishingOptions();

    @Parameters(index = "0", paramLabel = "NAMESPACE", description = "What the configuration is for.")
    @SuppressWarnings("NullAway.Init")
    private String namespace;

    @Parameters(
            index = "1..*",
            paramLabel = "NAME=VALUE|FILE",
            description = {
                "Members, by a path with dots (limits.ceiling=500) or a JSON pointer (/limits/ceiling=500); or a file with the patch, or - for"
                        + " standard input."
            })
    private List<String> changes = new ArrayList<>();

    @Option(
            names = "--secret",
            paramLabel = "POINTER",
            description =
                    "What stands at this place (/database/password) is encrypted, and stays so; may be given several times.")
    private List<String> secrets = new ArrayList<>();

    @Option(names = "--value", paramLabel = "JSON", description = "The patch itself.")
    private @Nullable String value;

    ConfigPatchCommand(Terminal terminal, InputStream in) {
        this.terminal = terminal;
        this.in = in;
    }

    @Override
    public Integer call() throws InterruptedException {
        publishing.check();
        if (changes.isEmpty() == (value == null)) {
            throw new ParameterException(
                    spec.commandLine(), "say what to change by exactly one of NAME=VALUE..., FILE, - and --value");
        }
        if (value != null) {
            ObjectNode patch = JsonText.strictObject(value, "--value");
            return config.publishing(publishing, store -> publish(store, patch));
        }
        if (changes.size() == 1 && !changes.get(0).contains("=")) {
            ObjectNode patch = ValuesText.read(changes.get(0), in);
            return config.publishing(publishing, store -> publish(store, patch));
        }
        return config.publishing(publishing, store -> publish(store, assigned(store)));
    }

    private ObjectNode assigned(ConfigStore store) {
        return Assignments.patch(
                changes, store.newest(namespace).map(Revision::values).orElseGet(JsonText::object));
    }

    private int publish(ConfigStore store, ObjectNode patch) throws InterruptedException {
        return publishing.publish(
                store, Publication.patch(namespace, patch).secret(secrets.toArray(String[]::new)), terminal);
    }
}
