package dev.leat.cli;

import dev.leat.examples.orders.OrdersDemo;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Shows once in a while how a demo is doing, on a thread of its own, until it is ended. */
final class View {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration QUARTER = Duration.ofMillis(250);
    private static final Duration REPORT = Duration.ofSeconds(5);

    private final Runnable show;
    private final Duration every;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "leat-cli-view");

    private View(Runnable show, Duration every) {
        this.show = show;
        this.every = every;
        thread.setDaemon(true);
    }

    static View begin(boolean once, OrdersDemo demo, Cluster cluster, Screen screen) {
        View view = once ? bar(demo, screen) : live(demo, cluster, screen);
        view.thread.start();
        return view;
    }

    /** Draws these lines now and then, for somebody who watches. */
    static View drawing(Screen screen, Supplier<List<String>> lines) {
        View view = new View(() -> screen.draw(lines.get()), QUARTER);
        view.thread.start();
        return view;
    }

    private static View bar(OrdersDemo demo, Screen screen) {
        ProgressBar bar = new ProgressBar(System.nanoTime());
        return new View(() -> screen.draw(bar.lines(demo.progress(), System.nanoTime())), QUARTER);
    }

    private static View live(OrdersDemo demo, Cluster cluster, Screen screen) {
        LiveText text = new LiveText(cluster.brokers(), System.nanoTime());
        screen.message("To change the rules of its workers while it runs:");
        screen.message("  ./leat config set orders --value '{\"ceiling\":500}' --topic "
                + demo.topics().conf() + " --brokers " + cluster.brokers());
        if (screen.interactive()) {
            return new View(() -> screen.draw(text.lines(demo.progress(), System.nanoTime())), SECOND);
        }
        screen.message("Kafka at " + cluster.brokers() + ", Ctrl-C ends it");
        return new View(() -> screen.message(text.line(demo.progress(), System.nanoTime())), REPORT);
    }

    private void run() {
        try {
            do {
                show.run();
            } while (!ended.await(every.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void end() {
        ended.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
