package dev.leat.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import tools.jackson.databind.node.ObjectNode;

/** Values of a configuration as somebody gives them: in a file, or by standard input. */
final class ValuesText {
    private static final String STANDARD_INPUT = "-";

    private ValuesText() {}

    /**
     * @param file {@code -} for standard input
     * @throws CommandException if it cannot be read, or is no JSON object
     */
    static ObjectNode read(String file, InputStream in) {
        try {
            return file.equals(STANDARD_INPUT)
                    ? JsonText.strictObject(text(in), "standard input")
                    : JsonText.strictObject(Files.readString(Path.of(file)), file);
        } catch (NoSuchFileException e) {
            throw new CommandException(file + ": there is no such file; check the name", e);
        } catch (IOException e) {
            throw new CommandException(
                    file + " cannot be read (" + e.getClass().getSimpleName()
                            + "); it must be text in UTF-8 that you may read",
                    e);
        }
    }

    private static String text(InputStream in) throws IOException {
        return Texts.utf8(in.readAllBytes()).orElseThrow(CharacterCodingException::new);
    }
}
