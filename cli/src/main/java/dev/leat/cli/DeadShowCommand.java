package dev.leat.cli;

import dev.leat.core.RecordId;
import dev.leat.core.tools.DeadLetterTopic;
import dev.leat.core.tools.LetterFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code leat dead show}. */
@Command(
        name = "show",
        description = "Shows dead letters with all that is in them: these, or those that the options choose.",
        exitCodeList = {"0:done", "1:it failed, or one of the letters is not there", "2:wrong usage"},
        footer = {
            "",
            "Examples:",
            "  leat dead show orders.dead 0@17 3@4",
            "  leat dead show orders.dead --key o-17 --format json",
            "  leat dead show orders.dead --count 1 --json    with headers and value"
        })
final class DeadShowCommand implements Callable<Integer> {
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

    @Parameters(
            index = "1..*",
            paramLabel = "PARTITION@OFFSET",
            description = "Where the letters stand, as 'leat dead list' shows it.")
    private List<String> places = new ArrayList<>();

    @Option(names = "--json", description = "Print each letter as one line of JSON.")
    private boolean json;

    DeadShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Set<RecordId> wanted = wanted();
        LetterFilter filter =
                wanted.isEmpty() ? letters.filter() : letters.filter().at(wanted);
        long count = Math.min(letters.count(), wanted.isEmpty() ? Long.MAX_VALUE : wanted.size());
        Set<String> missing = new TreeSet<>();
        wanted.forEach(id -> missing.add(id.toString()));
        try (Cluster cluster = Cluster.at(connection)) {
            DeadLetterTopic.of(cluster.leat(), topic).read(filter, count, letter -> {
                missing.remove(letter.id().toString());
                if (json) {
                    terminal.out().println(LetterText.json(letter, letters.formats(), true));
                } else {
                    LetterText.print(letter, letters.formats(), terminal.out());
                }
            });
        }
        terminal.out().flush();
        if (!missing.isEmpty()) {
            throw new CommandException(
                    "there is no letter at " + String.join(", ", missing)
                            + " that fits the options; 'leat dead list' shows which there are",
                    null);
        }
        return ExitCode.OK;
    }

    private Set<RecordId> wanted() {
        try {
            return places.stream()
                    .map(place -> LetterPlace.parse(place).in(topic))
                    .collect(Collectors.toSet());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }
}
