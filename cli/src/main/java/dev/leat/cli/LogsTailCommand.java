package dev.leat.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code leat logs tail}: shows what applications log. */
@Command(
        name = "tail",
        description = {
            "Shows the lines of a log that goes through Kafka as they come, until Ctrl-C. It belongs to no consumer group, so nobody"
                    + " misses what it reads. Lines of one process are in their order; of several, in that of their arrival."
        },
        exitCodeList = {"0:ended by Ctrl-C, or all is shown that was asked for", "1:it failed", "2:wrong usage"},
        footer = {
            "",
            "It reads JSON of the Elastic Common Schema, of Logstash's encoder and of snapJob (message, level, workerId, hostname);"
                    + " what is no JSON is shown as it is.",
            "",
            "Examples:",
            "  leat logs tail                                    everything from now on",
            "  leat logs tail --level warn --since 1h            what went wrong in the last hour, and goes wrong",
            "  leat logs tail --service orders --grep timed.out",
            "  leat logs tail --field workerId=3 --field hostname=web-1",
            "  leat logs tail --last 100 --until-end --json      records as they are, for other programs",
        })
final class LogsTailCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "The topic; may be given several times. Default: logs.")
    private List<String> topics = new ArrayList<>();

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description =
                    "Only lines as urgent as this, or more: trace, debug, info, warn, error or fatal. Lines without a known level count as info.")
    private @Nullable String level;

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "Only lines of this service; may be given several times.")
    private List<String> services = new ArrayList<>();

    @Option(
            names = "--grep",
            paramLabel = "REGEX",
            description = "Only lines with a message or stack trace that holds this regular expression.")
    private @Nullable String grep;

    @Option(
            names = "--field",
            paramLabel = "NAME=VALUE",
            description =
                    "Only lines with this field, such as workerId=3, host.name=web-1, or an entry of the MDC; may be given several times.")
    private List<String> fields = new ArrayList<>();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Moments.Converter.class,
            description = "Begin with lines of this time: " + Moments.FORMS + ". Default: with what comes.")
    private @Nullable Instant since;

    @Option(
            names = "--last",
            paramLabel = "N",
            description = "Begin this many records before the end of each partition.")
    private @Nullable Long last;

    @Option(names = "--until-end", description = "End when all is read that there was at the start.")
    private boolean untilEnd;

    @Option(names = "--count", paramLabel = "N", description = "End after this many lines were shown.")
    private @Nullable Long count;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            description = "Colours by level: auto, always or never. Default: auto, which is for terminals.")
    private Colours colours = Colours.AUTO;

    @Option(names = "--json", description = "Print each record as it is, one line of JSON.")
    private boolean json;

    /** Whether lines are coloured. */
    enum Colours {
        AUTO,
        ALWAYS,
        NEVER
    }

    LogsTailCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        checkOptions();
        Printer printer = new Printer(filter());
        Screen screen = new Screen(terminal);
        List<String> wanted = topics.isEmpty() ? List.of("logs") : topics;
        try (Cluster cluster = Cluster.at(connection);
                TopicFeed feed = TopicFeed.open(cluster.leat(), wanted, List.of(), start())) {
            StopSignal.on(feed::stop);
            if (!untilEnd && screen.interactive()) {
                screen.message("Reading " + String.join(", ", wanted) + "; Ctrl-C ends it.");
            }
            if (untilEnd) {
                feed.readToEnds(printer);
            } else {
                feed.follow(printer);
            }
        }
        return ExitCode.OK;
    }

    private void checkOptions() {
        if (since != null && last != null) {
            throw wrong("--since and --last are different places to begin at; choose one");
        }
        if (untilEnd && since == null && last == null) {
            throw wrong("--until-end without --since or --last shows nothing: it begins at the end; add one of them");
        }
        if (last != null && last < 1) {
            throw wrong("--last is " + last + ", must be 1 or more");
        }
        if (count != null && count < 1) {
            throw wrong("--count is " + count + ", must be 1 or more");
        }
    }

    private FeedStart start() {
        if (since != null) {
            return FeedStart.at(since);
        }
        return last != null ? FeedStart.last(last) : FeedStart.end();
    }

    private LogFilter filter() {
        LogFilter filter = new LogFilter();
        if (level != null) {
            String name = level;
            filter.atLeast(LogLevel.named(name)
                    .orElseThrow(() ->
                            wrong("--level is '" + name + "'; it must be trace, debug, info, warn, error or fatal")));
        }
        if (!services.isEmpty()) {
            filter.services(services);
        }
        if (grep != null) {
            filter.grep(pattern(grep));
        }
        for (String condition : fields) {
            try {
                filter.field(condition);
            } catch (IllegalArgumentException e) {
                throw wrong("--field: " + e.getMessage());
            }
        }
        return filter;
    }

    private Pattern pattern(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw wrong("--grep is no regular expression: " + e.getDescription() + " at " + e.getIndex());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Writes lines, until there are enough or nobody takes them. */
    private final class Printer implements TopicFeed.Reader {
        private final LogFilter filter;
        private final LogLineText text = new LogLineText(
                colours == Colours.ALWAYS || (colours == Colours.AUTO && terminal.colors()), ZoneId.systemDefault());
        private long shown;

        Printer(LogFilter filter) {
            this.filter = filter;
        }

        @Override
        public boolean takes(ConsumerRecord<byte[], byte[]> record) {
            Optional<LogLine> line = LogLine.of(record).filter(filter);
            if (line.isEmpty()) {
                return true;
            }
            terminal.out().println(json ? asItIs(line.get()) : text.of(line.get()));
            shown++;
            // The reader of a pipe may have gone.
            return !terminal.out().checkError() && (count == null || shown < count);
        }

        private String asItIs(LogLine line) {
            return JsonText.line(line.fields() == null ? JsonText.object().put("message", line.text()) : line.fields());
        }
    }
}
