package dev.leat.flow;

import dev.leat.core.RecordId;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All observers of a client as one, whose failures are nobody else's. Immutable. */
final class Observers implements FlowObserver {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.flow");

    private final List<FlowObserver> all;

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

    private void tell(Consumer<FlowObserver> news) {
        for (FlowObserver observer : all) {
            try {
                news.accept(observer);
            } catch (RuntimeException e) {
                LOG.warn("an observer of a flow client has failed, which changes nothing else", e);
            }
        }
    }
}
