package dev.leat.cli;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
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

    @Mixin
    private final ReadingOptions reading = new ReadingOptions();

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "The topic; may be given several times. Default: logs.")
    private List<String> topics = new ArrayList<>();

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            converter = LogLevel.Converter.class,
            description =
                    "Only lines as urgent as this, or more: trace, debug, info, warn, error or fatal. Lines without a known level count as info.")
    private @Nullable LogLevel level;

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "Only lines of this service; may be given several times.")
    private List<String> services = new ArrayList<>();

    @Option(
            names = "--grep",
            paramLabel = "REGEX",
            converter = Regex.class,
            description = "Only lines with a message or stack trace that holds this regular expression.")
    private @Nullable Pattern grep;

    @Option(
            names = "--field",
            paramLabel = "NAME=VALUE",
            description =
                    "Only lines with this field, such as workerId=3, host.name=web-1, or an entry of the MDC; may be given several times.")
    private List<String> fields = new ArrayList<>();

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
        reading.check();
        if (reading.untilEnd() && reading.start().isEmpty()) {
            throw wrong("--until-end without --since or --last shows nothing: it begins at the end; add one of them");
        }
        LogFilter filter = filter();
        LogLineText text = new LogLineText(
                colours == Colours.ALWAYS || (colours == Colours.AUTO && terminal.colors()), ZoneId.systemDefault());
        List<String> wanted = topics.isEmpty() ? List.of("logs") : topics;
        try (Cluster cluster = Cluster.at(connection);
                TopicFeed feed = TopicFeed.open(
                        cluster.leat(), wanted, List.of(), reading.start().orElseGet(FeedStart::end))) {
            reading.show(
                    feed,
                    wanted,
                    terminal,
                    record -> LogLine.of(record).filter(filter).map(line -> json ? asItIs(line) : text.of(line)));
        }
        return ExitCode.OK;
    }

    private LogFilter filter() {
        LogFilter filter = new LogFilter();
        if (level != null) {
            filter.atLeast(level);
        }
        if (!services.isEmpty()) {
            filter.services(services);
        }
        if (grep != null) {
            filter.grep(grep);
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

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static String asItIs(LogLine line) {
        return JsonText.line(line.fields() == null ? JsonText.object().put("message", line.text()) : line.fields());
    }
}
