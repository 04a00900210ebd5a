package dev.leat.cli;

import dev.leat.examples.orders.InputProblem;
import dev.leat.examples.orders.OrderSource;
import dev.leat.examples.orders.OrderSummary;
import dev.leat.examples.orders.OrderTopics;
import dev.leat.examples.orders.OrdersDemo;
import java.nio.file.Path;
import java.time.LocalDateTime;
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

/** {@code leat demo}: order processing on an embedded broker, or on somebody's. */
@Command(
        name = "demo",
        description = {
            "Processes orders: invoice lines go into a topic, a consumer group with key order makes orders of them, and in the end"
                    + " all topics are read back and checked. Starts a Kafka broker of its own unless told otherwise."
        },
        exitCodeList = {
            "0:all is well",
            "1:it failed, or lines were lost or came out of order",
            "2:wrong usage, or nothing in the input can be read",
            "3:done, but some of the input could not be read; each such line has a message"
        },
        footer = {
            "",
            "Input has a header and the columns InvoiceNo, StockCode, Description, Quantity, InvoiceDate,",
            "UnitPrice, CustomerID and Country, in any order. Lines without a price go to the dead letters.",
            "",
            "Eight workers go by rules from live configuration; without any, nothing is held, refused or delayed. While it runs:",
            "  leat config set orders --value '{\"ceiling\":500,\"refusedCountries\":[\"France\"],\"delayMillis\":20,",
            "      \"failureShare\":0.1}' --topic conf --brokers 127.0.0.1:PORT",
            "",
            "Examples:",
            "  leat demo                                  a generator at 50 lines a second, until Ctrl-C",
            "  leat demo --rate 2000                      a busier shop",
            "  leat demo --once                           5,000 generated lines as fast as can be, then the summary",
            "  leat demo --once --orders december/        all CSV files of a folder",
            "  leat demo --once --orders a.csv --json     the summary as one line of JSON",
            "  leat demo --once --with-index --json       the same, with its log in an OpenSearch of its own",
            "  leat demo --once --brokers localhost:9092  on a broker that is there; its topics are kept"
        })
final class DemoCommand implements Callable<Integer> {
    private static final long SEED = 20_101_222;
    private static final long LINES = 5_000;
    private static final double LIVE_RATE = 50;
    private static final DateTimeFormatter RUN = DateTimeFormatter.ofPattern("'.'uuuuMMdd-HHmmss-SSS", Locale.ROOT);

