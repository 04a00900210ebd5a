package dev.leat.cli;

import dev.leat.examples.orders.OrderProgress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A bar for what ends by itself; nothing for the first two seconds, since most of it is done by then. */
final class ProgressBar {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int CELLS = 40;

    private final long startNanos;

    ProgressBar(long startNanos) {
        this.startNanos = startNanos;
    }

    List<String> lines(OrderProgress progress, long nowNanos) {
        double share = progress.sent() == 0 ? 0 : progress.share() * progress.done() / progress.sent();
        return lines(share, progress.done(), "lines", nowNanos);
    }

    /** @param ofWork the share that is done; more than 1 counts as 1 */
    List<String> lines(double ofWork, long done, String what, long nowNanos) {
        if (nowNanos - startNanos < PATIENCE.toNanos()) {
            return List.of();
        }
        double share = Math.min(1, ofWork);
        int filled = (int) (share * CELLS);
        return List.of(String.format(
                Locale.ROOT,
                "[%s%s] %3d %%  %,d %s",
                "#".repeat(filled),
                ".".repeat(CELLS - filled),
                (int) (share * 100),
                done,
                what));
    }
}
