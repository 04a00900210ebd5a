package dev.leat.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.leat.core.ConfigurationException;
import dev.leat.logs.internal.TextOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A file that lines are added to: whoever opens it closes it. Where the system tells which files a process has open. */
@EnabledOnOs(OS.LINUX)
class FallbackFileTest {
    private final TextOptions options = new TextOptions();

    @TempDir
    private Path folder;

    /** Made by each test. */
    @SuppressWarnings("NullAway.Init")
    private Path file;

    /** At an address where nobody listens. */
    @BeforeEach
    void options() throws IOException {
        file = folder.toRealPath().resolve("shown.log");
        options.put("brokers", "127.0.0.1:1");
        options.put("drainWithin", "10 ms");
        options.put("fallback", file.toString());
    }

    private static LogEntry trouble(String message) {
        return LogEntry.at(Entries.TIME, LogLevel.ERROR, "org.apache.kafka.clients", message)
                .build();
    }

    private boolean isOpen() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.map(FallbackFileTest::target).anyMatch(Optional.of(file)::equals);
        }
    }

    private static Optional<Path> target(Path link) {
        try {
            return Optional.of(Files.readSymbolicLink(link));
        } catch (NoSuchFileException e) { // closed meanwhile
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void isClosedWithTheShipper() throws IOException {
        for (String message : List.of("first", "second")) {
            LogShipper shipper = options.builder(Map.of()).build();
            shipper.offer(trouble(message));
            assertThat(isOpen()).isTrue();
            shipper.close();
            await().until(() -> !isOpen()); // closing waits for that, but not for ever
        }

        assertThat(Files.readAllLines(file))
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("first"),
                        line -> assertThat(line).endsWith("second"));
    }

    @Test
    void isClosedWhereNothingWasShown() throws IOException {
        options.builder(Map.of()).build().close();

        assertThat(isOpen()).isFalse();
        assertThat(file).isEmptyFile();
    }

    @Test
    void isNotLeftOpenByAShipperThatIsNotMade() throws IOException {
        options.property("linger.ms", "soon");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> options.builder(Map.of()).build())
                .withMessageContaining("linger.ms");
        assertThat(isOpen()).isFalse();

        options.put("records", "many");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> options.builder(Map.of()).build())
                .withMessageContaining("records");
        assertThat(isOpen()).isFalse();
    }

    @Test
    void oneThatCannotBeWrittenIsNamed() {
        options.put("fallback", folder.toString());

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> options.builder(Map.of()).build())
                .withMessageContainingAll("fallback", folder.toString(), "cannot be written");
    }
}
