package dev.leat.flow.definition;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Files that say what a flow is, in YAML or JSON. From any thread.
 *
 * <pre>
 * flow: order
 * initial: reserving
 * states:
 *   reserving:
 *     command: reserveStock
 *     timeout: {after: 1m, to: failed}
 *     on:
 *       stockReserved: done
 *       stockMissing: failed
 *   done: {final: success}
 *   failed: {final: failed}
 * </pre>
 *
 * @since 0.1
 */
public final class FlowFile {
    private FlowFile() {}

    /** Reads and checks a file. One that cannot be read has a problem like any other. */
    public static FlowReading read(Path file) {
        try {
            return read(file.toString(), Files.readString(file));
        } catch (IOException e) {
            return new FlowReading(List.of(unreadable(file, e)), Optional.empty());
        }
    }

    /**
     * Reads and checks a text.
     *
     * @param name of the text, for messages
     */
    public static FlowReading read(String name, String text) {
        Problems problems = new Problems(name);
        Optional<Flow> flow = Yaml.read(text, problems).flatMap(root -> new FlowReader(root, text, problems).flow());
        return new FlowReading(problems.all(), problems.hasErrors() ? Optional.empty() : flow);
    }

    static Problem unreadable(Path file, IOException e) {
        boolean isMissing = e instanceof NoSuchFileException;
        boolean isNoText = e instanceof CharacterCodingException;
        return new Problem(
                Check.UNREADABLE,
                Check.UNREADABLE.level(),
                file.toString(),
                1,
                1,
                "",
                isMissing
                        ? "it is not there"
                        : isNoText
                                ? "it is no text in UTF-8"
                                : "it cannot be read (" + e.getClass().getSimpleName() + ")",
                Check.UNREADABLE.purpose(),
                isMissing ? "check the path" : isNoText ? "save it as such" : "check that you may");
    }
}
