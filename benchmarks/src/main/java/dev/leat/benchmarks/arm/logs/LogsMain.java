package dev.leat.benchmarks.arm.logs;

import dev.leat.benchmarks.arm.Failures;
import java.io.IOException;
import java.io.PrintStream;
import tools.jackson.databind.json.JsonMapper;

/** Does a {@link LogsRun} that its arguments are, and prints a {@link LogsResult} as JSON in the last line. */
public final class LogsMain {
    private LogsMain() {}

    public static void main(String[] arguments) {
        PrintStream out = System.out;
        System.setOut(System.err);
        LogsResult result;
        try {
            result = new LogsMeasuring(LogsRun.of(arguments)).result();
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            e.printStackTrace();
            result = LogsResult.failed(Failures.text(e));
        }
        out.println(new JsonMapper().writeValueAsString(result));
        out.flush();
        // A broker that is down is still being tried.
        Runtime.getRuntime().halt(result.failure() == null ? 0 : 1);
    }
}
