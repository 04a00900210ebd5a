package dev.leat.cli;

import dev.leat.examples.orders.InputProblem;
import dev.leat.examples.orders.OrderSource;
import dev.leat.examples.saga.SagaDemo;
import dev.leat.examples.saga.SagaProgress;
import dev.leat.examples.saga.SagaSummary;
import dev.leat.examples.saga.SagaTopics;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code leat flow demo}: sagas on an embedded broker, or on somebody's. */
@Command(
        name = "demo",
        description = {
            "Runs a saga for each invoice of a shop: the worker 'payments' charges a card, the worker 'shipping' sends the parcel; what cannot"
                    + " be shipped is refunded. A small script stands for the flow manager. In the end the topics are read back and"
                    + " checked. Starts a Kafka broker of its own unless told otherwise."
        },
        exitCodeList = {
            "0:every saga has come to its end",
            "1:it failed, or sagas are open or have two ends",
            "2:wrong usage, or nothing in the input can be read",
            "3:done, but some of the input could not be read; each such line has a message"
        },
        footer = {
            "",
            "While it runs, each worker answers at the address that is printed: /-/healthz, /-/ready, /-/metrics.",
            "Ctrl-C begins no more sagas, and waits for those that have begun.",
            "",
            "Examples:",
            "  leat flow demo                       1,000 sagas as fast as can be, then the summary",
            "  leat flow demo --rate 20             slowly, to look at the workers meanwhile",
            "  leat flow demo --orders december/    a saga for each invoice in the CSV files of a folder",
            "  leat flow demo --json                the summary as one line of JSON",
        })
final class FlowDemoCommand implements Callable<Integer> {
    private static final long SEED = 20_101_222;
    private static final int SAGAS = 1_000;
    private static final DateTimeFormatter RUN = DateTimeFormatter.ofPattern("'.'uuuuMMdd-HHmmss-SSS", Locale.ROOT);

    private final Terminal terminal;
    private final AtomicLong problems = new AtomicLong();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--sagas",
            paramLabel = "N",
            description = "How many at most. Default: 1000, or all invoices with --orders.")
    private @Nullable Integer sagas;

    @Option(
            names = "--orders",
            paramLabel = "FILE_OR_DIR",
            description =
                    "Invoice lines, as for 'leat demo'. May be given several times. Without it invoices are generated.")
    private List<Path> orders = new ArrayList<>();

    @Option(names = "--rate", paramLabel = "N", description = "Sagas a second. Default: as fast as can be.")
    private @Nullable Double rate;

    @Option(
            names = "--brokers",
            paramLabel = "LIST",
            description =
                    "Use these brokers (host:port, with commas between them) instead of an embedded one. Each run makes"
                            + " topics of its own there.")
    private @Nullable String brokers;

    @Option(names = "--json", description = "Print the summary as one line of JSON, and nothing else.")
    private boolean json;

    FlowDemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        checkOptions();
        Screen screen = new Screen(terminal);
        OrderSource source = orders.isEmpty()
                ? OrderSource.generated(SEED, Long.MAX_VALUE)
                : OrderSource.files(orders, problem -> tell(problem, screen));
        screen.draw(List.of(brokers == null ? "Starting Kafka ..." : "Connecting to " + brokers + " ..."));
        try (Cluster cluster = brokers == null ? Cluster.embedded() : Cluster.at(brokers);
                SagaDemo demo = new SagaDemo(cluster.leat(), topics(), source, most(), rate == null ? 0 : rate)) {
            if (demo.isEmpty()) {
                screen.message("leat: nothing to buy: no line of the input can be read; see the messages above");
                return ExitCode.USAGE;
            }
            return exitCode(run(demo, screen));
        } finally {
            screen.clear();
        }
    }

    private void checkOptions() {
        if (sagas != null && sagas < 1) {
            throw wrong("--sagas is " + sagas + ", must be 1 or more");
        }
        if (rate != null && !(rate > 0 && rate <= 1e9)) {
            throw wrong("--rate is " + rate + ", must be above 0");
        }
        if (brokers != null && brokers.isBlank()) {
            throw wrong("--brokers is empty; give host:port, such as localhost:9092");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void tell(InputProblem problem, Screen screen) {
        problems.incrementAndGet();
        screen.message("leat: " + problem);
    }

    private int most() {
        return sagas != null ? sagas : orders.isEmpty() ? SAGAS : Integer.MAX_VALUE;
    }

    /** A cluster of its own has plain names. On somebody's, what is there from other runs must not be counted. */
    private SagaTopics topics() {
        return brokers == null
                ? SagaTopics.plain()
                : SagaTopics.suffixed(RUN.format(LocalDateTime.now(ZoneId.systemDefault())));
    }

    private SagaSummary run(SagaDemo demo, Screen screen) throws InterruptedException {
        StopSignal.on(demo::stop);
        if (!json) {
            demo.addresses().forEach((worker, address) -> screen.message(String.format("%-9s %s", worker, address)));
        }
        ProgressBar bar = new ProgressBar(System.nanoTime());
        View view = View.drawing(screen, () -> progress(bar, demo.progress()));
        SagaSummary summary;
        try {
            summary = demo.run();
        } finally {
            view.end();
            screen.clear();
        }
        terminal.out().println(json ? summary.json() : SagaText.of(summary, demo.topics(), brokers));
        terminal.out().flush();
        return summary;
    }

    private static List<String> progress(ProgressBar bar, SagaProgress progress) {
        return bar.lines(progress.share(), progress.ended(), "sagas", System.nanoTime());
    }

    private int exitCode(SagaSummary summary) {
        if (!summary.allEnded()) {
            return ExitCode.FAILED;
        }
        return problems.get() > 0 ? ExitCode.PARTLY : ExitCode.OK;
    }
}
