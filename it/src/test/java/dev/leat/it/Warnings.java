package dev.leat.it;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.slf4j.simple.SimpleLogger;

/** What Leat logs as a warning or an error from here on; otherwise its log is off in these tests. One at a time. */
final class Warnings implements AutoCloseable {
    private static final List<String> LOGGERS = List.of("group", "records", "commit", "producer");
    private static final int WARN = 30;
    private static final int OFF = 50;

    private final PrintStream usual = System.err;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    Warnings() throws ReflectiveOperationException {
        System.setErr(new PrintStream(heard, true, StandardCharsets.UTF_8));
        level(WARN);
    }

    List<String> lines() {
        return heard.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("dev.leat.core."))
                .toList();
    }

    /** There is no other way to change it once a logger is made. */
    private static void level(int level) throws ReflectiveOperationException {
        Field current = SimpleLogger.class.getDeclaredField("currentLogLevel");
        current.setAccessible(true);
        for (String name : LOGGERS) {
            current.setInt(LoggerFactory.getLogger("dev.leat.core." + name), level);
        }
    }

    @Override
    public void close() throws ReflectiveOperationException {
        level(OFF);
        System.setErr(usual);
    }
}
