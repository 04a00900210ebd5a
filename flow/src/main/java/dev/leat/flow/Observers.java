package dev.leat.flow;

import dev.leat.core.RecordId;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All observers of a client as one, whose failures are nobody else's. From any thread. */
final class Observers implements FlowObserver {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.flow");

    private final List<FlowObserver> all;
    /** Set while foreign code is called; removed after, for most of the threads are not ours. */
    private final ThreadLocal<Boolean> telling = new ThreadLocal<>();

    Observers(List<FlowObserver> all) {
        this.all = List.copyOf(all);
    }

    @Override
    public void commandStarted(Command command) {
        tell(observer -> observer.commandStarted(command));
    }

    @Override
    public void commandSucceeded(Command command, Duration took) {
        tell(observer -> observer.commandSucceeded(command, took));
    }

    @Override
    public void commandFailed(Command command, Throwable error, Duration took) {
        tell(observer -> observer.commandFailed(command, error, took));
    }

    @Override
    public void commandSkipped(RecordId record, String why) {
        tell(observer -> observer.commandSkipped(record, why));
    }

    @Override
    public void commandUnknown(RecordId record, String label) {
        tell(observer -> observer.commandUnknown(record, label));
    }

    @Override
    public void eventEmitted(String event) {
        tell(observer -> observer.eventEmitted(event));
    }

    @Override
    public void eventFailed(String event, Throwable error) {
        tell(observer -> observer.eventFailed(event, error));
    }

    /** Whether the calling thread is one that an observer, or whoever waits for an event, has been called on: much waits for it, and it must wait for nothing. */
    boolean areToldByCaller() {
        return telling.get() != null;
    }

    /** Calls what belongs to others, on a thread of Kafka's client or of the group. */
    void apart(Runnable call) {
        if (areToldByCaller()) {
            call.run();
            return;
        }
        telling.set(true);
        try {
            call.run();
        } finally {
            telling.remove();
        }
    }

    private void tell(Consumer<FlowObserver> news) {
        apart(() -> all.forEach(observer -> tell(observer, news)));
    }

    /** Errors too: a command would fail that has succeeded. */
    private static void tell(FlowObserver observer, Consumer<FlowObserver> news) {
        try {
            news.accept(observer);
        } catch (Throwable e) {
            LOG.warn("an observer of a flow client has failed, which changes nothing else", e);
        }
    }
}
