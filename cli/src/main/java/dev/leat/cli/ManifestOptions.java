package dev.leat.cli;

import dev.leat.admin.Manifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which manifest a command works by, as a mixin. */
final class ManifestOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Parameters(
            paramLabel = "FILE_OR_DIR",
            arity = "1..*",
            description =
                    "The manifest: YAML files, or folders of them (.yaml, .yml, .json). Together they are one manifest.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--domain",
            paramLabel = "DOMAIN",
            description = "The domain of the certificates of apps, User:CN=app.subnet.domain. Default: the manifest's.")
    private @Nullable String domain;

    /** @throws dev.leat.admin.ManifestException naming everything that cannot be read or meant like this */
    Manifest manifest() {
        Manifest manifest = Manifest.read(files);
        if (domain == null) {
            return manifest;
        }
        try {
            return manifest.withDomain(domain);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--domain: " + e.getMessage(), e);
        }
    }
}
