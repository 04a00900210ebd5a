package dev.leat.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** The entry of the {@code leat} command. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // The broker turns names into upper case by the locale of the JVM, and does not start in a Turkish one.
        Locale.setDefault(Locale.ROOT);
        System.exit(commandLine(Terminal.system()).execute(arguments));
    }

    /** All commands. What they print goes to the writers of the result, and to the terminal's. */
    static CommandLine commandLine(Terminal terminal) {
        return commandLine(terminal, System.in);
    }

    /** @param in standard input */
    static CommandLine commandLine(Terminal terminal, InputStream in) {
        return commandLine(terminal, in, System.getenv());
    }

    /**
     * @param in standard input
     * @param environment of commands that change configuration
     */
    static CommandLine commandLine(Terminal terminal, InputStream in, Map<String, String> environment) {
        return new CommandLine(new LeatCommand())
                .addSubcommand(new DemoCommand(terminal))
                .addSubcommand(new BrokerCommand(terminal))
                .addSubcommand(TopicsCommand.commandLine(terminal))
                .addSubcommand(AccessCommand.commandLine(terminal))
                .addSubcommand(new ProduceCommand(terminal, in))
                .addSubcommand(new ConsumeCommand(terminal))
                .addSubcommand(new CommandLine(new GroupsCommand())
                        .addSubcommand(new GroupsListCommand(terminal))
                        .addSubcommand(new GroupsDescribeCommand(terminal))
                        .addSubcommand(new GroupsResetCommand(terminal)))
                .addSubcommand(new CommandLine(new DeadCommand())
                        .addSubcommand(new DeadListCommand(terminal))
                        .addSubcommand(new DeadShowCommand(terminal))
                        .addSubcommand(new DeadReplayCommand(terminal)))
                .addSubcommand(new DrainCommand(terminal))
                .addSubcommand(ConfigCommand.commandLine(terminal, in, environment))
                .addSubcommand(LogsCommand.commandLine(terminal, in, environment))
                .addSubcommand(new CommandLine(new FlowCommand())
                        .addSubcommand(new FlowDemoCommand(terminal))
                        .addSubcommand(new FlowCheckCommand(terminal))
                        .addSubcommand(new FlowDrawCommand(terminal))
                        .addSubcommand(new FlowImportCommand(terminal)))
                .registerConverter(int.class, text -> number(text, Integer::valueOf, "a whole number"))
                .registerConverter(Integer.class, text -> number(text, Integer::valueOf, "a whole number"))
                .registerConverter(Long.class, text -> number(text, Long::valueOf, "a whole number"))
                .registerConverter(Double.class, text -> number(text, Double::valueOf, "a number"))
                .setOut(new PrintWriter(terminal.out(), true, Charset.defaultCharset()))
                .setErr(new PrintWriter(terminal.err(), true, Charset.defaultCharset()))
                .setUsageHelpWidth(100)
                .setUsageHelpAutoWidth(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Failures::usage)
                .setExecutionExceptionHandler(Failures::execution);
    }

    private static <N> N number(String text, Function<String, N> parser, String kind) {
        try {
            return parser.apply(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not " + kind);
        }
    }
}
