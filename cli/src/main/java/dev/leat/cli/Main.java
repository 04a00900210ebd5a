package dev.leat.cli;

import java.io.PrintWriter;
import picocli.CommandLine;

/** The entry of the {@code leat} command. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine(Terminal.system()).execute(arguments));
    }

    /** All commands. What they print goes to the writers of the result, and to the terminal's. */
    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new LeatCommand())
                .addSubcommand(new DemoCommand(terminal))
                .addSubcommand(new BrokerCommand(terminal))
                .setOut(new PrintWriter(terminal.out(), true))
                .setErr(new PrintWriter(terminal.err(), true))
                .setUsageHelpWidth(100)
                .setUsageHelpAutoWidth(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Failures::usage)
                .setExecutionExceptionHandler(Failures::execution);
    }
}
