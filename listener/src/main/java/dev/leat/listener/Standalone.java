package dev.leat.listener;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.Leat;
import dev.leat.core.Tail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that lives from its listeners alone: it starts them, goes on until it is told to end, drains them, and closes what they stand on.
 *
 * <pre>{@code
 * public static void main(String[] args) throws Exception {
 *     Leat leat = Leat.create("localhost:9092");
 *     Listeners listeners = Listeners.of(leat).add(new Billing()).build();
 *     System.exit(Standalone.of(listeners).closing(leat).run());
 * }
 * }</pre>
 *
 * <p>A signal to end (SIGTERM, SIGINT) drains: no more calls start, those that run are waited for, what they have done is committed, and the groups are left. The JVM
 * ends after that. A group or broadcast that ends by itself ends the process, too: whoever looks after it shall start it anew rather than have one that
 * consumes only a part.
 *
 * <p>{@link #run()} is for one thread, once; {@link #stop()} for any.
 *
 * @since 0.1
 */
public final class Standalone {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.listener");
    private static final Duration DRAIN = Duration.ofSeconds(30);

    /** How long it may take to notice that a group has ended by itself. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** For what is closed after the listeners, when they have taken all the time that there was. */
    private static final Duration MORE = Duration.ofSeconds(5);

    private final Listeners listeners;
    private final List<AutoCloseable> more = new ArrayList<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private Duration drain = DRAIN;

    private Standalone(Listeners listeners) {
        this.listeners = listeners;
    }

    /** These listeners, which it closes in the end. */
    public static Standalone of(Listeners listeners) {
        return new Standalone(listeners);
    }

    /** What is closed after the listeners, in the order of these calls: clients by name, then the {@link Leat}. */
    public Standalone closing(AutoCloseable next) {
        more.add(next);
        return this;
    }

    /** How long the listeners may take to drain. Default 30 seconds. */
    public Standalone drain(Duration atMost) {
        this.drain = atMost;
        return this;
    }

    /** Ends {@link #run()} as a signal does. Returns at once. */
    public void stop() {
        asked.countDown();
    }

    /**
     * Starts, and returns when everything has ended and is closed.
     *
     * @return an exit code: 0 if it was told to end; 1 if a group or broadcast ended by itself, which is logged with its reason
     * @throws InterruptedException if the calling thread was interrupted; everything is closed all the same
     */
    public int run() throws InterruptedException {
        Thread hook = new Thread(this::stopAndWait, "leat-standalone-stop");
        if (!added(hook)) {
            LOG.info("the process ends already, so nothing is started");
            close();
            return 0;
        }
        try {
            return startAndWait();
        } finally {
            done.countDown();
            remove(hook);
        }
    }

    /** False if the JVM is ending already: a signal came while all this was made. */
    private static boolean added(Thread hook) {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            return true;
        } catch (IllegalStateException ending) {
            return false;
        }
    }

    private int startAndWait() throws InterruptedException {
        try {
            listeners.start();
            while (!listeners.leat().surroundings().await(asked, LOOK.toNanos())) {
                Optional<String> ended = ended();
                if (ended.isPresent()) {
                    LOG.error("{} has ended by itself, so the process ends", ended.get());
                    return 1;
                }
                if (listeners.isClosed()) {
                    return 0; // somebody has closed them
                }
            }
            LOG.info("asked to end, draining for at most {}", drain);
            return 0;
        } finally {
            close();
        }
    }

    /** The first group or broadcast that has a failure. */
    private Optional<String> ended() {
        Stream<String> groups = listeners.groups().stream()
                .filter(group -> group.failure().isPresent())
                .map(ConsumerGroup::id)
                .map(id -> "group '" + id + "'");
        Stream<String> broadcasts = listeners.broadcasts().stream()
                .filter(tail -> tail.failure().isPresent())
                .map(Tail::name)
                .map(name -> "broadcast '" + name + "'");
        return Stream.concat(groups, broadcasts).findFirst();
    }

    private void close() {
        close(listeners, () -> listeners.close(drain));
        more.forEach(each -> close(each, each));
    }

    private static void close(AutoCloseable what, AutoCloseable close) {
        try {
            close.close();
        } catch (Exception | LinkageError e) { // classes may be missing by now, of a file that was replaced
            LOG.warn("could not close {} in order, going on", what, e);
        }
    }

    /** On a thread of the JVM's, which ends when this returns. */
    private void stopAndWait() {
        stop();
        try {
            if (!done.await(drain.plus(MORE).toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("not everything has ended after {}, ending all the same", drain.plus(MORE));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // It is the JVM's end that this has waited for.
        }
    }
}
