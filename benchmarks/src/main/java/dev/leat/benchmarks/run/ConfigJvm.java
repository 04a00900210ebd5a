package dev.leat.benchmarks.run;

import dev.leat.benchmarks.arm.config.ConfigMain;
import dev.leat.benchmarks.arm.config.ConfigResult;
import dev.leat.benchmarks.arm.config.ConfigRun;
import java.util.List;
import java.util.Optional;

/** Does each run in a JVM that is started for it. */
public final class ConfigJvm implements ConfigRuns {
    public static final List<String> JVM_OPTIONS = ChildJvm.OPTIONS;
    public static final int HEAP_MEBIBYTES = ResultJvm.HEAP_MEBIBYTES;

    private final ResultJvm<ConfigResult> jvm = new ResultJvm<>(
            ConfigMain.class,
            ConfigResult.class,
            result -> Optional.ofNullable(result.failure()),
            ConfigResult::failed);

    @Override
    public ConfigResult run(ConfigRun run) throws InterruptedException {
        return jvm.run(run.arguments());
    }
}
