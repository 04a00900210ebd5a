package dev.leat.flow.definition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the keys of each state go together. For one thread. */
final class StateChecks {
    private final Flow flow;
    private final Findings findings;
    private final boolean usesCompensation;
    private final NeverChecks never;

    StateChecks(Flow flow, Findings findings) {
        this.flow = flow;
        this.findings = findings;
        this.never = new NeverChecks(flow, findings);
        this.usesCompensation = flow.timeout()
                        .map(Deadline::then)
                        .filter(Target.Compensate.class::isInstance)
                        .isPresent()
                || Exit.of(flow.states(), Trail.TOP.to("states"), findings).values().stream()
                        .flatMap(List::stream)
                        .anyMatch(Exit::compensates);
    }

    /** @param isBranch whether they are those of a branch */
    void check(Map<String, State> states, Trail trail, boolean isBranch) {
        states.forEach((name, state) -> {
            check(state, trail.to(name), isBranch);
            if (isBranch) {
                inherited(state.timeout().flatMap(Timeout::to), "timeout", states, trail.to(name));
                inherited(state.retry().flatMap(Retry::then), "retry", states, trail.to(name));
            }
        });
    }

    private void check(State state, Trail trail, boolean isBranch) {
        purpose(state, trail);
        if (isBranch) {
            inBranch(state, trail);
        }
        timeout(state, trail);
        state.retry().ifPresent(retry -> retry(state, retry, trail));
        retryOnEvent(state, trail);
        undo(state, trail);
        manual(state, trail);
        command(state, trail);
        new GuardChecks(state, findings).check(trail);
        withoutEvent(state, trail);
        never.check(state, trail);
        state.parallel().ifPresent(parallel -> parallel(parallel, trail.to("parallel")));
    }

    private void purpose(State state, Trail trail) {
        List<String> purposes = new ArrayList<>();
        state.command().ifPresent(each -> purposes.add("command"));
        state.waiting().ifPresent(each -> purposes.add("wait"));
        state.call().ifPresent(each -> purposes.add("call"));
        state.parallel().ifPresent(each -> purposes.add("parallel"));
        if (purposes.size() > 1) {
            excluded(trail, purposes.get(1), purposes.get(0), "make two states of it");
        }
        if (state.waiting().isPresent() && state.timeout().isPresent()) {
            excluded(trail, "timeout", "wait", "keep one");
        }
        if (state.undo().isPresent()
                && state.command().isEmpty()
                && state.call().isEmpty()) {
            findings.add(
                    Check.WRONG_COMBINATION,
                    trail.to("undo"),
                    "there is an 'undo', but no 'command' or 'call' that does anything",
                    "move it to the state that does");
        }
    }

    private void excluded(Trail trail, String key, String other, String remedy) {
        findings.add(
                Check.WRONG_COMBINATION, trail.to(key), "'" + key + "' and '" + other + "' exclude each other", remedy);
    }

    private void inBranch(State state, Trail trail) {
        if (state.parallel().isPresent()) {
            findings.add(
                    Check.WRONG_COMBINATION,
                    trail.to("parallel"),
                    "there is a 'parallel' inside a branch",
                    "make a flow of it, and 'call' that");
        }
        for (Exit exit : Exit.of(state, trail, findings)) {
            if (exit.compensates()) {
                findings.add(
                        Check.WRONG_COMBINATION,
                        exit.trail(),
                        "a branch cannot compensate, since what is undone is the saga's",
                        "end the branch in a state with 'final: failed', and let 'failed' of 'parallel' compensate");
            }
        }
    }

    /** Where 'defaults' lead is a state of the flow, which a branch need not have. */
    private void inherited(Optional<Target> target, String key, Map<String, State> states, Trail trail) {
        boolean isElsewhere = target.filter(Target.ToState.class::isInstance)
                .map(Target.ToState.class::cast)
                .filter(to -> !states.containsKey(to.state()))
                .isPresent();
        if (isElsewhere && !findings.has(trail.to(key))) {
            findings.add(
                    Check.UNKNOWN_STATE,
                    trail,
                    "the '" + key + "' of 'defaults' leads out of this branch",
                    "say '" + key + "' here, with a state of the branch, or '" + key + ": none'");
        }
    }

