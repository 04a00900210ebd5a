package dev.leat.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code leat consume}: shows the records of topics. */
@Command(
        name = "consume",
        description = {
            "Shows records of topics, a line for each, until Ctrl-C. It belongs to no consumer group, so nobody misses what it reads."
        },
        exitCodeList = {"0:ended by Ctrl-C, or all is shown that was asked for", "1:it failed", "2:wrong usage"},
        footer = {
            "",
            "With --json each line is an object with topic, partition, offset, timestamp, key, headers and value, which 'leat"
                    + " produce --json-lines' takes. What is no text is in Base64, as keyBase64 or valueBase64.",
            "",
            "Examples:",
            "  leat consume orders                                what comes from now on, its values",
            "  leat consume orders --from-beginning --until-end   all there is",
            "  leat consume orders --since 15m --show time,key,value",
            "  leat consume orders --last 10 --json               the last ten of each partition",
            "  leat consume orders --key o-17 --from-beginning    one key's",
            "  leat consume orders --where /status=paid           JSON values with such a field",
            "  leat consume a --from-beginning --until-end --json | leat produce b --json-lines",
        })
final class ConsumeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final ReadingOptions reading = new ReadingOptions();

    @Mixin
    private final FormatOptions formats = new FormatOptions();

    @Parameters(paramLabel = "TOPIC", arity = "1..*", description = "The topics.")
    private List<String> topics = new ArrayList<>();

    @Option(names = "--from-beginning", description = "Begin with the oldest records. Default: with what comes.")
    private boolean fromBeginning;

    @Option(names = "--offset", paramLabel = "N", description = "Begin at this offset of each partition.")
    private @Nullable Long offset;

    @Option(
            names = "--partition",
            paramLabel = "N",
            description = "Only this partition; may be given several times. Default: all.")
    private List<Integer> partitions = new ArrayList<>();

    @Option(names = "--key", paramLabel = "KEY", description = "Only records with this key, in the key's format.")
    private @Nullable String key;

    @Option(
            names = "--header",
            paramLabel = "NAME[=VALUE]",
            description = "Only records with this header; may be given several times.")
    private List<String> headers = new ArrayList<>();

    @Option(
            names = "--match",
            paramLabel = "REGEX",
            converter = Regex.class,
            description = "Only records with a value that holds this regular expression, as it is shown.")
    private @Nullable Pattern match;

    @Option(
            names = "--where",
            paramLabel = "PLACE[=VALUE]",
            description =
                    "Only records with a JSON value that has this at a place (a JSON pointer, such as /customer/id); may be"
                            + " given several times.")
    private List<String> where = new ArrayList<>();

    @Option(
            names = "--show",
            paramLabel = "PARTS",
            split = ",",
            description =
                    "What to show, with commas between them: topic, partition, offset, time, key, headers, value. Parts are"
                            + " separated by tabs. Default: value.")
    private List<RecordText.Part> show = new ArrayList<>();

    @Option(names = "--json", description = "Print each record as one line of JSON.")
    private boolean json;

    ConsumeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        checkOptions();
        RecordFilter filter = filter();
        try (Cluster cluster = Cluster.at(connection);
                TopicFeed feed = TopicFeed.open(cluster.leat(), topics, partitions, start())) {
            reading.show(
                    feed,
                    topics,
                    terminal,
                    record -> Optional.of(record).filter(filter).map(this::text));
        }
        return ExitCode.OK;
    }

    private void checkOptions() {
        reading.check();
        int starts = (fromBeginning ? 1 : 0)
                + (offset == null ? 0 : 1)
                + (reading.start().isPresent() ? 1 : 0);
        if (starts > 1) {
            throw wrong("--from-beginning, --since, --offset and --last are different places to begin at; choose one");
        }
        if (offset != null && offset < 0) {
            throw wrong("--offset is " + offset + ", must not be negative");
        }
        if (json && !show.isEmpty()) {
            throw wrong("--show does not go with --json, which prints everything; drop one of the two");
        }
    }

    private FeedStart start() {
        if (fromBeginning) {
            return FeedStart.beginning();
        }
        if (offset != null) {
            return FeedStart.offset(offset);
        }
        return reading.start().orElseGet(FeedStart::end);
    }

    private RecordFilter filter() {
        RecordFilter filter = new RecordFilter();
        if (key != null) {
            filter.key(bytes(key));
        }
        headers.forEach(filter::header);
        if (match != null) {
            filter.match(match, formats.values());
        }
        for (String condition : where) {
            try {
                filter.where(condition);
            } catch (IllegalArgumentException e) {
                throw wrong("--where: " + e.getMessage());
            }
        }
        return filter;
    }

    private byte[] bytes(String ofKey) {
        try {
            return formats.keys().bytes(ofKey);
        } catch (IllegalArgumentException e) {
            throw wrong("--key: " + e.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private String text(ConsumerRecord<byte[], byte[]> record) {
        return json
                ? RecordText.json(record, formats)
                : RecordText.line(record, show.isEmpty() ? List.of(RecordText.Part.VALUE) : show, formats);
    }
}
