package dev.leat.cli;

import dev.leat.flow.definition.Check;
import dev.leat.flow.definition.Flow;
import dev.leat.flow.definition.FlowFile;
import dev.leat.flow.definition.FlowReading;
import dev.leat.flow.definition.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code leat flow check}: what is wrong with flows. */
@Command(
        name = "check",
        description = {
            "Reads flows and tells everything that is wrong with them, each with file, line, column, a code that stays, and what to do."
                    + " Kafka is not asked for anything."
        },
        exitCodeList = {
            "0:there are no errors; perhaps warnings",
            "1:there are errors",
            "2:wrong usage, or a file that cannot be read"
        },
        footer = {
            "",
            "What a flow is, and each of the codes: docs/flow-definition.md",
            "",
            "Examples:",
            "  leat flow check order.yaml",
            "  leat flow check flows/*.yaml --strict --json   for a pipeline",
        })
final class FlowCheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "A flow in YAML or JSON.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--strict",
            description = "Take for errors what is probably none: conditions without a default, entries that are never"
                    + " looked at, conditions that are always the same, events that nothing uses, what can never happen, paths that"
                    + " schemas close out.")
    private boolean strict;

    @Option(names = "--json", description = "Print all of it as one line of JSON.")
    private boolean json;

    private record Checked(Path file, FlowReading reading) {
        long count(Check.Level level) {
            return reading.problems().stream()
                    .filter(problem -> problem.level() == level)
                    .count();
        }

        boolean isUnreadable() {
            return reading.problems().stream().anyMatch(problem -> problem.check() == Check.UNREADABLE);
        }
    }

    FlowCheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Checked> checked = files.stream().map(this::check).toList();
        if (json) {
            terminal.out().println(JsonText.line(object(checked)));
        } else {
            checked.forEach(this::tell);
        }
        terminal.out().flush();
        if (checked.stream().anyMatch(Checked::isUnreadable)) {
            return ExitCode.USAGE;
        }
        return checked.stream().allMatch(each -> each.count(Check.Level.ERROR) == 0) ? ExitCode.OK : ExitCode.FAILED;
    }

    private Checked check(Path file) {
        FlowReading reading = FlowFile.read(file);
        return new Checked(file, strict ? reading.strict() : reading);
    }

    private void tell(Checked checked) {
        checked.reading().problems().forEach(problem -> terminal.out().println(problem));
        long errors = checked.count(Check.Level.ERROR);
        long warnings = checked.count(Check.Level.WARNING);
        String found = errors + warnings == 0
                ? "nothing is wrong"
                : Texts.number(errors, "error") + ", " + Texts.number(warnings, "warning");
        terminal.out()
                .println(checked.file() + ": "
                        + checked.reading().flow().map(FlowCheckCommand::shown).orElse("") + found);
    }

    private static String shown(Flow flow) {
        return flow.name() + " version " + flow.version() + ", "
                + Texts.number(flow.states().size(), "state") + ": ";
    }

    private static ObjectNode object(List<Checked> checked) {
        ObjectNode object = JsonText.object();
        ArrayNode files = object.putArray("files");
        checked.forEach(each -> {
            ObjectNode file = files.addObject().put("file", each.file().toString());
            each.reading()
                    .flow()
                    .ifPresent(flow -> file.put("flow", flow.name())
                            .put("version", flow.version())
                            .put("hash", flow.hash())
                            .put("states", flow.states().size()));
            ArrayNode problems = file.putArray("problems");
            each.reading().problems().stream().map(Problem::json).forEach(problems::add);
        });
        return object.put("errors", sum(checked, Check.Level.ERROR)).put("warnings", sum(checked, Check.Level.WARNING));
    }

    private static long sum(List<Checked> checked, Check.Level level) {
        return checked.stream().mapToLong(each -> each.count(level)).sum();
    }
}
