package dev.leat.cli;

import dev.leat.examples.orders.OrderProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A running demo in words and numbers. For one thread, since a rate is the difference to the time before. */
final class LiveText {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS = 1_000;

    private final String brokers;
    private final long startNanos;
    private long lastNanos;
    private long lastDone;

    LiveText(String brokers, long startNanos) {
        this.brokers = brokers;
        this.startNanos = startNanos;
        this.lastNanos = startNanos;
    }

    /** For a terminal. */
    List<String> lines(OrderProgress progress, long nowNanos) {
        double perSecond = perSecond(progress.done(), nowNanos);
        return List.of(
                format("Leat: orders on Kafka at %s, %s", brokers, clock(nowNanos)),
                "",
                format("  lines    %,12d sent      %,12d waiting", progress.sent(), progress.waiting()),
                format("           %,12d done      %,12.0f a second", progress.done(), perSecond),
                format("  orders   %,12d           %,15.2f revenue", progress.orders(), progress.revenue()),
                format("  rejected %,12d lines, in the dead letters", progress.rejected()),
                format("  held     %,12d orders     %,12d refused", progress.held(), progress.refused()),
                format("  rules    %s", rules(progress)),
                format("  latest   %s", latest(progress)),
                format("           %s", first(progress)),
                "",
                "Ctrl-C ends it, with a summary.");
    }

    /** For a log. */
    String line(OrderProgress progress, long nowNanos) {
        return format(
                "%s  lines sent %d, done %d (%.0f/s), rejected %d; orders %d, revenue %.2f, held %d, refused %d; rules %s",
                clock(nowNanos),
                progress.sent(),
                progress.done(),
                perSecond(progress.done(), nowNanos),
                progress.rejected(),
                progress.orders(),
                progress.revenue(),
                progress.held(),
                progress.refused(),
                rules(progress));
    }

    /** Workers come to a new version at different moments, and may refuse it. */
    private static String rules(OrderProgress progress) {
        String versions = progress.rules().entrySet().stream()
                .map(entry -> (entry.getKey() == 0 ? "none" : "version " + entry.getKey())
                        + (progress.rules().size() == 1 ? "" : " on " + entry.getValue()))
                .collect(Collectors.joining(", "));
        return versions + (progress.failed() == 0 ? "" : format("; %,d attempts made to fail", progress.failed()));
    }

    private static String latest(OrderProgress progress) {
        if (!progress.latest().isEmpty()) {
            return progress.latest();
        }
        return progress.consuming() ? "none yet" : "none yet, joining the consumer group";
    }

    private static String first(OrderProgress progress) {
        Instant first = progress.firstOrder();
        Instant start = ProcessHandle.current().info().startInstant().orElse(null);
        if (first == null || start == null) {
            return "";
        }
        return format(
                "the first one %.1f s after the command was given",
                Duration.between(start, first).toMillis() / MILLIS);
    }

    private double perSecond(long done, long nowNanos) {
        double seconds = (nowNanos - lastNanos) / NANOS_PER_SECOND;
        double rate = seconds < 0.01 ? 0 : (done - lastDone) / seconds;
        lastNanos = nowNanos;
        lastDone = done;
        return rate;
    }

    private String clock(long nowNanos) {
        Duration running = Duration.ofNanos(nowNanos - startNanos);
        return format("%d:%02d:%02d", running.toHours(), running.toMinutesPart(), running.toSecondsPart());
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
