package dev.leat.flow.definition;

import java.util.List;
import java.util.Optional;

/** Whether each of several ways for one event is looked at, and one of them is taken. For one thread. */
final class GuardChecks {
    private final State state;
    private final Findings findings;

    GuardChecks(State state, Findings findings) {
        this.state = state;
        this.findings = findings;
    }

    void check(Trail trail) {
        state.on()
                .forEach((event, transitions) ->
                        check(transitions, trail.to("on").to(event), Optional.of("the event is unexpected")));
        check(
                state.always(),
                trail.to("always"),
                waits() ? Optional.empty() : Optional.of("nothing leads out of '" + state.name() + "'"));
        state.call()
                .ifPresent(call -> call.on()
                        .forEach((outcome, transitions) -> check(
                                transitions,
                                trail.to("call").to("on").to(Section.word(outcome)),
                                Optional.of("the end of the child leads nowhere"))));
    }

    /** Then it is no fault if no automatic transition holds. */
    private boolean waits() {
        return !state.on().isEmpty()
                || state.timeout().isPresent()
                || state.waiting().isPresent()
                || state.call().isPresent()
                || state.parallel().isPresent();
    }

    /** @param otherwise what becomes of it if none of them holds; empty if that may be */
    private void check(List<Transition> transitions, Trail trail, Optional<String> otherwise) {
        for (int i = 0; i < transitions.size(); i++) {
            Trail at = findings.item(trail, i);
            Transition each = transitions.get(i);
            Optional<Guard> guard = each.guard();
            boolean isLast = i == transitions.size() - 1;
            if (guard.isPresent() && guard.get().isConstant()) {
                findings.add(
                        Check.CONSTANT_GUARD,
                        at.to("if"),
                        "'" + guard.get() + "' is always the same",
                        "compare something of data or event, or leave 'if' out");
            }
            if (guard.isEmpty() && !isLast && !goesOnWhenUsedUp(each)) {
                findings.add(
                        Check.TWO_UNGUARDED,
                        findings.item(trail, i + 1),
                        "it is never looked at, since the one before has no 'if'",
                        "give that an 'if', or leave this out");
            }
            if (guard.isPresent() && isLast && otherwise.isPresent()) {
                findings.add(
                        Check.GUARDS_WITHOUT_DEFAULT,
                        at,
                        "if none of the conditions holds, " + otherwise.get(),
                        "add an entry without 'if' at the end");
            }
        }
    }

    /** When no attempts are left, and nothing says where that leads, the entry after it is looked at. */
    private boolean goesOnWhenUsedUp(Transition transition) {
        return transition.retry() && state.retry().flatMap(Retry::then).isEmpty();
    }
}
