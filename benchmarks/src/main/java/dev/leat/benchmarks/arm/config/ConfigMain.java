package dev.leat.benchmarks.arm.config;

import dev.leat.benchmarks.arm.Failures;
import java.io.PrintStream;
import tools.jackson.databind.json.JsonMapper;

/** Does a {@link ConfigRun} that its arguments are, and prints a {@link ConfigResult} as JSON in the last line. */
public final class ConfigMain {
    private ConfigMain() {}

    public static void main(String[] arguments) {
        PrintStream out = System.out;
        System.setOut(System.err);
        ConfigResult result;
        try {
            result = new Measuring(ConfigRun.of(arguments)).result();
        } catch (InterruptedException | RuntimeException | Error e) {
            e.printStackTrace();
            result = ConfigResult.failed(Failures.text(e));
        }
        out.println(new JsonMapper().writeValueAsString(result));
        out.flush();
        // Consumers of the raw arms are still polling.
        Runtime.getRuntime().halt(result.failure() == null ? 0 : 1);
    }
}
