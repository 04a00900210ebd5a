package dev.leat.cli;

import dev.leat.core.RecordId;
import dev.leat.core.tools.DeadLetterTopic;
import dev.leat.core.tools.Letter;
import dev.leat.core.tools.LetterFilter;
import dev.leat.core.tools.Replay;
import dev.leat.core.tools.ReplayBuilder;
import dev.leat.core.tools.ReplayProgress;
import dev.leat.core.tools.ReplayReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code leat dead replay}. */
@Command(
        name = "replay",
        description = {
            "Sends dead letters back to the topics that they come from, as the records that they were: key, value and headers. Letters of"
                    + " one key keep their order. What was replayed is marked in the commits of a group 'leat-replay.TOPIC', in the same"
                    + " transaction, so no letter is replayed twice unless you ask for it. All groups of those topics see the records."
        },
        exitCodeList = {
            "0:all is replayed that was asked for",
            "1:it failed; what was replayed until then is marked",
            "2:wrong usage",
            "3:ended by Ctrl-C, or some letters were left out; there are messages"
        },
        footer = {
            "",
            "Replayed records have headers __leat.replay.*: count, attempts before it, the group that gave them up, the letter,"
                    + " and their first timestamp.",
            "",
            "Examples:",
            "  leat dead replay orders.dead --error TimeoutException --dry-run",
            "  leat dead replay orders.dead --since 2h --rate 50 --max-replays 3",
            "  leat dead replay orders.dead --at 0@17 --again",
            "  leat dead replay orders.dead --key o-17 --to orders.repaired"
        })
