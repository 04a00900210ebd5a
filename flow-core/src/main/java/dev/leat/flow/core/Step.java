package dev.leat.flow.core;

import java.util.List;

/**
 * What an input makes of a saga. All of it becomes true at once, or none.
 *
 * @param saga what it is from now on
 * @param fate what became of the input
 * @param commands to be sent, in this order
 * @param effects likewise, which nobody waits for
 * @param children to be started and cancelled, in this order
 * @param timersSet those that run now and did not before
 * @param timersCancelled those that ran before, do not run any more, and have not fired
 * @param history what is to be added to it
 * @param incidents what somebody should look at
 * @param deadLetters for which there is no use: the input, or what was kept
 * @param typeErrors how many guards and expressions had no value, since something was not there or of another type
 * @since 0.1
 */
public record Step(
        Saga saga,
        Fate fate,
        List<Dispatch> commands,
        List<Dispatch> effects,
        List<ChildOrder> children,
        List<Timer> timersSet,
        List<Timer> timersCancelled,
        List<HistoryEntry> history,
        List<Incident> incidents,
        List<DeadLetter> deadLetters,
        long typeErrors) {
    public Step {
        commands = List.copyOf(commands);
        effects = List.copyOf(effects);
        children = List.copyOf(children);
        timersSet = List.copyOf(timersSet);
        timersCancelled = List.copyOf(timersCancelled);
        history = List.copyOf(history);
        incidents = List.copyOf(incidents);
        deadLetters = List.copyOf(deadLetters);
    }

    /** Nothing has happened. */
    static Step nothing(Saga saga, Fate fate) {
        return new Step(
                saga, fate, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), 0);
    }
}
