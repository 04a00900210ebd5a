package dev.leat.cli;

import dev.leat.core.Outgoing;
import dev.leat.core.Producer;
import dev.leat.core.Serde;
import java.io.InputStream;
import java.nio.file.Path;
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

/** {@code leat produce}: sends lines as records. */
@Command(
        name = "produce",
        description = {
            "Sends records to a topic: the values given, or each line of a file or of standard input. The topic must be there."
        },
        exitCodeList = {
            "0:all is sent and confirmed",
            "1:it failed",
            "2:wrong usage",
            "3:sent, but some lines are no records; each has a message"
        },
        footer = {
            "",
            "With --json-lines each line is an object, with all or some of these:",
            "  {\"key\":\"k\", \"value\":\"v\", \"headers\":[{\"name\":\"n\",\"value\":\"v\"}],",
            "   \"timestamp\":\"2026-11-21T08:00:00Z\"}",
            "What is no text is keyBase64, keyHex, valueBase64 or valueHex. A value that is an object is sent as JSON; without"
                    + " a value the record is a tombstone.",
            "",
            "Examples:",
            "  leat produce orders hello                        one record",
            "  leat produce orders --key o-1 --header tenant=blue '{\"id\":1}' --format json",
            "  leat produce orders --tombstone --key o-1        deletes the key in a compacted topic",
            "  leat produce orders --key-separator : < lines    lines such as o-1:hello",
            "  leat produce orders --json-lines --file saved    what 'leat consume --json' printed",
        })
final class ProduceCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final InputStream in;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final FormatOptions formats = new FormatOptions();

    @Parameters(index = "0", paramLabel = "TOPIC", description = "The topic.")
    @SuppressWarnings("NullAway.Init")
    private String topic;

    @Parameters(index = "1..*", paramLabel = "VALUE", description = "Values to send. Default: the lines of the input.")
    private List<String> values = new ArrayList<>();

    @Option(names = "--file", paramLabel = "FILE", description = "Read lines from a file. Default: standard input.")
    private @Nullable Path file;

    @Option(names = "--key", paramLabel = "KEY", description = "The key of all records that have none of their own.")
    private @Nullable String key;

    @Option(
            names = "--key-separator",
            paramLabel = "TEXT",
            description = "Lines are key and value with this between them; \\t is a tab.")
    private @Nullable String separator;

    @Option(
            names = "--header",
            paramLabel = "NAME=VALUE",
            description = "A header for all records; may be given several times.")
    private List<String> headers = new ArrayList<>();

    @Option(
            names = "--partition",
            paramLabel = "N",
            description = "Send to this partition. Default: the one that the key decides.")
    private @Nullable Integer partition;

    @Option(names = "--tombstone", description = "Send one record without a value, for the --key.")
    private boolean tombstone;

    @Option(names = "--json-lines", description = "Lines are JSON objects with key, value, headers and timestamp.")
    private boolean jsonLines;

    @Option(names = "--json", description = "Print what was done as one line of JSON.")
    private boolean json;

    /** @param in standard input */
    ProduceCommand(Terminal terminal, InputStream in) {
        this.terminal = terminal;
        this.in = in;
    }

    @Override
    public Integer call() throws InterruptedException {
        checkOptions();
        Screen screen = new Screen(terminal);
        RecordTemplate template = new RecordTemplate(topic, partition, headers);
        LineFormat format =
                jsonLines ? new JsonLines(template, formats, key) : new PlainLines(template, formats, key, separator());
        List<Outgoing<byte[], byte[]>> given = given(template, format);
        Shipment shipment;
        try (Cluster cluster = Cluster.at(connection)) {
            checkTopic(cluster);
            try (Producer<byte[], byte[]> producer =
                    cluster.leat().producer(Serde.bytes()).keys(Serde.bytes()).build()) {
                shipment = new Shipment(producer, screen);
                given.forEach(shipment::send);
                if (given.isEmpty()) {
                    new LineFeed(List.of(new LineFeed.Source(file, format)), shipment, screen).run(in);
                }
                producer.flush();
            } finally {
                screen.clear();
            }
        }
        return report(shipment, screen);
    }

    private void checkOptions() {
        if (!values.isEmpty() && (file != null || jsonLines || separator != null)) {
            throw wrong("values do not go with --file, --json-lines or --key-separator, which are for lines of input");
        }
        if (jsonLines && separator != null) {
            throw wrong(
                    "--key-separator does not go with --json-lines, which have their keys in them; drop one of the two");
        }
        if (separator != null && separator.isEmpty()) {
            throw wrong("--key-separator is empty; give the text that stands between key and value");
        }
        if (separator != null && key != null) {
            throw wrong("--key does not go with --key-separator, by which each line has its key; drop one of the two");
        }
        if (tombstone && (key == null || !values.isEmpty() || file != null || jsonLines || separator != null)) {
            throw wrong("--tombstone needs --key, and goes with no values and no lines");
        }
        for (String header : headers) {
            if (header.indexOf('=') < 1) {
                throw wrong("--header has no name or no =; write it like --header tenant=blue");
            }
        }
        if (partition != null && partition < 0) {
            throw wrong("--partition is " + partition + ", must not be negative");
        }
    }

    private @Nullable String separator() {
        return separator == null ? null : separator.replace("\\t", "\t");
    }

    /** What the command line itself says, read before anything is sent. */
    private List<Outgoing<byte[], byte[]>> given(RecordTemplate template, LineFormat format) {
        try {
            byte[] keyBytes = key == null ? null : formats.keys().bytes(key);
            if (tombstone) {
                return List.of(template.record(keyBytes, null));
            }
        } catch (IllegalArgumentException e) {
            throw wrong("--key: " + e.getMessage());
        }
        List<Outgoing<byte[], byte[]>> records = new ArrayList<>();
        for (int number = 0; number < values.size(); number++) {
            try {
                records.add(format.record(values.get(number)));
            } catch (IllegalArgumentException e) {
                throw wrong("value " + (number + 1) + ": " + e.getMessage());
            }
        }
        return records;
    }

    private void checkTopic(Cluster cluster) throws InterruptedException {
        int partitions = TopicCheck.partitions(cluster, topic);
        if (partition != null && partition >= partitions) {
            throw wrong("--partition is " + partition + ", but '" + topic + "' has 0 to " + (partitions - 1));
        }
    }

    private int report(Shipment shipment, Screen screen) {
        ShipmentText text = new ShipmentText(shipment, "record", topic);
        terminal.out()
                .println(json ? JsonText.line(text.json().put("unreadable", shipment.unreadable())) : text.line());
        terminal.out().flush();
        Optional<String> failure = text.failure();
        failure.ifPresent(screen::message);
        if (failure.isPresent()) {
            return ExitCode.FAILED;
        }
        return shipment.unreadable() > 0 ? ExitCode.PARTLY : ExitCode.OK;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
