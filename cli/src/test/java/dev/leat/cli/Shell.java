package dev.leat.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Runs commands in this JVM and keeps what they print. */
final class Shell {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private int exitCode = Integer.MIN_VALUE;

    static Shell run(String... arguments) {
        Shell shell = new Shell();
        shell.exitCode = Main.commandLine(shell.terminal(false)).execute(arguments);
        return shell;
    }

    /** @param lines of standard input */
    static Shell runWith(List<String> lines, String... arguments) {
        Shell shell = new Shell();
        InputStream in = new ByteArrayInputStream((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        shell.exitCode = Main.commandLine(shell.terminal(false), in).execute(arguments);
        return shell;
    }

    /** With these variables for the commands about configuration. */
    static Shell runIn(Map<String, String> environment, String... arguments) {
        Shell shell = new Shell();
        shell.exitCode = Main.commandLine(shell.terminal(false), InputStream.nullInputStream(), environment)
                .execute(arguments);
        return shell;
    }

    /** Before a pipe whose reader has gone. */
    static Shell runUnread(String... arguments) {
        Shell shell = new Shell();
        PrintStream pipe;
        try (PipedInputStream reader = new PipedInputStream()) {
            pipe = new PrintStream(new PipedOutputStream(reader), true, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        shell.exitCode = Main.commandLine(shell.terminal(pipe, false)).execute(arguments);
        return shell;
    }

    Terminal terminal(boolean interactive) {
        return terminal(new PrintStream(out, true, StandardCharsets.UTF_8), interactive);
    }

    private Terminal terminal(PrintStream into, boolean interactive) {
        return new Terminal(into, new PrintStream(err, true, StandardCharsets.UTF_8), interactive, false);
    }

    int exitCode() {
        return exitCode;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    List<String> outLines() {
        return out().lines().toList();
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    List<String> errLines() {
        return err().lines().toList();
    }
}
