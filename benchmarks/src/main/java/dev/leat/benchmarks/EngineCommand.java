package dev.leat.benchmarks;

import dev.leat.benchmarks.plan.Choice;
import dev.leat.benchmarks.plan.ChoiceException;
import dev.leat.benchmarks.plan.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code leat bench engine}: checks what is asked for, then lists or runs it. */
@Command(
        name = "engine",
        description = {
            "Runs Leat beside the raw client and its peers.",
            "One broker, each run in a fresh JVM, the arms in turns, medians over rounds. Results go to standard output, how it gets on to"
                    + " standard error."
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, and every ledger is clean",
            "1:a run failed, lost records or broke the order it promises",
            "2:wrong usage",
            "130:ended by Ctrl-C; what was measured until then is shown and written"
        },
        footer = {
            "",
            "Examples:",
            "  leat bench engine --quick                      the essentials, in five minutes",
            "  leat bench engine --json a.json --chart a.svg  everything, within an hour",
            "  leat bench engine --workload W0,W2-1ms --arm raw,leat-key --rounds 3",
            "  leat bench engine --list                       what there is"
        })
final class EngineCommand implements Callable<Integer> {
    private static final int MOST_ROUNDS = 100;
    private static final Duration LONGEST_WINDOW = Duration.ofMinutes(10);
    private static final Duration SHORTEST_WINDOW = Duration.ofMillis(100);
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)\\s*s?");
    private static final int VIRTUAL_THREADS_SINCE = 21;

    private final Terminal terminal;
    private final Equipment equipment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--quick", description = "Three workloads, the arms that matter most, two short rounds.")
    private boolean quick;

    @Option(
            names = "--workload",
            paramLabel = "NAME",
            split = ",",
            description = "Only these: names as --list shows them, or their beginnings up to a hyphen. Default: all.")
    private List<String> workloads = List.of();

    @Option(names = "--arm", paramLabel = "NAME", split = ",", description = "Only these. Default: all.")
    private List<String> arms = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often each arm runs. Default: 5 or 3, as --list shows; 2 with --quick.")
    private @Nullable String rounds;

    @Option(
            names = "--window",
            paramLabel = "SECONDS",
            description = "How long each run is measured, after its warm-up. Default: as --list shows.")
    private @Nullable String window;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes conditions, results and all runs as JSON.")
    private @Nullable Path json;

    @Option(names = "--chart", paramLabel = "FILE", description = "Draws the results as SVG.")
    private @Nullable Path chart;

    @Option(names = "--list", description = "Shows what would run and how long it takes, and runs nothing.")
    private boolean list;

    EngineCommand(Terminal terminal, Equipment equipment) {
        this.terminal = terminal;
        this.equipment = equipment;
    }

    @Override
    public Integer call() {
        var plan = plan();
        var outputs = new Outputs(Outputs.file(spec, "--json", json), Outputs.file(spec, "--chart", chart));
        if (!plan.leftOut().isEmpty()) {
            terminal.message("Left out, since they need virtual threads (Java " + VIRTUAL_THREADS_SINCE + "): "
                    + String.join(
                            ", ",
                            plan.leftOut().stream().map(arm -> arm.label()).toList()));
        }
        if (list) {
            PlanText.lines(plan).forEach(terminal.out()::println);
            terminal.out().flush();
            return ExitCode.OK;
        }
        return new EngineRun(plan, Words.of(spec), outputs, terminal, equipment).run();
    }

    private Plan plan() {
        var choice = new Choice(
                quick,
                workloads,
                arms,
                rounds == null ? OptionalInt.empty() : OptionalInt.of(rounds(rounds)),
                window == null ? Optional.empty() : Optional.of(window(window)),
                Runtime.version().feature() >= VIRTUAL_THREADS_SINCE);
        try {
            return Plan.of(choice);
        } catch (ChoiceException e) {
            throw wrong(e.getMessage());
        }
    }

    private int rounds(String text) {
        var wrong = "--rounds is " + text + ", must be a whole number from 1 to " + MOST_ROUNDS;
        try {
            var count = Integer.parseInt(text);
            if (count >= 1 && count <= MOST_ROUNDS) {
                return count;
            }
        } catch (NumberFormatException e) {
            // As wrong as one out of bounds.
        }
        throw wrong(wrong);
    }

    private Duration window(String text) {
        var match = SECONDS.matcher(text);
        var length = match.matches()
                ? Duration.ofMillis(Math.round(Double.parseDouble(match.group(1)) * 1e3))
                : Duration.ZERO;
        if (length.compareTo(SHORTEST_WINDOW) < 0 || length.compareTo(LONGEST_WINDOW) > 0) {
            throw wrong("--window is " + text + ", must be seconds, from 0.1 to " + LONGEST_WINDOW.toSeconds()
                    + ", such as 4 or 4s");
        }
        return length;
    }

    private ParameterException wrong(@Nullable String message) {
        return new ParameterException(spec.commandLine(), String.valueOf(message));
    }
}
