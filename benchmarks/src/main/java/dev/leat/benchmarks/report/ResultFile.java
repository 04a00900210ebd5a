package dev.leat.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that has all of a result or, if writing fails, what it had before. */
public final class ResultFile {
    private final Path file;
    private final Path fresh;

    private ResultFile(Path file) {
        this.file = file;
        this.fresh = file.resolveSibling("." + file.getFileName() + ".new");
    }

    /** @throws IOException if it cannot be written to; it is not touched yet */
    public static ResultFile at(Path path) throws IOException {
        var absolute = path.toAbsolutePath().normalize();
        if (Files.isDirectory(absolute)) {
            throw new IOException("it is a folder");
        }
        var folder = absolute.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("there is no folder " + folder);
        }
        if (Files.exists(absolute) && !Files.isWritable(absolute)) {
            throw new IOException("it may not be written to");
        }
        var file = new ResultFile(absolute);
        Files.writeString(file.fresh, "");
        Files.delete(file.fresh);
        return file;
    }

    public void write(String text) throws IOException {
        try {
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