    private void timeout(State state, Trail trail) {
        state.timeout().ifPresent(timeout -> {
            Trail at = findings.own(trail, "timeout");
            tooLong(timeout.after(), findings.has(at.to("after")) ? at.to("after") : at);
            timeout.event().ifPresent(event -> unhandled(state, event, at));
            if (timeout.perAttempt() && state.retry().isEmpty()) {
                findings.add(
                        Check.WRONG_COMBINATION,
                        at.to("per"),
                        "it is for each attempt, and there is only one",
                        "add a 'retry', or leave 'per' out");
            }
        });
        state.waiting().ifPresent(waiting -> {
            waiting.duration().ifPresent(time -> tooLong(time, trail.to("wait")));
            if (waiting.to().isEmpty()) {
                unhandled(state, Flow.TIMEOUT, trail.to("wait"));
            }
        });
    }

    private void tooLong(Duration time, Trail trail) {
        Optional<Duration> most = flow.timeout().map(Deadline::after);
        if (most.isPresent() && time.compareTo(most.get()) > 0) {
            findings.add(
                    Check.TIMEOUT_TOO_LONG,
                    trail,
                    Durations.text(time) + " is longer than the " + Durations.text(most.get()) + " of the saga",
                    "shorten it, or give the saga more time");
        }
    }

    private void unhandled(State state, String event, Trail trail) {
        boolean retries = state.retry()
                .filter(retry -> retry.on().contains(Flow.TIMEOUT) || retry.on().contains(event))
                .isPresent();
        if (!state.on().containsKey(event) && !retries) {
            findings.add(
                    Check.TIMEOUT_UNHANDLED,
                    trail,
                    "the event '" + event + "' that happens then leads nowhere in '" + state.name() + "'",
                    "name a state with 'to', or say under 'on' where '" + event + "' leads");
        }
    }

    private void retry(State state, Retry retry, Trail trail) {
        Trail at = findings.own(trail, "retry");
        if (state.command().isEmpty()) {
            findings.add(
                    Check.WRONG_COMBINATION,
                    at,
                    "there is no command to send again",
                    "leave 'retry' out, or add 'command'");
        }
        bounded(retry, at);
        for (String event : retry.on()) {
            boolean isTimeout = event.equals(Flow.TIMEOUT);
            boolean leads = retry.then().isPresent() || (isTimeout ? timeoutLeads(state) : leadsOut(state, event));
            if (isTimeout && state.timeout().isEmpty()) {
                findings.add(
                        Check.WRONG_COMBINATION,
                        at.to("on"),
                        "it is for timeouts, and '" + state.name() + "' has no 'timeout'",
                        "add one, or leave it out of 'on'");
            } else if (!leads) {
                findings.add(
                        Check.RETRY_WITHOUT_END,
                        at,
                        "when attempts are used up, '" + event + "' leads nowhere in '" + state.name() + "'",
                        "say in 'then' where that leads");
            }
        }
        if (retry.on().isEmpty()
                && state.on().values().stream().flatMap(List::stream).noneMatch(Transition::retry)) {
            findings.add(Check.MISSING_KEY, at, "'on' is missing", "name the events that mean failure, or timeout");
        }
    }

    private void bounded(Retry retry, Trail at) {
        if (retry.attempts().isEmpty() && retry.within().isEmpty()) {
            findings.add(Check.RETRY_WITHOUT_END, at, "it has neither 'attempts' nor 'within'", "add one of them");
        }
        retry.within().ifPresent(time -> tooLong(time, at.to("within")));
    }

    private static boolean timeoutLeads(State state) {
        return state.timeout()
                .filter(timeout -> timeout.to().isPresent()
                        || timeout.event()
                                .filter(event -> leadsOut(state, event))
                                .isPresent())
                .isPresent();
    }

    private static boolean leadsOut(State state, String event) {
        return state.on(event).stream().anyMatch(transition -> !transition.retry());
    }

    private void retryOnEvent(State state, Trail trail) {
        state.on().forEach((event, transitions) -> {
            for (int i = 0; i < transitions.size(); i++) {
                if (transitions.get(i).retry()) {
                    retried(state, event, findings.item(trail.to("on").to(event), i));
                }
            }
        });
    }

    private void retried(State state, String event, Trail trail) {
        if (state.retry().isEmpty()) {
            findings.add(
                    Check.RETRY_WITHOUT_END,
                    trail,
                    "'" + event + "' sends the command again, and nothing says how often",
                    "add a 'retry' with 'attempts' to the state");
        } else if (state.retry().flatMap(Retry::then).isEmpty() && !leadsOut(state, event)) {
            findings.add(
                    Check.RETRY_WITHOUT_END,
                    trail,
                    "when attempts are used up, '" + event + "' leads nowhere",
                    "say in 'then' of 'retry' where that leads");
        }
    }

