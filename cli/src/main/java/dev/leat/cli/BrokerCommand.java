package dev.leat.cli;

import dev.leat.embedded.Embedded;
import dev.leat.embedded.EmbeddedBuilder;
import dev.leat.embedded.PortTakenException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        exitCodeList = {"0:ended by Ctrl-C", "1:it could not start or failed", "2:wrong usage"},
        footer = {
            "",
            "Examples:",
            "  leat broker                            on port 9092; what is in it is gone at the end",
            "  leat broker --port 0                   on any free port, which is printed",
            "  leat broker --port 9093 --data kafka/  keeps its topics in a folder, for the next time",
            "  leat broker --tls --user admin --user shop --authorizer --clients keys/",
            "                                         by TLS and login; only admin may do everything; passwords are made,",
            "                                         and stand in keys/admin.properties and keys/shop.properties"
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

    @Option(names = "--tls", description = "Clients speak TLS; the broker's certificate is made anew at each start.")
    private boolean tls;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description =
                    "Clients log in by SCRAM-SHA-256 as one of these, with a password made at each start; also by SCRAM-SHA-512, or by PLAIN.")
    private List<String> users = new ArrayList<>();

    @Option(
            names = "--authorizer",
            description = "Rights are checked: the first user may do everything, the others what they are given.")
    private boolean authorizer;

    @Option(
            names = "--clients",
            paramLabel = "DIR",
            description =
                    "The folder for what clients need with --tls or --user: NAME.properties for each user, ca.pem."
                            + " Default: a new one, which stays.")
    private @Nullable Path clients;

    BrokerCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new ParameterException(
                    spec.commandLine(), "--port is " + port + ", must be between 0 and " + HIGHEST_PORT);
        }
        if (authorizer && users.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--authorizer needs users, who have names; add --user NAME for each");
        }
        Screen screen = new Screen(terminal);
        screen.draw(List.of("Starting Kafka ..."));
        try (Embedded embedded = start()) {
            screen.clear();
            CountDownLatch stop = new CountDownLatch(1);
            StopSignal.on(stop::countDown);
            terminal.out().println(text(embedded, clientFiles(embedded)));
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
        if (tls) {
            builder.tls();
        }
        for (String user : users) {
            try {
                builder.sasl(user, ClientFiles.newPassword());
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), "--user: " + e.getMessage(), e);
            }
        }
        if (authorizer) {
            builder.authorizer(users.get(0));
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

    /** Empty if clients need nothing but the address. */
    private Optional<Path> clientFiles(Embedded embedded) {
        if (!tls && users.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path folder = clients != null ? clients : Files.createTempDirectory("leat-clients-");
            return Optional.of(new ClientFiles(folder).write(embedded, users));
        } catch (IOException | UncheckedIOException e) {
            throw new CommandException("the files for clients cannot be written: " + e.getMessage(), e);
        }
    }

    private String text(Embedded embedded, Optional<Path> files) {
        return files.map(folder -> securedText(embedded, folder)).orElseGet(() -> openText(embedded));
    }

    private String securedText(Embedded embedded, Path folder) {
        String first = folder.resolve((users.isEmpty() ? "client" : users.get(0)) + ".properties")
                .toString();
        return String.join(
                System.lineSeparator(),
                "Kafka is ready at " + embedded.bootstrapServers(),
                "",
                "  data          " + embedded.data() + (data == null ? " (deleted at the end)" : " (kept)"),
                "  clients       need what stands in " + folder,
                "  this command  leat topics list --config " + first,
                "",
                "Ctrl-C stops it.");
    }

    private String openText(Embedded embedded) {
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
