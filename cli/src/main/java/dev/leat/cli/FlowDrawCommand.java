package dev.leat.cli;

import dev.leat.flow.definition.Check;
import dev.leat.flow.definition.Flow;
import dev.leat.flow.definition.FlowFile;
import dev.leat.flow.definition.FlowReading;
import dev.leat.flow.drawing.Drawing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code leat flow draw}. */
@Command(
        name = "draw",
        description = {
            "Draws the flow of a file: its states from left to right, what fails below, what is undone dashed.",
            "The same flow gives the same picture, byte for byte."
        },
        exitCodeList = {
            "0:done",
            "1:there are errors in the flow, or the picture cannot be written",
            "2:wrong usage, or a file that cannot be read"
        },
        footer = {
            "",
            "Examples:",
            "  leat flow draw order.yaml --out order.svg    for a browser, light and dark",
            "  leat flow draw order.yaml --format mermaid   for Markdown on GitHub and GitLab",
            "  leat flow draw order.yaml --format dot | dot -Tpdf > order.pdf",
        })
final class FlowDrawCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "A flow, in YAML or JSON.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(names = "--format", paramLabel = "FORMAT", description = "svg, mermaid or dot. Default: ${DEFAULT-VALUE}.")
    private Picture format = Picture.SVG;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write it. Default: standard output.")
    private @Nullable Path out;

    private enum Picture {
        SVG,
        MERMAID,
        DOT;

        String of(Flow flow) {
            Drawing drawing = Drawing.of(flow);
            return switch (this) {
                case SVG -> drawing.svg();
                case MERMAID -> drawing.mermaid();
                case DOT -> drawing.dot();
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    FlowDrawCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        FlowReading reading = FlowFile.read(file);
        if (reading.flow().isEmpty()) {
            reading.problems().forEach(terminal.err()::println);
            boolean isUnreadable = reading.problems().stream().anyMatch(problem -> problem.check() == Check.UNREADABLE);
            return isUnreadable ? ExitCode.USAGE : ExitCode.FAILED;
        }
        byte[] picture = format.of(reading.flow().get()).getBytes(StandardCharsets.UTF_8);
        if (out == null) {
            terminal.out().writeBytes(picture);
            terminal.out().flush();
        } else {
            write(picture, out);
        }
        return ExitCode.OK;
    }

    private static void write(byte[] picture, Path file) {
        try {
            Files.write(file, picture);
        } catch (IOException e) {
            throw new CommandException(
                    "the picture cannot be written to " + file + " ("
                            + e.getClass().getSimpleName()
                            + "); name a file in a folder that is there and that you may write to",
                    e);
        }
    }
}
