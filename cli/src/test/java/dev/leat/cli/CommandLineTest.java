package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandLineTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void withoutArgumentsThereIsHelp() {
        Shell shell = Shell.run();

        assertThat(shell.exitCode()).isZero();
        assertThat(shell.out()).startsWith("Usage: leat").contains("demo", "broker", "Examples:");
        assertThat(shell.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "broker"})
    void everyCommandHasHelpWithExamplesAndExitCodes(String command) {
        Shell shell = Shell.run(command, "--help");

        assertThat(shell.exitCode()).isZero();
        assertThat(shell.out()).startsWith("Usage: leat " + command).contains("Examples:", "Exit codes:");
        assertThat(shell.err()).isEmpty();
    }

    @Test
    void linesOfHelpFitATerminal() {
        assertThat(Shell.run("demo", "--help").outLines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void tellsItsVersion() {
        Shell shell = Shell.run("--version");

        assertThat(shell.exitCode()).isZero();
        assertThat(shell.outLines().get(0)).matches("leat \\d+\\.\\d+.*");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertUsage(Shell.run("demo", "--onse"), "leat: Unknown option: '--onse'", "Try 'leat demo --help'.");
        assertUsage(Shell.run("dmo"), "leat: 'dmo' is no command or option of leat", "Try 'leat --help'.");
    }

    @Test
    void refusesValuesThatCannotWork() {
        assertUsage(Shell.run("demo", "--rate", "0"), "leat: --rate is 0.0, must be above 0");
        assertUsage(Shell.run("demo", "--rate", "fast"), "'fast' is not a number");
        assertUsage(Shell.run("demo", "--lines", "0"), "leat: --lines is 0, must be 1 or more");
        assertUsage(Shell.run("demo", "--lines", "5", "--orders", "a.csv"), "--lines is for generated invoices");
        assertUsage(Shell.run("demo", "--once", "--brokers", "nonsense"), "'nonsense', must be host:port");
        assertUsage(Shell.run("broker", "--port", "70000"), "leat: --port is 70000, must be between 0 and 65535");
    }

    @Test
    void nothingReadableIsWrongUsageAndStartsNoBroker() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.csv"));

        Shell shell = Shell.run("demo", "--once", "--json", "--orders", empty.toString(), "--orders", "none.csv");

        assertThat(shell.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.errLines())
                .containsExactly(
                        "leat: none.csv: there is no such file or folder; check the name",
                        "leat: " + empty
                                + ":1: the file is empty, so there is nothing to read; it needs a header and invoice lines,"
                                + " or leave it out",
                        "leat: nothing to process: no line of the input can be read; see the messages above");
    }

    private static void assertUsage(Shell shell, String... messages) {
        assertThat(shell.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err()).contains(messages).doesNotContain("\tat ");
    }
}