    private void undo(State state, Trail trail) {
        if (state.undo().isEmpty()) {
            return;
        }
        Undo undo = state.undo().get();
        boolean sagaCompensates = flow.timeout()
                .map(Deadline::then)
                .filter(Target.Compensate.class::isInstance)
                .isPresent();
        boolean mayBeUnknown = state.call().isEmpty()
                && (state.timeout().isPresent() || state.retry().isPresent() || sagaCompensates);
        if (undo.onTimeout().isEmpty() && mayBeUnknown) {
            findings.add(
                    Check.UNDO_UNDECIDED,
                    trail.to("undo"),
                    "'onTimeout' is missing, and '" + state.name() + "' can be left without an answer",
                    "write 'onTimeout: undo' if the command can deal with nothing to undo, or 'onTimeout: skip'");
        }
        if (state.call().isPresent()) {
            undoOfCall(undo, trail.to("undo"));
        }
        for (String event : undo.not()) {
            if (!state.on().containsKey(event)) {
                notOn(state, event, trail.to("undo").to("not"));
            }
        }
        undo.timeout().ifPresent(time -> tooLong(time, trail.to("undo").to("timeout")));
        undo.retry().ifPresent(retry -> undoRetry(undo, retry, trail.to("undo").to("retry")));
        if (undo.done().isEmpty()) {
            undo.timeout().ifPresent(time -> undoWithoutAnswer("timeout", trail));
            undo.retry().ifPresent(retry -> undoWithoutAnswer("retry", trail));
        } else if (undo.timeout().isEmpty()) {
            findings.add(
                    Check.COMMAND_WITHOUT_TIMEOUT,
                    trail.to("undo"),
                    "the undoing of '" + state.name() + "' waits for an answer for ever",
                    "add a 'timeout' to the 'undo'");
        }
        if (undo.done().isEmpty() && !undo.failed().isEmpty()) {
            findings.add(
                    Check.MISSING_KEY,
                    trail.to("undo"),
                    "'done' is missing, so nothing waits for what 'failed' says",
                    "name the event that says it is undone");
        }
    }

    /** Whether there is something to undo says the end of the child alone. */
    private void undoOfCall(Undo undo, Trail trail) {
        if (undo.onTimeout().isPresent()) {
            needless("onTimeout", trail);
        }
        if (!undo.not().isEmpty()) {
            needless("not", trail);
        }
    }

    private void needless(String key, Trail trail) {
        findings.add(
                Check.WRONG_COMBINATION,
                trail.to(key),
                "'" + key + "' is for commands, and a 'call' is undone after the child's success and in no other case",
                "leave it out; a child that is not waited for any more is cancelled, and undoes itself what it has done");
    }

    private void undoWithoutAnswer(String key, Trail trail) {
        findings.add(
                Check.WRONG_COMBINATION,
                trail.to("undo").to(key),
                "'" + key + "' is about waiting for an answer, and without 'done' nothing waits for one",
                "name in 'done' the event that says it is undone, or leave '" + key + "' out");
    }

    private void undoRetry(Undo undo, Retry retry, Trail trail) {
        bounded(retry, trail);
        if (retry.on().isEmpty()) {
            findings.add(Check.MISSING_KEY, trail, "'on' is missing", "name the events that mean failure, or timeout");
        }
        if (retry.on().contains(Flow.TIMEOUT) && undo.timeout().isEmpty()) {
            findings.add(
                    Check.WRONG_COMBINATION,
                    trail.to("on"),
                    "it is for timeouts, and the 'undo' has no 'timeout'",
                    "add one, or leave it out of 'on'");
        }
        if (retry.then().isPresent()) {
            findings.add(
                    Check.WRONG_COMBINATION,
                    trail.to("then"),
                    "the 'retry' of an 'undo' has 'then', and the compensation has its own way on",
                    "leave it out; 'failed' beside 'compensate' says where a saga goes when something cannot be undone");
        }
    }

    private void manual(State state, Trail trail) {
        state.manual()
                .ifPresent(manual -> manual.actions().forEach((label, event) -> {
                    if (!state.on().containsKey(event)) {
                        notOn(state, event, trail.to("manual").to("actions").to(label));
                    }
                }));
    }

    private void notOn(State state, String event, Trail trail) {
        findings.add(
                Check.UNKNOWN_EVENT,
                trail,
                "'" + event + "' does not lead out of '" + state.name() + "'",
                findings.meant(event, state.on().keySet(), "name events that are under 'on'"));
    }

