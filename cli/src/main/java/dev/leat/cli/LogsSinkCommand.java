package dev.leat.cli;

import dev.leat.core.Leat;
import dev.leat.core.health.Check;
import dev.leat.core.health.Finding;
import dev.leat.core.health.HealthStatus;
import dev.leat.core.tools.Groups;
import dev.leat.core.tools.PartitionLag;
import dev.leat.core.tools.UnknownGroupException;
import dev.leat.sink.LogSink;
import dev.leat.sink.LogSinkFile;
import dev.leat.sink.SinkCounts;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code leat logs sink}: brings logs to an index, to standard output, or to both. */
@Command(
        name = "sink",
        description = {
            "Brings the records of log topics to OpenSearch or Elasticsearch, to standard output, or to both, until Ctrl-C. Several of them"
                    + " share the work. What is not there yet is not committed: while the index is away it waits, and goes on where it was."
        },
        exitCodeList = {
            "0:ended by Ctrl-C, or all is done that was there, or nobody reads what it prints",
            "1:it failed",
            "2:wrong usage, or there is something wrong with the file"
        },
        footer = {
            "",
            "The file is YAML; the least of it:",
            "  index:",
            "    addresses: [http://localhost:9200]",
            "Its other settings stand in docs/logs-sink.md. Kafka is found by --brokers or -X, else by the file's 'brokers', else as every"
                    + " command finds it.",
            "",
            "Examples:",
            "  leat logs sink --config sink.yaml",
            "  leat logs sink --config sink.yaml --until-end --json   what there is, and then how much that was",
        })
final class LogsSinkCommand implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "What goes where, as YAML.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--brokers",
            paramLabel = "LIST",
            description =
                    "The brokers (host:port, with commas between them). Default: those of the file, else the environment variable "
                            + ConnectionOptions.BROKERS_VARIABLE + ", else " + ConnectionOptions.DEFAULT_BROKERS + ".")
    private @Nullable String brokers;

    @Option(
            names = "-X",
            paramLabel = "NAME=VALUE",
            description = "One setting of Kafka's clients; may be given several times.")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--until-end", description = "End when nothing is left of what was there.")
    private boolean untilEnd;

    @Option(names = "--json", description = "Print in the end what was done as one line of JSON.")
    private boolean json;

    /** @param environment with secrets that the file names */
    LogsSinkCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        LogSinkFile read = LogSinkFile.read(file, environment);
        String at = brokers != null ? brokers : read.brokers().orElse(null);
        ConnectionOptions connection = ConnectionOptions.of(spec, environment, at, settings);
        Screen screen = new Screen(terminal);
        CountDownLatch stop = new CountDownLatch(1);
        StopSignal.on(stop::countDown);
        try (Leat leat = connection.leat()) {
            PrintStream out = printed();
            LogSink sink = read.sink(leat, out);
            try (sink;
                    Groups groups = Groups.of(leat)) {
                sink.start();
                screen.message("Reading; Ctrl-C ends it.");
                watch(
                        sink,
                        () -> isUnread(sink, out)
                                || (untilEnd && isAtEnd(groups, sink.group().id())),
                        stop,
                        screen);
            }
            report(sink.counts());
            sink.group().failure().ifPresent(failure -> {
                throw new CommandException("the sink has ended: " + failure.getMessage(), failure);
            });
        }
        return ExitCode.OK;
    }

    /** With --json the one line is all that goes to standard output. */
    private PrintStream printed() {
        return json ? terminal.err() : terminal.out();
    }

    /** The reader of a pipe may have gone; what it does not take any more is not committed. */
    private static boolean isUnread(LogSink sink, PrintStream out) {
        return sink.counts().printed() > 0 && out.checkError();
    }

    private static void watch(LogSink sink, BooleanSupplier isOver, CountDownLatch stop, Screen screen)
            throws InterruptedException {
        Check health = sink.health();
        String told = "";
        while (!stop.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)
                && sink.group().failure().isEmpty()
                && !isOver.getAsBoolean()) {
            String trouble = trouble(health);
            if (!trouble.equals(told)) {
                screen.message(trouble.isEmpty() ? "going on" : "leat: " + trouble);
                told = trouble;
            }
        }
    }

    private static String trouble(Check health) {
        try {
            Finding finding = health.check();
            return finding.status() == HealthStatus.CRITICAL ? finding.message() : "";
        } catch (Exception e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** By what is committed: that is done, whoever of the group has done it. */
    private static boolean isAtEnd(Groups groups, String group) {
        try {
            List<PartitionLag> partitions = groups.describe(group).partitions();
            return !partitions.isEmpty() && partitions.stream().allMatch(LogsSinkCommand::isDone);
        } catch (UnknownGroupException e) {
            return false; // nobody has joined yet
        }
    }

    private static boolean isDone(PartitionLag partition) {
        return partition.lagRecords().orElse(partition.end() - partition.beginning()) == 0;
    }

    private void report(SinkCounts counts) {
        terminal.out()
                .println(
                        json
                                ? JsonText.line(JsonText.object()
                                        .put("indexed", counts.indexed())
                                        .put("alreadyThere", counts.alreadyThere())
                                        .put("deadLetters", counts.deadLetters())
                                        .put("printed", counts.printed())
                                        .put("retries", counts.retries()))
                                : Texts.number(counts.indexed(), "document") + " indexed, " + counts.alreadyThere()
                                        + " were there already, " + Texts.number(counts.deadLetters(), "dead letter"));
        terminal.out().flush();
    }
}
