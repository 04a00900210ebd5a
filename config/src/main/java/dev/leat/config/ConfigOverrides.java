package dev.leat.config;

import dev.leat.core.SerdeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * The files of a folder by which members are laid over whatever is published, on one machine: what {@link ConfigStoreBuilder#overrides} looks at. A whole file takes the place of
 * another, and nobody but its owner may read it. From any thread.
 *
 * @since 0.1
 */
public final class ConfigOverrides {
    private final Path folder;

    private ConfigOverrides(Path folder) {
        this.folder = folder;
    }

    /** @param folder made with the first file if it is not there */
    public static ConfigOverrides in(Path folder) {
        return new ConfigOverrides(folder);
    }

    /** The one of this namespace, be it there or not. */
    public Path file(String namespace) {
        return OverrideFile.in(folder, Publication.named(namespace));
    }

    /**
     * Lays these members over what is published, as a patch (RFC 7396), in place of those before.
     *
     * @param patch a map, record, bean or tree of Jackson that is a JSON object
     * @throws SerdeException if Jackson cannot write it, or it is something else than an object
     * @throws UncheckedIOException if the file cannot be written; what was there stays
     */
    public void write(String namespace, Object patch) {
        Path file = file(namespace);
        ObjectNode tree = Publication.object(namespace, patch);
        try {
            Disk.REAL.replace(
                    file, Envelope.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(tree));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e, e);
        }
    }

    /**
     * Empty if there is no such file.
     *
     * @throws SerdeException if there is something else in it than a JSON object
     * @throws UncheckedIOException if it cannot be read
     */
    public Optional<ObjectNode> read(String namespace) {
        Path file = file(namespace);
        try {
            if (Envelope.mapper().readTree(Files.readAllBytes(file)) instanceof ObjectNode object) {
                return Optional.of(object);
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e, e);
        } catch (JacksonException e) {
            throw new SerdeException(file + " is no JSON");
        }
        throw new SerdeException(file + " must have a JSON object in it");
    }

    /**
     * Takes the file away: what is published counts again.
     *
     * @return whether there was one
     * @throws UncheckedIOException if it cannot be taken away
     */
    public boolean clear(String namespace) {
        Path file = file(namespace);
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file + ": " + e, e);
        }
    }
}
