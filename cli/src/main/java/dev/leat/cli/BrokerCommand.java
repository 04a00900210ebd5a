package dev.leat.cli;

import dev.leat.embedded.Embedded;
import dev.leat.embedded.EmbeddedBuilder;
import dev.leat.embedded.PortTakenException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code leat broker}: a Kafka broker in the foreground. */
@Command(
        name = "broker",
        description = "Runs a Kafka broker on this machine until Ctrl-C, for trying things out.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:ended by Ctrl-C", "1:it could not start or failed", "2:wrong usage"},
        footer = {
            "",
            "Examples:",
            "  leat broker                            on port 9092; what is in it is gone at the end",
            "  leat broker --port 0                   on any free port, which is printed",
            "  leat broker --port 9093 --data kafka/  keeps its topics in a folder, for the next time"
        })
final class BrokerCommand implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65_535;

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "9092",
            description = "The port to listen on; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder for its data, made if missing and kept. Default: a temporary one.")
    private @Nullable Path data;

    BrokerCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new ParameterException(
                    spec.commandLine(), "--port is " + port + ", must be between 0 and " + HIGHEST_PORT);
        }
        Screen screen = new Screen(terminal);
        screen.draw(List.of("Starting Kafka ..."));
        try (Embedded embedded = start()) {
            screen.clear();
            CountDownLatch stop = new CountDownLatch(1);
            StopSignal.on(stop::countDown);
            terminal.out().println(text(embedded));
            terminal.out().flush();
            stop.await();
            screen.message("Stopping Kafka ...");
        } finally {
            screen.clear();
        }
        return ExitCode.OK;
    }

    private Embedded start() {
        EmbeddedBuilder builder = Embedded.builder();
        if (port != 0) {
            builder.port(port);
        }
        if (data != null) {
            builder.data(data);
        }
        try {
            return builder.start();
        } catch (PortTakenException e) {
            throw new CommandException(
                    "port " + port + " is taken by another program; stop that, or choose another with --port"
                            + " (0 takes a free one)",
                    e);
        }
    }

    private String text(Embedded embedded) {
        String address = embedded.bootstrapServers();
        return String.join(
                System.lineSeparator(),
                "Kafka is ready at " + address,
                "",
                "  data          " + embedded.data() + (data == null ? " (deleted at the end)" : " (kept)"),
                "  in Java       Leat.create(\"" + address + "\")",
                "  any client    bootstrap.servers=" + address,
                "  the demo      leat demo --once --brokers " + address,
                "",
                "Ctrl-C stops it.");
    }
}
