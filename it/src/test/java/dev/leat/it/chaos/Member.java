package dev.leat.it.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A member of the group in a JVM of its own, by the program of its {@link Trade}. For one thread. */
final class Member implements AutoCloseable {
    private static final int LAST_LINES = 25;

    private final int id;
    private final Process process;
    private final Path ledger;
    private final Path log;
    private boolean leaving;
    private boolean killed;
    /** A shell that has frozen the member and thaws it when its own input ends: also if this JVM dies. */
    private @Nullable Process freezer;

    private Member(int id, Process process, Path ledger, Path log) {
        this.id = id;
        this.process = process;
        this.ledger = ledger;
        this.log = log;
    }

    static Member start(int id, Path folder, Class<?> program, List<String> orders, List<String> settings)
            throws IOException {
        Path ledger = Files.createFile(folder.resolve("member-" + id + ".ledger"));
        Path log = folder.resolve("member-" + id + ".log");
        List<String> command = new ArrayList<>(List.of(
                // Kafka's consumer spins while it has no broker to talk to (4.3.1, group.protocol=consumer); the broker
                // that is
                // starting meanwhile needs the processor more.
                "nice",
                "-n",
                "15",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.log.org.apache.kafka=warn",
                "-Dorg.slf4j.simpleLogger.log.dev.leat.core.group=info",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(orders);
        command.add(ledger.toString());
        command.addAll(settings);
        command.addAll(List.of("client.id", clientId(id)));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new Member(id, process, ledger, log);
    }

    int id() {
        return id;
    }

    /** What it is called at the broker. */
    String clientId() {
        return clientId(id);
    }

    private static String clientId(int id) {
        return "member-" + id;
    }

    Path ledger() {
        return ledger;
    }

    /** Neither dead nor frozen nor told to end. */
    boolean isAtWork() {
        return process.isAlive() && freezer == null && !leaving;
    }

    boolean isFrozen() {
        return freezer != null;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Whether it ended without being told to, or not in order. */
    boolean hasFailed() {
        return !process.isAlive() && !killed && !(leaving && process.exitValue() == 0);
    }

    /** Asks it to end in order. */
    void leave() {
        leaving = true;
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        } catch (IOException e) {
            // It has ended already; whether it should have is seen elsewhere.
        }
    }

    boolean awaitEnd(Duration atMost) throws InterruptedException {
        return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    void kill() {
        killed = true;
        process.destroyForcibly();
    }

    /** Returns when it has been told to stop; its threads do so within moments. */
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
                throw new IOException("member " + id + " cannot be frozen");
            }
        }
    }

    /** Returns when it goes on. */
    void thaw() throws IOException, InterruptedException {
        Process shell = freezer;
        freezer = null;
        if (shell != null) {
            shell.getOutputStream().close();
            shell.waitFor();
        }
    }

    /** Bytes it has written down so far. */
    long written() {
        return ledger.toFile().length();
    }

    /** The ends of its log and ledger; of one that still lives also the stacks of its threads. */
    String lastWords() throws IOException, InterruptedException {
        String words = "log:\n" + tail(log) + "\nledger:\n" + tail(ledger);
        if (process.isAlive() && freezer == null) {
            long before = log.toFile().length();
            new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            process.waitFor(500, TimeUnit.MILLISECONDS);
            byte[] whole = Files.readAllBytes(log);
            words += "\nthreads:\n"
                    + new String(whole, (int) before, whole.length - (int) before, StandardCharsets.UTF_8);
        }
        return words;
    }

    private static String tail(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    @Override
    public void close() {
        kill();
        try {
            thaw();
            process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "member " + id + (process.isAlive() ? isFrozen() ? " (frozen)" : "" : " (ended)");
    }
}
