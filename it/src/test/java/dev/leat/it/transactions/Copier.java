package dev.leat.it.transactions;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@link CopierMain} in a JVM of its own. For one thread. */
final class Copier implements AutoCloseable {
    private final Process process;
    /** A shell that has frozen it and thaws it when its own input ends: also if this JVM dies. */
    private @Nullable Process freezer;

    private Copier(Process process) {
        this.process = process;
    }

    static Copier start(Path log, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "nice",
                "-n",
                "15",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                CopierMain.class.getName()));
        command.addAll(arguments);
        return new Copier(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }

    boolean isFrozen() {
        return freezer != null;
    }

    void freeze() throws IOException {
        Process shell = new ProcessBuilder(
                        "sh",
                        "-c",
                        "kill -STOP $0 && echo frozen; read line; kill -CONT $0",
                        Long.toString(process.pid()))
                .start();
        freezer = shell;
        try (BufferedReader answers = shell.inputReader()) {
            if (!"frozen".equals(answers.readLine())) {
                throw new IOException("a copier cannot be frozen");
            }
        }
    }

    void thaw() throws IOException, InterruptedException {
        Process shell = freezer;
        freezer = null;
        if (shell != null) {
            shell.getOutputStream().close();
            shell.waitFor();
        }
    }

    /** At once, whatever it is doing. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            thaw();
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
