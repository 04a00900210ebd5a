package dev.leat.cli;

import dev.leat.flow.definition.Check;
import dev.leat.flow.definition.FlowFile;
import dev.leat.flow.definition.FlowReading;
import dev.leat.flow.definition.MachineFile;
import dev.leat.flow.definition.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code leat flow import}: a machine of the closed service as a flow. */
@Command(
        name = "import",
        description = {
            "Reads the configuration of a closed flow manager service, or the machine in it alone, and prints the flow that does the same."
                    + " Brokers, logins and values of headers are not copied; what else is not has a message, and stands at the top as"
                    + " something to do."
        },
        exitCodeList = {
            "0:it is a flow now; perhaps with warnings",
            "1:it has errors, or the flow cannot be written",
            "2:wrong usage, or a file that cannot be read"
        },
        footer = {"", "Examples:", "  leat flow import saga.json --out order.yaml", "  leat flow check order.yaml"})
final class FlowImportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "MACHINE", description = "The JSON file.")
    @SuppressWarnings("NullAway.Init")
    private Path machine;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write the flow. Default: standard output.")
    private @Nullable Path out;

    FlowImportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        FlowReading reading = MachineFile.read(machine);
        reading.problems().forEach(problem -> terminal.err().println(problem));
        if (reading.flow().isEmpty()) {
            boolean isUnreadable = reading.problems().stream().anyMatch(problem -> problem.check() == Check.UNREADABLE);
            return isUnreadable ? ExitCode.USAGE : ExitCode.FAILED;
        }
        String text = notes(reading.problems()) + FlowFile.write(reading.flow().get());
        if (out == null) {
            terminal.out().print(text);
            terminal.out().flush();
        } else {
            write(out, text);
        }
        return ExitCode.OK;
    }

    /** What somebody has to do is in the flow, where it is not forgotten. */
    private static String notes(List<Problem> problems) {
        StringBuilder notes = new StringBuilder();
        for (Problem problem : problems) {
            if (problem.check() == Check.HOOK_NOT_COPIED) {
                notes.append("# ")
                        .append(problem.path())
                        .append(": ")
                        .append(problem.what())
                        .append("; ")
                        .append(problem.remedy())
                        .append('\n');
            }
        }
        return notes.toString();
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new CommandException(
                    file + " cannot be written (" + e.getClass().getSimpleName()
                            + "); check that its folder is there and that you may",
                    e);
        }
    }
}
