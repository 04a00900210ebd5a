package dev.leat.cli;

import dev.leat.config.ConfigStore;
import dev.leat.config.Publication;
import dev.leat.config.Revision;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code leat config set}. */
@Command(
        name = "set",
        description = {
            "Publishes all values of a namespace: a JSON object, with nothing left of what was before. Makes the topics if they are missing."
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
            "A secret is shown as ***; published as that it stays what it is. Command lines can be read by others: give secrets in a file.",
            "",
            "--edit opens what is in force with $VISUAL, $EDITOR or vi, and publishes it only if it is still in force then. What was"
                    + " written and could not be published is kept.",
            "",
            "Examples:",
            "  leat config set orders rules.json --reason Easter",
            "  leat config get orders | sed s/1000/500/ | leat config set orders - --expect 3",
            "  leat config set orders --value '{\"ceiling\":500}' --dry-run",
            "  leat config set orders --edit",
            "  leat config set orders rules.json --label zone=eu     for some instances",
            "  leat config set orders rules.json --wait all --within 10s --roll-back 0.25"
        })
final class ConfigSetCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final InputStream in;
    private final Map<String, String> environment;

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
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description = "A file with the values, or - for standard input.")
    private @Nullable String file;

    @Option(
            names = "--secret",
            paramLabel = "POINTER",
            description =
                    "What stands at this place (/database/password) is encrypted, and stays so; may be given several times.")
    private List<String> secrets = new ArrayList<>();

    @Option(names = "--value", paramLabel = "JSON", description = "The values themselves.")
    private @Nullable String value;

    @Option(names = "--edit", description = "Write them in an editor, upon those in force.")
    private boolean edit;

    ConfigSetCommand(Terminal terminal, InputStream in, Map<String, String> environment) {
        this.terminal = terminal;
        this.in = in;
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        publishing.check();
        if (Stream.of(file != null, value != null, edit).filter(given -> given).count() != 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "say the values by exactly one of FILE, - (standard input), --value and --edit");
        }
        if (edit) {
            return config.publishing(publishing, this::edited);
        }
        ObjectNode values =
                file != null ? ValuesText.read(file, in) : JsonText.strictObject(String.valueOf(value), "--value");
        return config.publishing(publishing, store -> publishing.publish(store, published(values), terminal));
    }

    private Publication published(ObjectNode values) {
        return Publication.of(namespace, values).secret(secrets.toArray(String[]::new));
    }

    private int edited(ConfigStore store) throws InterruptedException {
        Revision before = store.newest(namespace).orElse(null);
        long version = Math.max(
                before == null ? 0 : before.version(),
                store.newestForSome(namespace).map(Revision::version).orElse(0L));
        Editor.Draft draft =
                Editor.of(environment).edit(JsonText.pretty(before == null ? JsonText.object() : before.values()));
        boolean isPublished = false;
        try {
            ObjectNode values = JsonText.strictObject(draft.text(), draft.file().toString());
            int code = publishing.publish(store, published(values).expecting(version), terminal);
            isPublished = !publishing.isDryRun();
            return code;
        } finally {
            if (isPublished) {
                draft.discard();
            } else {
                terminal.err().println("leat: what was written is in " + draft.file());
            }
        }
    }
}
