package dev.leat.cli;

import dev.leat.core.tools.Groups;
import dev.leat.core.tools.ResetPlan;
import dev.leat.core.tools.ResetTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code leat groups reset}. */
@Command(
        name = "reset",
        description = {
            "Lets a consumer group go on somewhere else. The group must be stopped: members would go on where they are, so it is refused"
                    + " while there are any."
        },
        exitCodeList = {"0:done", "1:it failed, or somebody is in the group", "2:wrong usage"},
        footer = {
            "",
            "Examples:",
            "  leat groups reset billing --to-beginning --dry-run           what would be handled again",
            "  leat groups reset billing --to-time 2026-11-21T08:00         everything since then, again",
            "  leat groups reset billing --topic orders --partition 3 --by 1 passes over one record",
        })
final class GroupsResetCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Parameters(index = "0", paramLabel = "GROUP", description = "The group.")
    @SuppressWarnings("NullAway.Init")
    private String group;

    @Option(names = "--to-beginning", description = "To the oldest record there is.")
    private boolean toBeginning;

    @Option(names = "--to-end", description = "Behind the newest record there is.")
    private boolean toEnd;

    @Option(
            names = "--to-time",
            paramLabel = "TIME",
            converter = Moments.Converter.class,
            description = "To the first record of this time or later: " + Moments.FORMS + ".")
    private @Nullable Instant toTime;

    @Option(names = "--to-offset", paramLabel = "N", description = "To this offset, in each partition.")
    private @Nullable Long toOffset;

    @Option(names = "--by", paramLabel = "N", description = "On by so many offsets, or back if negative.")
    private @Nullable Long by;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "Only this topic; may be given several times. Default: all that the group has committed.")
    private List<String> topics = new ArrayList<>();

    @Option(
            names = "--partition",
            paramLabel = "N",
            description = "Only this partition of the one --topic; may be given several times.")
    private List<Integer> partitions = new ArrayList<>();

    @Option(names = "--dry-run", description = "Show what would be done, and do nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print what was done as one line of JSON.")
    private boolean json;

    GroupsResetCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        ResetTarget target = target();
        if (!partitions.isEmpty() && topics.size() != 1) {
            throw wrong("--partition needs exactly one --topic, of which it is");
        }
        try (Cluster cluster = Cluster.at(connection);
                Groups groups = Groups.of(cluster.leat())) {
            ResetPlan plan = partitions.isEmpty()
                    ? groups.planReset(group, topics, target)
                    : groups.planResetOf(
                            group,
                            partitions.stream()
                                    .map(number -> new TopicPartition(topics.get(0), number))
                                    .collect(Collectors.toSet()),
                            target);
            if (!dryRun) {
                groups.apply(plan);
            }
            if (json) {
                terminal.out().println(JsonText.line(ResetText.json(plan, !dryRun)));
            } else {
                ResetText.print(plan, !dryRun, terminal.out());
            }
        }
        terminal.out().flush();
        return ExitCode.OK;
    }

    private ResetTarget target() {
        List<ResetTarget> given = new ArrayList<>();
        if (toBeginning) {
            given.add(ResetTarget.beginning());
        }
        if (toEnd) {
            given.add(ResetTarget.end());
        }
        if (toTime != null) {
            given.add(ResetTarget.at(toTime));
        }
        if (toOffset != null) {
            given.add(ResetTarget.offset(toOffset));
        }
        if (by != null) {
            given.add(ResetTarget.by(by));
        }
        if (given.size() != 1) {
            throw wrong("say where to by exactly one of --to-beginning, --to-end, --to-time, --to-offset and --by");
        }
        return given.get(0);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
