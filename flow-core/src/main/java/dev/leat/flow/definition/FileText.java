package dev.leat.flow.definition;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** A file as a text, or the problem that there is with it. */
final class FileText {
    /** A thousand times as much as a usual flow; what is larger is something else. */
    static final int MOST = 8 << 20;

    private FileText() {}

    /** @param reading of the file's name and its text */
    static FlowReading read(Path file, BiFunction<String, String, FlowReading> reading) {
        String text;
        try {
            text = text(file);
        } catch (Unreadable e) {
            return unreadable(file, e.what, e.remedy);
        } catch (CharacterCodingException e) {
            return unreadable(file, "it is no text in UTF-8", "save it as such");
        } catch (NoSuchFileException e) {
            return unreadable(file, "it is not there", "check the path");
        } catch (IOException e) {
            return unreadable(file, "it cannot be read (" + e.getClass().getSimpleName() + ")", "check that you may");
        }
        return reading.apply(file.toString(), text);
    }

    private static String text(Path file) throws IOException, Unreadable {
        if (Files.isDirectory(file)) {
            throw new Unreadable("it is a folder", "name the files in it");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST + 1); // what says that it has no bytes, such as a pipe, may have many
            if (bytes.length > MOST) {
                throw new Unreadable(
                        "it is larger than " + (MOST >> 20) + " MiB", "put each flow into a file of its own");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }

    private static FlowReading unreadable(Path file, String what, String remedy) {
        Check check = Check.UNREADABLE;
        Problem problem = new Problem(check, check.level(), file.toString(), 1, 1, "", what, check.purpose(), remedy);
        return new FlowReading(List.of(problem), Optional.empty());
    }

    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        private final String what;
        private final String remedy;

        Unreadable(String what, String remedy) {
            super(what);
            this.what = what;
            this.remedy = remedy;
        }
    }
}
