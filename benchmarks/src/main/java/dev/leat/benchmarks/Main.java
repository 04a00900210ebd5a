package dev.leat.benchmarks;

import dev.leat.benchmarks.arm.ArmMain;
import dev.leat.benchmarks.run.ArmJvm;
import dev.leat.benchmarks.run.ClusterException;
import dev.leat.benchmarks.run.ConfigJvm;
import dev.leat.benchmarks.run.ForkedBroker;
import dev.leat.benchmarks.run.JmhLogCosts;
import dev.leat.benchmarks.run.LogsJvm;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry of the {@code leat bench} command. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        var commands = commandLine(
                Terminal.system(),
                new Equipment(
                        ForkedBroker::start,
                        () -> ArmJvm.of(ArmMain.class),
                        new ConfigJvm(),
                        new LogsJvm(),
                        new JmhLogCosts()));
        System.exit(commands.execute(arguments));
    }

    static CommandLine commandLine(Terminal terminal, Equipment equipment) {
        return new CommandLine(new BenchCommand())
                .addSubcommand(new EngineCommand(terminal, equipment))
                .addSubcommand(new ConfigCommand(terminal, equipment))
                .addSubcommand(new LogsCommand(terminal, equipment))
                .addSubcommand(new MicroCommand())
                .setOut(new PrintWriter(terminal.out(), true, Charset.defaultCharset()))
                .setErr(new PrintWriter(terminal.err(), true, Charset.defaultCharset()))
                .setUsageHelpWidth(100)
                .setUsageHelpAutoWidth(false)
                .setParameterExceptionHandler(Main::usage)
                .setExecutionExceptionHandler(Main::failure);
    }

    private static int usage(ParameterException e, String[] arguments) {
        var command = e.getCommandLine();
        var err = command.getErr();
        err.println("leat: " + e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    private static int failure(Exception e, CommandLine command, CommandLine.ParseResult result) {
        var err = command.getErr();
        if (e instanceof BenchException || e instanceof ClusterException) {
            err.println("leat: " + e.getMessage());
        } else {
            err.println("leat: a fault in the benchmarks themselves; please report it with what follows");
            e.printStackTrace(err);
        }
        err.flush();
        return ExitCode.FAILED;
    }
}