final class DeadReplayCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final LetterOptions letters = new LetterOptions();

    @Parameters(index = "0", paramLabel = "TOPIC", description = "The topic with the dead letters.")
    @SuppressWarnings("NullAway.Init")
    private String topic;

    @Option(
            names = "--at",
            paramLabel = "PARTITION@OFFSET",
            converter = LetterPlace.Converter.class,
            description = "Exactly this letter; may be given several times.")
    private List<LetterPlace> places = new ArrayList<>();

    @Option(
            names = "--to",
            paramLabel = "TOPIC",
            description = "Send to this topic instead, to the partitions that the keys decide.")
    private @Nullable String target;

    @Option(names = "--rate", paramLabel = "N", description = "Letters a second. Default: as fast as can be.")
    private @Nullable Double rate;

    @Option(
            names = "--max-replays",
            paramLabel = "N",
            description = "Leave out letters of records that were replayed so often already and died again.")
    private @Nullable Integer maxReplays;

    @Option(names = "--again", description = "Also letters that were replayed before.")
    private boolean again;

    @Option(names = "--dry-run", description = "Show which letters would be replayed, and do nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print what was done as one line of JSON; in a dry run, each letter too.")
    private boolean json;

    DeadReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        checkOptions();
        Set<RecordId> wanted = places.stream().map(place -> place.in(topic)).collect(Collectors.toSet());
        LetterFilter filter =
                wanted.isEmpty() ? letters.filter() : letters.filter().at(wanted);
        long count = letters.count();
        Screen screen = new Screen(terminal);
        ReplayReport report;
        try (Cluster cluster = Cluster.at(connection)) {
            TextTable table = LetterText.table(terminal.out());
            ReplayBuilder builder = DeadLetterTopic.of(cluster.leat(), topic)
                    .replay()
                    .filter(filter)
                    .limit(count)
                    .listener((letter, fate) -> tell(letter, fate, table, screen));
            Replay replay = options(builder).build();
            StopSignal.on(replay::stop);
            report = run(replay, screen);
            table.end();
        }
        print(report, screen);
        return exitCode(report);
    }

    private void checkOptions() {
        if (rate != null && !(rate > 0 && rate <= 1e9)) {
            throw wrong("--rate is " + rate + ", must be above 0");
        }
        if (maxReplays != null && maxReplays < 1) {
            throw wrong("--max-replays is " + maxReplays + ", must be 1 or more");
        }
        if (topic.equals(target)) {
            throw wrong("--to is the topic with the dead letters itself, so they would go round; name another");
        }
    }

    private ReplayBuilder options(ReplayBuilder builder) {
        if (target != null) {
            builder.to(target);
        }
        if (rate != null) {
            builder.perSecond(rate);
        }
        if (maxReplays != null) {
            builder.maxReplays(maxReplays);
        }
        if (again) {
            builder.again();
        }
        return dryRun ? builder.dryRun() : builder;
    }

    private ReplayReport run(Replay replay, Screen screen) {
        if (dryRun) {
            return replay.run(); // prints as it goes
        }
        ProgressBar bar = new ProgressBar(System.nanoTime());
        View view = View.drawing(screen, () -> {
            ReplayProgress progress = replay.progress();
            return bar.lines(progress.share(), progress.replayed(), "letters replayed", System.nanoTime());
        });
        try {
            return replay.run();
        } finally {
            view.end();
            screen.clear();
        }
    }

    private void tell(Letter letter, Replay.Fate fate, TextTable table, Screen screen) {
        switch (fate) {
            case REPLAYED -> {
                if (dryRun && json) {
                    terminal.out().println(LetterText.json(letter, letters.formats(), false));
                } else if (dryRun) {
                    LetterText.row(letter, letters.formats(), table);
                }
            }
            case EXHAUSTED ->
                screen.message("leat: " + letter.id() + " is left out: its record was replayed "
                        + Texts.number(letter.replays(), "time") + " already (--max-replays)");
            case HOMELESS ->
                screen.message("leat: " + letter.id() + " is left out: "
                        + letter.origin()
                                .map(origin -> "its topic '" + origin.topic()
                                        + "' is not there; create it, or name another with --to")
                                .orElse("nothing says where it comes from; name a topic with --to"));
        }
    }

    private void print(ReplayReport report, Screen screen) {
        if (json) {
            terminal.out()
                    .println(JsonText.line(JsonText.object()
                            .put("topic", topic)
                            .put("done", !dryRun)
                            .put("end", report.end().name().toLowerCase(Locale.ROOT))
                            .put("replayed", report.replayed())
                            .put("replayedBefore", report.earlier())
                            .put("notWanted", report.unwanted())
                            .put("replayedTooOften", report.exhausted())
                            .put("withoutTopic", report.homeless())));
        } else {
            terminal.out()
                    .println((dryRun ? "Nothing was sent. A replay would send " : "Replayed ")
                            + Texts.number(report.replayed(), "letter") + " of " + topic + others(report));
        }
        terminal.out().flush();
        if (report.end() == ReplayReport.End.STOPPED) {
            screen.message("leat: ended before it was through; the same command goes on where it was");
        } else if (report.end() == ReplayReport.End.MARKS_FULL) {
            screen.message(
                    "leat: ended, since letters that were replayed and letters that were not take turns too often for all of"
                            + " it to be written down; replay the older ones (--until), or all, and then go on");
        }
    }

    /** What became of letters that were not replayed, if there are any. */
    private static String others(ReplayReport report) {
        List<String> others = new ArrayList<>();
        if (report.earlier() > 0) {
            others.add(String.format(Locale.ROOT, "%,d replayed before (--again)", report.earlier()));
        }
        if (report.unwanted() > 0) {
            others.add(String.format(Locale.ROOT, "%,d that the options do not choose", report.unwanted()));
        }
        if (report.leftOut() > 0) {
            others.add(String.format(Locale.ROOT, "%,d left out", report.leftOut()));
        }
        return others.isEmpty() ? "." : "; of the others " + String.join(", ", others) + ".";
    }

    private static int exitCode(ReplayReport report) {
        return switch (report.end()) {
            case COMPLETE, LIMIT -> report.leftOut() > 0 ? ExitCode.PARTLY : ExitCode.OK;
            case STOPPED -> ExitCode.PARTLY;
            case MARKS_FULL -> ExitCode.FAILED;
        };
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
