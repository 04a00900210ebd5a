package dev.leat.cli;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The editor of whoever runs the command, on a file that nobody else may read. */
final class Editor {
    private static final String USUAL = "vi";

    /** What was written. It stays until it is discarded. */
    record Draft(Path file, String text) {
        void discard() {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // It is in a folder for such files, and nobody else can read it.
            }
        }
    }

    private final String command;

    private Editor(String command) {
        this.command = command;
    }

    /** {@code $VISUAL}, {@code $EDITOR} or vi: the first of these that is there. */
    static Editor of(Map<String, String> environment) {
        return new Editor(Stream.of("VISUAL", "EDITOR")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(name -> !name.isBlank())
                .findFirst()
                .orElse(USUAL));
    }

    /**
     * Returns when the editor has ended.
     *
     * @throws CommandException if it does not start, or fails, or has changed nothing
     * @throws InterruptedException if the calling thread was interrupted
     */
    Draft edit(String before) throws InterruptedException {
        try {
            Path file = Files.createTempFile("leat-config-", ".json", ownersOnly());
            Files.writeString(file, before + System.lineSeparator());
            int code = process(file).waitFor();
            Draft draft = new Draft(file, Files.readString(file));
            boolean isChanged = !draft.text().strip().equals(before.strip());
            if (!isChanged) {
                draft.discard();
            }
            if (code != 0) {
                throw new CommandException(
                        "the editor '" + command + "' has ended with " + code
                                + ", so nothing was published; set VISUAL or" + " EDITOR to one that is there"
                                + (isChanged ? "; what was written is in " + file : ""),
                        null);
            }
            if (!isChanged) {
                throw new CommandException("nothing was changed, so nothing was published", null);
            }
            return draft;
        } catch (IOException e) {
            throw new CommandException("cannot edit with '" + command + "': " + e.getMessage(), e);
        }
    }

    /** By the shell, since the variables may have options in them. */
    private Process process(Path file) throws IOException {
        return new ProcessBuilder(List.of("sh", "-c", command + " \"$1\"", "leat", file.toString()))
                .inheritIO()
                .start();
    }

    private static FileAttribute<?>[] ownersOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