    private final Terminal terminal;
    private final AtomicLong problems = new AtomicLong();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--once",
            description =
                    "End when all lines are processed. Without it the demo runs on, with a live view, until Ctrl-C; when"
                            + " the files of --orders are through, it waits.")
    private boolean once;

    @Option(
            names = "--orders",
            paramLabel = "FILE_OR_DIR",
            description =
                    "A CSV file, or a folder: its files that end in .csv, by name. May be given several times. Without it"
                            + " invoices are generated.")
    private List<Path> orders = new ArrayList<>();

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Lines a second. Default: as fast as can be with --once or --orders, else 50.")
    private @Nullable Double rate;

    @Option(
            names = "--lines",
            paramLabel = "N",
            description = "How many lines to generate. Default: 5000 with --once, else without end.")
    private @Nullable Long lines;

    @Option(
            names = "--brokers",
            paramLabel = "LIST",
            description =
                    "Use these brokers (host:port, with commas between them) instead of an embedded one. Each run makes"
                            + " topics of its own there, but for conf, which has the rules of all runs.")
    private @Nullable String brokers;

    @Option(
            names = "--with-index",
            description =
                    "Start an OpenSearch too, bring the log of the demo there (topic logs), and count in the end what it has.")
    private boolean withIndex;

    @Option(names = "--json", description = "Print the summary as one line of JSON.")
    private boolean json;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        checkOptions();
        // What becomes of its rules, the demo says by itself. Before anybody has that logger.
        System.setProperty("org.slf4j.simpleLogger.log.dev.leat.config", "error");
        Screen screen = new Screen(terminal);
        OrderSource source = source(screen);
        if (!source.hasNext()) {
            screen.message("leat: nothing to process: no line of the input can be read; see the messages above");
            return ExitCode.USAGE;
        }
        screen.draw(List.of(brokers == null ? "Starting Kafka ..." : "Connecting to " + brokers + " ..."));
        try (Cluster cluster = brokers == null ? Cluster.embedded() : Cluster.at(brokers)) {
            OrderSummary summary = run(cluster, source, screen);
            return exitCode(summary);
        } finally {
            screen.clear();
        }
    }

    private void checkOptions() {
        if (rate != null && !(rate > 0 && rate <= 1e9)) {
            throw wrong("--rate is " + rate + ", must be above 0");
        }
        if (lines != null && lines < 1) {
            throw wrong("--lines is " + lines + ", must be 1 or more");
        }
        if (lines != null && !orders.isEmpty()) {
            throw wrong("--lines is for generated invoices and does not go with --orders; drop one of the two");
        }
        if (brokers != null && brokers.isBlank()) {
            throw wrong("--brokers is empty; give host:port, such as localhost:9092");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private OrderSource source(Screen screen) {
        if (orders.isEmpty()) {
            return OrderSource.generated(SEED, lines != null ? lines : once ? LINES : Long.MAX_VALUE);
        }
        return OrderSource.files(orders, problem -> tell(problem, screen));
    }

    private void tell(InputProblem problem, Screen screen) {
        problems.incrementAndGet();
        screen.message("leat: " + problem);
    }

    private OrderSummary run(Cluster cluster, OrderSource source, Screen screen) throws InterruptedException {
        var builder = OrdersDemo.builder(cluster.leat(), source)
                .topics(topics())
                .rate(perSecond())
                .messages(screen::message);
        OrdersDemo demo = (once ? builder : builder.stayOpen()).build();
        StopSignal.on(demo::stop);
        OrderSummary summary = withIndex ? runWithIndex(cluster, demo, screen) : run(cluster, demo, screen);
        terminal.out().println(json ? summary.json() : SummaryText.of(summary, demo.topics(), brokers));
        terminal.out().flush();
        return summary;
    }

    private OrderSummary run(Cluster cluster, OrdersDemo demo, Screen screen) throws InterruptedException {
        View view = View.begin(once, demo, cluster, screen);
        try {
            return demo.run();
        } finally {
            view.end();
            screen.clear();
        }
    }

    private OrderSummary runWithIndex(Cluster cluster, OrdersDemo demo, Screen screen) throws InterruptedException {
        screen.draw(List.of("Starting OpenSearch ..."));
        try (LogIndex index = LogIndex.start(cluster.leat(), demo.topics().logs())) {
            if (!once) {
                screen.message("The log is in OpenSearch at " + index.url() + ", as logs-*");
            }
            OrderSummary summary = run(cluster, demo, screen);
            screen.draw(List.of("Waiting for the index ..."));
            return summary.with(index.ask(summary.logs()));
        }
    }

    /** A cluster of its own has plain names. On somebody's, what is there from other runs must not be counted; rules hold for all runs. */
    private OrderTopics topics() {
        return brokers == null
                ? OrderTopics.plain()
                : OrderTopics.suffixed(RUN.format(LocalDateTime.now(java.time.ZoneId.systemDefault())))
                        .withConf(OrderTopics.plain().conf());
    }

    private double perSecond() {
        if (rate != null) {
            return rate;
        }
        return once || !orders.isEmpty() ? 0 : LIVE_RATE;
    }

    private int exitCode(OrderSummary summary) {
        if (!summary.exact()) {
            return ExitCode.FAILED;
        }
        return problems.get() > 0 ? ExitCode.PARTLY : ExitCode.OK;
    }
}
