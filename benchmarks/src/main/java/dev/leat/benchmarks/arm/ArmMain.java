package dev.leat.benchmarks.arm;

import java.io.PrintStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs one arm: reads a {@link RunRequest} as JSON from its first argument, and prints a {@link RunResult} as JSON in the last line. All
 * that the libraries have to say goes to standard error.
 */
public final class ArmMain {
    private static final JsonMapper JSON = new JsonMapper();

    private ArmMain() {}

    public static void main(String[] args) {
        PrintStream out = System.out;
        System.setOut(System.err);
        Failures failures = new Failures();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            failures.add(failure);
            failure.printStackTrace();
        });
        RunResult result;
        try {
            result = Runs.run(JSON.readValue(args[0], RunRequest.class), failures);
        } catch (RuntimeException | Error e) {
            result = RunResult.failed(Failures.text(e));
        }
        out.println(JSON.writeValueAsString(result));
        out.flush();
        // Some libraries leave threads behind.
        Runtime.getRuntime().halt(result.failure() == null ? 0 : 1);
    }
}
