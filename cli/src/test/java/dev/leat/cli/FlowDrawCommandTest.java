package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FlowDrawCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private String file = "";

    @BeforeEach
    void file() throws IOException {
        file = Files.writeString(folder.resolve("parcel.yaml"), """
                        flow: parcel
                        initial: sending
                        states:
                          sending:
                            command: send
                            timeout: {after: 1d, to: lost}
                            on: {delivered: done}
                          done: {final: success}
                          lost: {final: failed}
                        """).toString();
    }

    @Test
    void writesAnImageToStandardOutput() {
        Shell shell = Shell.run("flow", "draw", file);

        assertThat(shell.exitCode()).as(shell.err()).isZero();
        assertThat(shell.err()).isEmpty();
        assertThat(shell.out()).startsWith("<svg ").endsWith("</svg>\n").contains("delivered");
    }

    @Test
    void writesTheOtherFormatsToFiles() throws IOException {
        Path mermaid = folder.resolve("parcel.mmd");
        Path dot = folder.resolve("parcel.dot");

        assertThat(Shell.run("flow", "draw", file, "--format", "mermaid", "--out", mermaid.toString())
                        .out())
                .isEmpty();
        assertThat(Shell.run("flow", "draw", file, "--format", "dot", "--out", dot.toString())
                        .exitCode())
                .isZero();

        assertThat(mermaid).content().startsWith("flowchart LR\n");
        assertThat(dot).content().startsWith("digraph \"parcel\" {\n");
    }

    @Test
    void tellsWhatIsWrongWithTheFlow() throws IOException {
        String broken = Files.writeString(folder.resolve("broken.yaml"), "flow: parcel\ninitial: sending\n")
                .toString();

        Shell shell = Shell.run("flow", "draw", broken);

        assertThat(shell.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err()).contains(broken + ":", "states");
    }

    @Test
    void tellsThatItCannotWrite() {
        Shell shell = Shell.run(
                "flow", "draw", file, "--out", folder.resolve("away/parcel.svg").toString());

        assertThat(shell.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(shell.err()).contains("cannot be written", "NoSuchFileException");
    }

    @Test
    void aFileThatIsNotThereIsWrongUsage() {
        Shell shell = Shell.run("flow", "draw", folder.resolve("away.yaml").toString());

        assertThat(shell.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("error[unreadable]");
    }
}
