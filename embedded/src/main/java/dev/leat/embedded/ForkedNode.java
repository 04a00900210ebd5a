package dev.leat.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A node in a JVM of its own, {@link ForkedMain}. Commands and answers are lines on the child's standard input and output;
 * the end of its input, which comes with the death of this JVM however it died, ends the child. What the child logs goes
 * from its standard error to a file beside its data.
 */
final class ForkedNode implements Node {
    /** On a busy machine threads go on for a while after the signal: until one of them has time to see it. Linux tells when. */
    private static final String STOP_TIME =
            "kill -STOP $0 && while grep -qs ') [^TZX] ' /proc/$0/stat; do sleep 0.01; done";

    private static final List<String> USUAL_OPTIONS =
            // A broker for tests lives too short for the optimising compiler, and needs little memory.
            List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final int id;
    private final Map<String, String> settings;
    private final List<String> jvmOptions;
    private final Path folder;
    private final Path log;

    private volatile @Nullable Child child;
    private boolean frozen;

    private record Child(Process process, Writer commands, BufferedReader answers) {}

    /** The folder is for the files around the node, not for its data. */
    ForkedNode(int id, Map<String, String> settings, List<String> jvmOptions, Path folder) {
        this.id = id;
        this.settings = settings;
        this.jvmOptions = jvmOptions;
        this.folder = folder;
        this.log = folder.resolve("node-" + id + ".log");
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public boolean running() {
        var last = child;
        return last != null && last.process.isAlive();
    }

    @Override
    public void start(Deadline deadline) {
        try {
            var fresh = launch();
            child = fresh;
            frozen = false;
            // Reading the answer cannot be interrupted, but it ends with the process.
            var late = CompletableFuture.runAsync(
                    fresh.process::destroyForcibly,
                    CompletableFuture.delayedExecutor(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS));
            try {
                send(fresh, encoded(settings));
                var answer = answer(fresh);
                if (!answer.equals(ForkedMain.READY)) {
                    throw new BrokerFailedException(id, "did not start: " + answer + lastLogLine(), null);
                }
            } finally {
                late.cancel(false);
            }
        } catch (IOException e) {
            throw new BrokerFailedException(id, "did not start: " + e.getMessage() + lastLogLine(), e);
        }
    }

    @Override
    public void leave(Duration handover) throws InterruptedException {
        thaw();
        var running = child;
        if (running != null && running.process.isAlive()) {
            try {
                send(running, ForkedMain.LEAVE + " " + handover);
                answer(running);
            } catch (IOException e) {
                throw new BrokerFailedException(id, "died while it was leaving" + lastLogLine(), e);
            }
        }
    }

    @Override
    public void stop(Deadline deadline) throws InterruptedException {
        thaw();
        var last = child;
        if (last == null) {
            return;
        }
        child = null;
        try {
            send(last, ForkedMain.STOP + " " + deadline.remaining());
            if (!last.process.waitFor(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new BrokerFailedException(
                        id, "did not stop within " + deadline.length() + " and was killed" + lastLogLine(), null);
            }
        } catch (IOException e) {
            // It is dead already, which is what was asked for.
        } finally {
            end(last);
        }
    }

    @Override
    public void kill() throws InterruptedException {
        var last = child;
        if (last != null) {
            child = null;
            frozen = false;
            end(last);
        }
    }

    @Override
    public void freeze() throws InterruptedException {
        signal(STOP_TIME);
        frozen = true;
    }

    @Override
    public void thaw() throws InterruptedException {
        if (frozen) {
            frozen = false;
            signal("kill -CONT $0");
        }
    }

    private Child launch() throws IOException {
        var arguments = folder.resolve("node-" + id + ".args");
        // In a file: class paths outgrow the longest command line of some systems.
        Files.write(arguments, List.of("-cp", quoted(System.getProperty("java.class.path"))));
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(USUAL_OPTIONS);
        command.addAll(jvmOptions);
        command.add("@" + arguments);
        command.add(ForkedMain.class.getName());
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new Child(
                process, process.outputWriter(StandardCharsets.UTF_8), process.inputReader(StandardCharsets.UTF_8));
    }

    private static void end(Child child) throws InterruptedException {
        child.process.destroyForcibly().waitFor();
        try (child.commands;
                child.answers) {
            // Closing gives the pipes back.
        } catch (IOException e) {
            // Unsent bytes for a dead process.
        }
    }

    /** @param script with the number of the process as {@code $0} */
    private void signal(String script) throws InterruptedException {
        var target = child;
        if (target == null || !target.process.isAlive()) {
            throw new IllegalStateException("Kafka node " + id + " is not running");
        }
        try {
            var pid = Long.toString(target.process.pid());
            var status = new ProcessBuilder("sh", "-c", script, pid).start().waitFor();
            if (status != 0) {
                throw new IllegalStateException("'" + script + "' for process " + pid + " ended with status " + status);
            }
        } catch (IOException e) {
            throw new UnsupportedOperationException("Freezing needs the shell of a Unix system", e);
        }
    }

    private static void send(Child child, String line) throws IOException {
        child.commands.write(line + "\n");
        child.commands.flush();
    }

    /** The next answer; lines that the JVM itself writes to its standard output are passed over. */
    private static String answer(Child child) throws IOException {
        for (var line = child.answers.readLine(); line != null; line = child.answers.readLine()) {
            if (line.startsWith(ForkedMain.ANSWER)) {
                return line.substring(ForkedMain.ANSWER.length());
            }
        }
        return "its process ended";
    }

    private String lastLogLine() {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
            return lines.filter(line -> !line.isBlank())
                    .reduce((earlier, later) -> later)
                    .map(line -> "; last line of " + log + ": " + line)
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    private static String quoted(String path) {
        return '"' + path.replace("\\", "\\\\") + '"';
    }

    /** One line: the child cannot be given files with keys and passwords in them. */
    private static String encoded(Map<String, String> settings) throws IOException {
        var properties = new Properties();
        properties.putAll(settings);
        var text = new StringWriter();
        properties.store(text, null);
        return Base64.getEncoder().encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
