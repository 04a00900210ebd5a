package dev.leat.benchmarks.arm.logs;

import java.io.IOException;

/** Stops a process as if its machine had stopped, and lets it go on. */
final class Freezing {
    private final long pid;

    Freezing(long pid) {
        this.pid = pid;
    }

    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", signal, Long.toString(pid))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("kill " + signal + " " + pid + " ended with " + code);
        }
    }
}
