package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
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
        Result result = run(LEAT, folder, "--version");

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

        Result result = run(link, folder, "--version");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output())
                .isEqualTo("leat: " + java + " is Java 11; Leat needs 17 or later: set JAVA_HOME to such a JDK\n");
    }

    @Test
    void benchmarksAndTheOtherCommandsAreBuiltApartAndOnlyWhenTheirSourcesChange() throws Exception {
        Path project = project();

        assertThat(built(project, "bench", "engine")).containsExactly("benchmarks");
        assertThat(built(project, "demo")).containsExactly("cli");
        assertThat(built(project, "bench")).isEmpty();

        change(project, "benchmarks");
        assertThat(built(project, "demo")).isEmpty();
        assertThat(built(project, "bench")).containsExactly("benchmarks");

        change(project, "cli");
        assertThat(built(project, "bench")).isEmpty();
        assertThat(built(project, "demo")).containsExactly("cli");

        change(project, "core");
        assertThat(built(project, "bench")).containsExactly("benchmarks");
        assertThat(built(project, "demo")).containsExactly("cli");
    }

    @Test
    void benchmarksHaveAMainAndAClassPathOfTheirOwn() throws Exception {
        Path project = project();

        Result bench = start(project, "bench", "engine", "--quick");
        Result demo = start(project, "demo", "--once");

        assertThat(bench.exitCode()).isZero();
        assertThat(bench.output()).contains("benchmarks/target/lib", "dev.leat.benchmarks.Main engine --quick");
        assertThat(bench.output()).doesNotContain("cli/target", "-XX:+UseSerialGC");
        assertThat(demo.output()).contains("cli/target/lib", "-XX:+UseSerialGC", "dev.leat.cli.Main demo --once");
        assertThat(demo.output()).doesNotContain("benchmarks/target");
    }

    /** The launcher in a project without code, with a Maven that only writes down what it should build, and a Java that only echoes. */
    private Path project() throws IOException {
        Path project = Files.createDirectory(folder.resolve("project"));
        Files.copy(LEAT, project.resolve("leat"));
        Files.createFile(project.resolve("pom.xml"));
        for (String module : List.of("core", "cli", "benchmarks")) {
            Files.createFile(Files.createDirectories(project.resolve(module + "/src/main"))
                    .resolve("A.java"));
        }
        Path bin = Files.createDirectory(folder.resolve("bin"));
        program(bin.resolve("java"), "echo \"$@\"");
        program(
                bin.resolve("mvn"),
                "while [ \"$1\" != -pl ]; do shift; done; echo \"$2\" >> " + folder.resolve("built"));
        Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
        return project;
    }

    private static void program(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void change(Path project, String module) throws IOException {
        Files.setLastModifiedTime(project.resolve(module + "/src/main/A.java"), FileTime.from(Instant.now()));
    }

    /** Which modules a command builds before it runs. */
    private List<String> built(Path project, String... arguments) throws IOException, InterruptedException {
        start(project, arguments);
        Path built = folder.resolve("built");
        List<String> modules = Files.exists(built) ? Files.readAllLines(built) : List.of();
        Files.deleteIfExists(built);
        return modules;
    }

    private Result start(Path project, String... arguments) throws IOException, InterruptedException {
        return run(project.resolve("leat"), folder, arguments);
    }

    private Result run(Path launcher, Path javaHome, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", javaHome.toString());
        builder.environment().merge("PATH", folder.resolve("bin").toString(), (usual, own) -> own + ":" + usual);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }
}
