package dev.leat.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** {@code leat bench micro}: the benchmarks of single parts. */
@Command(
        name = "micro",
        description = {
            "Runs the JMH benchmarks of the engine's hot parts, of annotated methods, and of steps of sagas.",
            "All arguments are those of JMH; unless they say otherwise, -f 1 -wi 3 -i 5 -prof gc are added."
        },
        optionListHeading = "%nOptions:%n",
        customSynopsis = "leat bench micro [JMH OPTIONS] [REGEX...]",
        footer = {
            "",
            "Examples:",
            "  leat bench micro                       all of them",
            "  leat bench micro -l                    lists them",
            "  leat bench micro Window -prof none     those with Window in their name",
            "  leat bench micro ListenerBenchmark     annotated methods, beside Spring's",
            "  leat bench micro StepBenchmark         steps of sagas",
            "  leat bench micro -h                    all options of JMH"
        })
final class MicroCommand implements Callable<Integer> {
    @Option(names = "--help", usageHelp = true, description = "Show this help message and exit; JMH's own is -h.")
    @SuppressWarnings("UnusedVariable")
    private boolean help;

    @Unmatched
    private final List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        Main.main(withDefaults(arguments).toArray(String[]::new));
        return ExitCode.OK;
    }

    static List<String> withDefaults(List<String> given) {
        var defaults = new LinkedHashMap<String, String>();
        defaults.put("-f", "1");
        defaults.put("-wi", "3");
        defaults.put("-i", "5");
        defaults.put("-prof", "gc");
        var all = new ArrayList<>(given);
        defaults.forEach((option, value) -> {
            if (!given.contains(option)) {
                all.add(option);
                all.add(value);
            }
        });
        return all;
    }
}
