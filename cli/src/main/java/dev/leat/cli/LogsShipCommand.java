package dev.leat.cli;

import dev.leat.core.Producer;
import dev.leat.core.Serde;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code leat logs ship}: sends lines from anywhere to the log. */
@Command(
        name = "ship",
        description = {
            "Sends the lines of files, or of standard input, to a log that goes through Kafka. It waits until each is confirmed, so nothing is"
                    + " dropped; the lines of one file keep their order."
        },
        exitCodeList = {"0:all is sent and confirmed", "1:it failed", "2:wrong usage"},
        footer = {
            "",
            "A line that is a JSON object stays what it is, and has time, host and the like added if it lacks them; any other line is a message.",
            "",
            "Examples:",
            "  leat logs ship app.log --service orders         a file, to its end",
            "  tail -F app.log | leat logs ship - --service orders",
            "  leat logs ship old/*.log --level debug --json",
        })
final class LogsShipCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    private final Terminal terminal;
    private final InputStream in;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files with text in UTF-8; - is standard input.")
    private List<String> files = new ArrayList<>();

    @Option(names = "--topic", paramLabel = "TOPIC", description = "The topic, which must be there. Default: logs.")
    private String topic = "logs";

    @Option(names = "--service", paramLabel = "NAME", description = "What has written lines that do not say it.")
    private @Nullable String service;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            converter = LogLevel.Converter.class,
            description = "The level of lines that have none. Default: info.")
    private LogLevel level = LogLevel.INFO;

    @Option(names = "--json", description = "Print what was done as one line of JSON.")
    private boolean json;

    /** @param in standard input */
    LogsShipCommand(Terminal terminal, InputStream in) {
        this.terminal = terminal;
        this.in = in;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (files.stream().filter(STANDARD_INPUT::equals).count() > 1) {
            throw wrong("- is standard input, which ends but once; name it once");
        }
        List<LineFeed.Source> sources = files.stream().map(this::source).toList();
        Screen screen = new Screen(terminal);
        Shipment shipment;
        try (Cluster cluster = Cluster.at(connection)) {
            var unused = TopicCheck.partitions(cluster, topic);
            try (Producer<byte[], byte[]> producer =
                    cluster.leat().producer(Serde.bytes()).keys(Serde.bytes()).build()) {
                shipment = new Shipment(producer, screen);
                new LineFeed(sources, shipment, screen).run(in);
                producer.flush();
            } finally {
                screen.clear();
            }
        }
        return report(shipment, screen);
    }

    private LineFeed.Source source(String file) {
        boolean isFile = !file.equals(STANDARD_INPUT);
        return new LineFeed.Source(
                isFile ? Path.of(file) : null,
                new LogLines(topic, service, level, isFile ? file : null, Clock.systemUTC()));
    }

    private int report(Shipment shipment, Screen screen) {
        ShipmentText text = new ShipmentText(shipment, "line", topic);
        terminal.out().println(json ? JsonText.line(text.json()) : text.line());
        terminal.out().flush();
        Optional<String> failure = text.failure();
        failure.ifPresent(screen::message);
        return failure.isPresent() ? ExitCode.FAILED : ExitCode.OK;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
