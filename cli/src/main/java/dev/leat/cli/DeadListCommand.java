package dev.leat.cli;

import dev.leat.core.tools.DeadLetterTopic;
import dev.leat.core.tools.Letter;
import dev.leat.core.tools.LetterFilter;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code leat dead list}. */
@Command(
        name = "list",
        description =
                "Lists dead letters, a line for each: partition by partition, those of a partition in their order.",
        exitCodeList = {"0:done", "1:it failed", "2:wrong usage"},
        footer = {
            "",
            "Attempts are counted over all lives of a record; replayed is what 'leat dead replay' has sent back since.",
            "",
            "Examples:",
            "  leat dead list orders.dead --since 1h --waiting",
            "  leat dead list orders.dead --key o-17 --json"
        })
final class DeadListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private final LetterOptions letters = new LetterOptions();

    @Parameters(index = "0", paramLabel = "TOPIC", description = "The topic with the dead letters.")
    @SuppressWarnings("NullAway.Init")
    private String topic;

    @Option(names = "--waiting", description = "Only letters that were not replayed.")
    private boolean waiting;

    @Option(names = "--json", description = "Print each letter as one line of JSON.")
    private boolean json;

    DeadListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        LetterFilter all = letters.filter();
        Predicate<Letter> filter = waiting ? all.where(letter -> !letter.replayed()) : all;
        long count = letters.count();
        try (Cluster cluster = Cluster.at(connection)) {
            TextTable table = LetterText.table(terminal.out());
            DeadLetterTopic.of(cluster.leat(), topic).read(filter, count, letter -> {
                if (json) {
                    terminal.out().println(LetterText.json(letter, letters.formats(), false));
                } else {
                    LetterText.row(letter, letters.formats(), table);
                }
            });
            if (!json) {
                table.end("There are no such letters.");
            }
        }
        terminal.out().flush();
        return ExitCode.OK;
    }
}
