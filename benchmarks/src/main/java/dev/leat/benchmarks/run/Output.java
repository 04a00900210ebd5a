package dev.leat.benchmarks.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The end of what a JVM printed, and what of it tells most. */
final class Output {
    /** A result with its exceptions fits; gigabytes of log must not be read. */
    private static final int END_BYTES = 256 * 1024;

    private static final String OUT_OF_MEMORY = "OutOfMemoryError";
    private static final int MOST_CHARACTERS = 300;

    private Output() {}

    /** The last line with something in it, or nothing. */
    static String lastLine(Path file) throws IOException {
        return last(lines(file));
    }

    /** Why it failed: memory, the head of the last stack trace, or the last line. */
    static String reason(Path out, Path err) throws IOException {
        var errors = lines(err);
        var memory = Stream.concat(errors.stream(), lines(out).stream())
                .filter(line -> line.contains(OUT_OF_MEMORY))
                .findFirst();
        var told = errors.stream()
                .filter(line -> !line.matches("\\s+(at |\\.\\.\\.).*"))
                .toList();
        var text = memory.orElseGet(() -> told.isEmpty() ? lastOf(out) : last(told))
                .strip();
        return text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) + " ..." : text;
    }

    private static String lastOf(Path file) {
        try {
            return lastLine(file);
        } catch (IOException e) {
            return "";
        }
    }

    private static String last(List<String> lines) {
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    private static List<String> lines(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            var start = Math.max(0, channel.size() - END_BYTES);
            var bytes = ByteBuffer.allocate((int) (channel.size() - start));
            while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) >= 0) {
                // Reads on until the end.
            }
            return StandardCharsets.UTF_8
                    .decode(bytes.flip())
                    .toString()
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        }
    }
}
