package dev.leat.cli;

import dev.leat.admin.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code leat topics delete}. */
@Command(
        name = "delete",
        description = "Deletes topics, with all their records. There is no way back.",
        exitCodeList = {
            "0:all are gone",
            "1:it failed, and nothing was changed",
            "2:wrong usage",
            "3:done in part: some were refused; each has a message"
        },
        footer = {"", "Examples:", "  leat topics delete orders orders.dead", "  leat topics delete orders --if-exists"
        })
final class TopicsDeleteCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "TOPIC", arity = "1..*", description = "Their names, in full.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--if-exists", description = "Do not complain about those that are not there.")
    private boolean ifExists;

    @Mixin
    private final ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--json", description = "Print what was done and refused as one line of JSON.")
    private boolean json;

    TopicsDeleteCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Outcome outcome = ClusterVisit.ask(connection, terminal, kafka -> {
            Set<String> unwanted = new LinkedHashSet<>(names);
            if (ifExists) {
                unwanted.retainAll(kafka.topicNames(true));
            }
            return kafka.delete(unwanted);
        });
        return OutcomeText.print(outcome, json, terminal);
    }
}
