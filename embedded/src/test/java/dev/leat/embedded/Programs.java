package dev.leat.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** Runs a main class of the tests in a JVM of its own. */
final class Programs {

    private Programs() {}

    static Process start(Class<?> main) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
