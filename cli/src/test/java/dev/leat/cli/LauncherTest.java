package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher does before it would build or run anything. */
@DisabledOnOs(OS.WINDOWS)
final class LauncherTest {
    private static final Path LEAT = Path.of("..", "leat").toAbsolutePath().normalize();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private record Result(int exitCode, String output) {}

    @Test
    void aJavaHomeWithoutJavaIsNamed() throws Exception {
        Result result = run(LEAT, folder);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output())
                .isEqualTo("leat: JAVA_HOME is " + folder
                        + ", which has no bin/java; set it to a JDK (17 or later), or unset it\n");
    }

    @Test
    void anOldJavaIsNamedAlsoThroughASymbolicLink() throws Exception {
        Path java = Files.createDirectory(folder.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nexit 1\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(folder.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"11.0.2\"\n");
        Path link = Files.createSymbolicLink(folder.resolve("link"), LEAT);

        Result result = run(link, folder);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output())
                .isEqualTo("leat: " + java + " is Java 11; Leat needs 17 or later: set JAVA_HOME to such a JDK\n");
    }

    private static Result run(Path launcher, Path javaHome) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(List.of("sh", launcher.toString(), "--version")).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", javaHome.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }
}
