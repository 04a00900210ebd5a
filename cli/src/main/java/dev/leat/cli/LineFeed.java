package dev.leat.cli;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sends the lines of inputs, one after the other, on a thread of its own: a read from a terminal does not end when it is interrupted, and what was read before Ctrl-C must still be sent.
 * For one use.
 */
final class LineFeed {
    private final List<Source> sources;
    private final Shipment shipment;
    private final Screen screen;
    private final AtomicInteger done = new AtomicInteger();
    private volatile @Nullable Input current;

    /** Where lines come from; null stands for standard input. */
    record Source(@Nullable Path file, LineFormat format) {}

    LineFeed(List<Source> sources, Shipment shipment, Screen screen) {
        this.sources = List.copyOf(sources);
        this.shipment = shipment;
        this.screen = screen;
    }

    /**
     * Returns at the end of the last one, or after Ctrl-C.
     *
     * @param in standard input
     */
    void run(InputStream in) throws InterruptedException {
        CompletableFuture<@Nullable Void> fed = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try {
                        sources.forEach(source -> feed(source, in));
                        fed.complete(null);
                    } catch (RuntimeException e) {
                        fed.completeExceptionally(e);
                    }
                },
                "leat-cli-input");
        reader.setDaemon(true);
        StopSignal.on(() -> {
            shipment.stop();
            fed.complete(null);
        });
        ProgressBar bar = new ProgressBar(System.nanoTime());
        boolean hasEnd = sources.stream().allMatch(source -> source.file() != null);
        View view = View.drawing(
                screen,
                () -> hasEnd ? bar.lines(share(), shipment.confirmed(), "records", System.nanoTime()) : List.of());
        reader.start();
        try {
            fed.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        } finally {
            view.end();
        }
    }

    private void feed(Source source, InputStream in) {
        try (Input input = source.file() == null ? Input.of(in) : Input.of(source.file())) {
            current = input;
            shipment.feed(input, source.format());
        } finally {
            done.incrementAndGet();
        }
    }

    private double share() {
        Input input = current;
        int before = done.get();
        return (before + (input == null || before == sources.size() ? 0 : input.share())) / sources.size();
    }
}