    private void command(State state, Trail trail) {
        if (state.command().isEmpty() || state.isFinal() || goesOn(state)) {
            return;
        }
        if (state.timeout().isEmpty()) {
            findings.add(
                    Check.COMMAND_WITHOUT_TIMEOUT,
                    trail,
                    "'" + state.name() + "' waits for an answer for ever",
                    "add a 'timeout', or one to 'defaults'");
        }
        if (usesCompensation && state.undo().isEmpty() && !state.nothingToUndo()) {
            findings.add(
                    Check.COMMAND_WITHOUT_UNDO,
                    trail,
                    "'" + state.name() + "' has a command, and nothing says how it is undone",
                    "add an 'undo', or 'undo: none' if there is nothing to undo");
        }
    }

    /** Whether it waits for nothing. */
    private static boolean goesOn(State state) {
        return state.always().stream().anyMatch(transition -> transition.guard().isEmpty());
    }

    /** What is sent again, or happens by itself, has no event: it may be long gone. */
    private void withoutEvent(State state, Trail trail) {
        state.command().ifPresent(command -> withoutEvent(command, trail.to("command")));
        withoutEvent(state.effects(), trail.to("effects"));
        state.undo()
                .ifPresent(undo -> withoutEvent(undo.command(), trail.to("undo").to("command")));
        state.waiting().flatMap(Wait::until).ifPresent(until -> withoutEvent(until.asksForEvent(), trail.to("wait")));
        state.call().ifPresent(call -> {
            call.on().forEach((outcome, transitions) -> {
                Trail on = trail.to("call").to("on").to(Section.word(outcome));
                for (int i = 0; i < transitions.size(); i++) {
                    withoutRetry(transitions.get(i), findings.item(on, i));
                }
            });
            call.key()
                    .ifPresent(key ->
                            withoutEvent(key.asksForEvent(), trail.to("call").to("key")));
            call.input()
                    .ifPresent(input ->
                            withoutEvent(input.asksForEvent(), trail.to("call").to("input")));
        });
        for (int i = 0; i < state.always().size(); i++) {
            Transition each = state.always().get(i);
            Trail at = findings.item(trail.to("always"), i);
            withoutRetry(each, at);
            each.guard().ifPresent(guard -> withoutEvent(guard.asksForEvent(), at.to("if")));
            withoutEvent(each.set().values().stream().anyMatch(Expression::asksForEvent), at.to("set"));
            withoutEvent(each.effects(), at.to("effects"));
        }
    }

    /** Nothing has failed there that could be tried again. */
    private void withoutRetry(Transition transition, Trail trail) {
        if (transition.retry()) {
            findings.add(
                    Check.WRONG_COMBINATION,
                    trail.to("retry"),
                    "'retry' sends the command of a state again after an event under 'on', and this is none",
                    "say 'to'");
        }
    }

    private void withoutEvent(List<Command> commands, Trail trail) {
        for (int i = 0; i < commands.size(); i++) {
            withoutEvent(commands.get(i), findings.item(trail, i));
        }
    }

    private void withoutEvent(Command command, Trail trail) {
        command.payload().ifPresent(payload -> withoutEvent(payload.asksForEvent(), trail.to("payload")));
        withoutEvent(command.headers().values().stream().anyMatch(Expression::asksForEvent), trail.to("headers"));
    }

    private void withoutEvent(boolean asks, Trail trail) {
        if (asks) {
            findings.add(
                    Check.BAD_EXPRESSION,
                    trail,
                    "there is no 'event' here",
                    "keep what is needed of it in the data, by 'set' where it comes");
        }
    }

    private void parallel(Parallel parallel, Trail trail) {
        long sure = parallel.branches().values().stream()
                .filter(branch -> branch.states().values().stream()
                        .allMatch(state -> state.outcome().orElse(Outcome.SUCCESS) == Outcome.SUCCESS))
                .count();
        if (parallel.failed().isEmpty() && sure < parallel.join()) {
            findings.add(
                    Check.MISSING_KEY,
                    trail,
                    "'failed' is missing, and branches can end without success",
                    "say where it leads when too few succeed");
        }
        parallel.branches().forEach((name, branch) -> {
            Trail states = trail.to("branches").to(name).to("states");
            check(branch.states(), states, true);
            new WayChecks(branch.initial(), branch.states(), states, Optional.empty(), findings).check();
        });
    }
}
