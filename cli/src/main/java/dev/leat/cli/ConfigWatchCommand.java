package dev.leat.cli;

import dev.leat.config.Revision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code leat config watch}. */
@Command(
        name = "watch",
        description = {
            "Shows what is in force, and then each version as it is published, until Ctrl-C: whose it is, and what it changes."
        },
        exitCodeList = {"0:ended by Ctrl-C, or all is shown that was asked for", "1:it failed", "2:wrong usage"},
        footer = {
            "",
            "Examples:",
            "  leat config watch                  all namespaces",
            "  leat config watch orders --json    a line of JSON for each version"
        })
final class ConfigWatchCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final CountDownLatch ended = new CountDownLatch(1);
    /** What was shown last of each namespace for all, which versions for some stand beside. For the thread that shows. */
    private final Map<String, Revision> shown = new HashMap<>();

    private long count;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    @Parameters(paramLabel = "NAMESPACE", arity = "0..*", description = "The namespaces. Default: all.")
    private List<String> namespaces = new ArrayList<>();

    @Option(names = "--count", paramLabel = "N", description = "End after so many were shown.")
    private @Nullable Long most;

    @Option(names = "--json", description = "Print each version as one line of JSON.")
    private boolean json;

    ConfigWatchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (most != null && most < 1) {
            throw new ParameterException(spec.commandLine(), "--count is " + most + ", must be 1 or more");
        }
        StopSignal.on(ended::countDown);
        return config.reading(store -> {
            Screen screen = new Screen(terminal);
            if (screen.interactive()) {
                screen.message("Watching " + (namespaces.isEmpty() ? "all namespaces" : String.join(", ", namespaces))
                        + "; Ctrl-C ends it.");
            }
            store.listen(this::show);
            var unused = store.start(); // and goes on until Kafka is there
            ended.await();
            return ExitCode.OK;
        });
    }

    private void show(Revision revision) {
        boolean isWanted = namespaces.isEmpty() || namespaces.contains(revision.namespace());
        if (!isWanted || ended.getCount() == 0) {
            return;
        }
        Revision before = shown.get(revision.namespace());
        if (revision.selector().isEmpty()) {
            shown.put(revision.namespace(), revision);
        }
        if (json) {
            terminal.out().println(JsonText.line(RevisionText.json(revision, before)));
        } else {
            terminal.out().println(Texts.line(revision.namespace()) + ": " + RevisionText.headline(revision));
            if (before != null) {
                RevisionText.lines(RevisionText.differences(before, revision))
                        .forEach(line -> terminal.out().println("  " + line));
            }
        }
        count++;
        // The reader of a pipe may have gone.
        if (terminal.out().checkError() || (most != null && count >= most)) {
            ended.countDown();
        }
    }
}
