package dev.leat.flow;

import dev.leat.core.RecordId;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Notes down what a client tells of. */
final class Observed implements FlowObserver {
    final Queue<String> started = new ConcurrentLinkedQueue<>();
    final Queue<String> succeeded = new ConcurrentLinkedQueue<>();
    final Queue<String> failed = new ConcurrentLinkedQueue<>();
    final Queue<String> skipped = new ConcurrentLinkedQueue<>();
    final Queue<String> unknown = new ConcurrentLinkedQueue<>();
    final Queue<String> emitted = new ConcurrentLinkedQueue<>();
    final Queue<String> notEmitted = new ConcurrentLinkedQueue<>();

    @Override
    public void commandStarted(Command command) {
        started.add(command.label() + " " + command.attempt());
    }

    @Override
    public void commandSucceeded(Command command, Duration took) {
        succeeded.add(command.label());
    }

    @Override
    public void commandFailed(Command command, Throwable error, Duration took) {
        failed.add(command.label() + " " + error.getMessage());
    }

    @Override
    public void commandSkipped(RecordId record, String why) {
        skipped.add(why);
    }

    @Override
    public void commandUnknown(RecordId record, String label) {
        unknown.add(label);
    }

    @Override
    public void eventEmitted(String event) {
        emitted.add(event);
    }

    @Override
    public void eventFailed(String event, Throwable error) {
        notEmitted.add(event);
    }
}
