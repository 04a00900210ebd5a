package dev.leat.cli;

import dev.leat.config.ConfigStore;
import dev.leat.config.ConfigStoreBuilder;
import dev.leat.config.Difference;
import dev.leat.config.Publication;
import dev.leat.config.Revision;
import dev.leat.config.RolledOut;
import dev.leat.config.Rollout;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** How something is published, and what is told of it; the same options for all commands that do. A mixin. */
final class PublishingOptions {
    // For the help of the commands.
    static final String EXIT_PARTLY =
            "3:published, and with --wait not all of those run it that were waited for; each has a message";
    static final String EXIT_CONFLICT = "5:somebody else has published meanwhile, who is told; nothing was published";
    static final String EXIT_REFUSED =
            "6:a check refuses it, with the reason, and nothing was published; or instances did, and it was rolled back";

    @Option(
            names = "--expect",
            paramLabel = "N",
            description = "Only if this version is in force; 0 if there must be none yet. Default: whatever is.")
    private @Nullable Long expected;

    @Option(names = "--author", paramLabel = "NAME", description = "Who publishes. Default: the user of this machine.")
    private @Nullable String author;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the history.")
    private @Nullable String reason;

    @Mixin
    private final SelectorOptions selector = new SelectorOptions();

    @Mixin
    private final WaitOptions waiting = new WaitOptions();

    @Option(names = "--dry-run", description = "Show what would be changed, check it, and publish nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print what was published as one line of JSON.")
    private boolean json;

    boolean isDryRun() {
        return dryRun;
    }

    /** @throws picocli.CommandLine.ParameterException if one contradicts another */
    void check() {
        var unused = List.of(waiting.rollout(), selector.selector());
    }

    ConfigStoreBuilder store(ConfigStoreBuilder builder) {
        return author == null ? builder : builder.author(author);
    }

    /** Publishes it, or not in a dry run, and tells. */
    int publish(ConfigStore store, Publication publication, Terminal terminal) throws InterruptedException {
        Publication whole = whole(publication);
        Optional<Rollout> rollout = waiting.rollout();
        if (dryRun) {
            Revision before = store.newest(whole.namespace()).orElse(null);
            Revision after = store.rehearse(whole);
            print(after, RevisionText.differences(before, after), null, terminal);
            return ExitCode.OK;
        }
        if (rollout.isEmpty()) {
            Revision after = store.publish(whole);
            print(after, differences(after, store), null, terminal);
            return ExitCode.OK;
        }
        RolledOut done = waiting.rollOut(store, whole, rollout.get(), selector, new Screen(terminal));
        print(done.revision(), differences(done.revision(), store), done, terminal);
        return RolloutText.exitCode(done);
    }

    private Publication whole(Publication publication) {
        Publication whole = reason == null ? publication : publication.reason(reason);
        whole = expected == null ? whole : whole.expecting(expected);
        return selector.selector().map(whole::where).orElse(whole);
    }

    private static List<Difference> differences(Revision after, ConfigStore store) {
        Revision before = RevisionText.before(store.history(after.namespace())).get(after.version());
        return RevisionText.differences(before, after);
    }

    private void print(Revision after, List<Difference> differences, @Nullable RolledOut done, Terminal terminal) {
        if (json) {
            ObjectNode node = RevisionText.json(after);
            node.put("published", !dryRun);
            node.set("differences", RevisionText.json(differences));
            if (done != null) {
                node.set("rollOut", RolloutText.json(done));
            }
            terminal.out().println(JsonText.line(node));
        } else {
            terminal.out()
                    .println((dryRun ? "Nothing was published. It would be " : Texts.line(after.namespace()) + ": ")
                            + RevisionText.headline(after)
                            + (differences.isEmpty() ? ", without any difference" : ""));
            RevisionText.lines(differences).forEach(terminal.out()::println);
            if (done != null) {
                RolloutText.print(done, terminal);
            }
        }
        terminal.out().flush();
    }
}
