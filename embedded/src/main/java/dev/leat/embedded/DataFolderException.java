package dev.leat.embedded;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A data folder cannot be used: not writable, not made by Leat, made for another number of nodes, or in use.
 *
 * @since 0.1
 */
public final class DataFolderException extends EmbeddedException {
    private final Path folder;

    DataFolderException(Path folder, String reason, @Nullable Throwable cause) {
        super("Data folder " + folder + " " + reason, cause);
        this.folder = folder;
    }

    /** The folder as an absolute path. */
    public Path folder() {
        return folder;
    }
}
