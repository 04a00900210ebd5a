package dev.leat.cli;

import dev.leat.config.ConfigStore;
import dev.leat.config.ConfigStoreException;
import dev.leat.config.InstanceReport;
import dev.leat.config.Publication;
import dev.leat.config.Revision;
import dev.leat.config.RolledOut;
import dev.leat.config.Rollout;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether, for whom and how long a command waits after it has published. A mixin. */
final class WaitOptions {
    private static final String ALL = "all";

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Option(
            names = "--wait",
            paramLabel = "N|all",
            description =
                    "Wait until so many instances run it, or all that it is for and that were heard of lately. Default: not at all.")
    private @Nullable String instances;

    @Option(names = "--within", paramLabel = "TIME", description = "How long to wait: 10s, 5m. Default: 30s.")
    private @Nullable String within;

    @Option(
            names = "--roll-back",
            paramLabel = "SHARE",
            description =
                    "Publish what was before once more, as soon as this share of the instances (above 0, at most 1) has refused it. Default:"
                            + " never.")
    private @Nullable Double share;

    /**
     * Empty for not waiting.
     *
     * @throws ParameterException if options contradict each other, or make no sense
     */
    Optional<Rollout> rollout() {
        if (instances == null) {
            if (within != null || share != null) {
                throw wrong("--within and --roll-back are about waiting; add --wait all, or --wait N");
            }
            return Optional.empty();
        }
        try {
            Rollout rollout = instances.toLowerCase(Locale.ROOT).equals(ALL)
                    ? Rollout.toAll()
                    : Rollout.toInstances(number(instances));
            rollout = within == null ? rollout : rollout.within(Spans.parse(within));
            return Optional.of(share == null ? rollout : rollout.rollBackWhenRefusedBy(share));
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw wrong("--wait is '" + text + "', must be a number of instances, or all");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /** Publishes and waits, with a bar for somebody who watches. */
    RolledOut rollOut(
            ConfigStore store, Publication publication, Rollout rollout, SelectorOptions selector, Screen screen)
            throws InterruptedException {
        if (!screen.interactive()) {
            return store.rollOut(publication, rollout);
        }
        String namespace = publication.namespace();
        long before = Math.max(version(store.newest(namespace)), version(store.newestForSome(namespace)));
        ProgressBar bar = new ProgressBar(System.nanoTime());
        View view = View.drawing(screen, () -> lines(bar, store, namespace, before, selector));
        try {
            return store.rollOut(publication, rollout);
        } finally {
            view.end();
            screen.clear();
        }
    }

    private static long version(Optional<Revision> revision) {
        return revision.map(Revision::version).orElse(0L);
    }

    private static List<String> lines(
            ProgressBar bar, ConfigStore store, String namespace, long before, SelectorOptions selector) {
        List<InstanceReport> meant;
        try {
            meant = store.instances().stream()
                    .filter(report -> report.namespace(namespace).isPresent() && selector.selects(report))
                    .toList();
        } catch (ConfigStoreException e) {
            return List.of(); // whoever waits is told
        }
        long done = meant.stream()
                .filter(report -> report.namespace(namespace).orElseThrow().version() > before)
                .count();
        return bar.lines((double) done / Math.max(1, meant.size()), done, "instances run it", System.nanoTime());
    }
}
