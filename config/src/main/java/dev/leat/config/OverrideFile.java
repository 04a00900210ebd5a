package dev.leat.config;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file by which somebody on the machine lays members over whatever is published: for an emergency in which Kafka cannot be reached, or must not be waited for. A JSON object, as a
 * patch (RFC 7396). For one thread at a time.
 */
final class OverrideFile {
    /** There is no file: told from an empty one, which somebody is about to write, by what it is. */
    private static final byte[] NONE = new byte[0];

    private final Path file;
    private byte[] last = NONE;
    private @Nullable String unreadable;

    OverrideFile(Path folder, String namespace) {
        this.file = in(folder, namespace);
    }

    static Path in(Path folder, String namespace) {
        return folder.resolve(URLEncoder.encode(namespace, StandardCharsets.UTF_8) + ".override.json");
    }

    /**
     * What is in the file.
     *
     * @param values null if there is no file, or it cannot be used
     * @param unusable why it cannot be used; null if it can
     */
    record Content(@Nullable ObjectNode values, @Nullable String unusable) {}

    /** Null if nothing has changed since this was last asked. */
    @Nullable
    Content changed() {
        byte[] now;
        try {
            now = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            now = NONE;
        } catch (IOException e) {
            return unreadable(file + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
        if (unreadable == null && Arrays.equals(now, last) && (now == NONE) == (last == NONE)) {
            return null;
        }
        unreadable = null;
        last = now;
        return now == NONE ? new Content(null, null) : read(now);
    }

    /** What was read before counts as new once it can be read again: it is well then. */
    private @Nullable Content unreadable(String why) {
        if (why.equals(unreadable)) {
            return null;
        }
        unreadable = why;
        return new Content(null, why);
    }

    private Content read(byte[] bytes) {
        try {
            JsonNode tree = Envelope.mapper().readTree(bytes);
            return tree instanceof ObjectNode object
                    ? new Content(object, null)
                    : new Content(null, file + " must have a JSON object in it");
        } catch (JacksonException e) {
            return new Content(
                    null,
                    file + " is no JSON"
                            + (e.getLocation() == null
                                    ? ""
                                    : ": malformed in line "
                                            + Objects.requireNonNull(e.getLocation())
                                                    .getLineNr()));
        }
    }
}
