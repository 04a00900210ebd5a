package dev.leat.flow.definition;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What states say that can never come about, though each key alone is as it must be. For one thread. */
final class NeverChecks {
    private final Flow flow;
    private final Findings findings;

    NeverChecks(Flow flow, Findings findings) {
        this.flow = flow;
        this.findings = findings;
    }

    /** Machines of the closed service run with what they have. */
    void check(State state, Trail trail) {
        if (flow.imported()) {
            return;
        }
        state.retry().ifPresent(retry -> {
            pauses(retry, findings.own(trail, "retry"));
            usedUp(state, retry, trail);
        });
        noTimeout(state, trail);
        state.undo().ifPresent(undo -> {
            undo.retry().ifPresent(retry -> pauses(retry, trail.to("undo").to("retry")));
            undoAnswers(undo, trail.to("undo"));
        });
    }

    private void pauses(Retry retry, Trail trail) {
        if (retry.first().compareTo(retry.max()) > 0) {
            never(
                    trail,
                    "the first pause is " + Durations.text(retry.first()) + ", and none is longer than "
                            + Durations.text(retry.max()),
                    "give it a longer 'max', or shorten 'first'");
        }
        Duration longest = retry.first().compareTo(retry.max()) < 0 ? retry.first() : retry.max();
        double shortestMillis = longest.toMillis() * (1 - retry.jitter());
        if (retry.within()
                .filter(time -> time.toMillis() < Math.floor(shortestMillis))
                .isPresent()) {
            never(
                    trail,
                    "nothing is tried again, since 'within' is over before the first pause is",
                    "give it more time, or shorten 'first'");
        }
    }

    /** With 'then' an event that is retried on leads nowhere else, whether attempts are left or not. */
    private void usedUp(State state, Retry retry, Trail trail) {
        if (retry.then().isEmpty()) {
            return;
        }
        state.on().forEach((event, transitions) -> {
            if (retry.on().contains(event) && !transitions.stream().allMatch(NeverChecks::saysNoMore)) {
                never(
                        trail.to("on").to(event),
                        "'" + event + "' is retried on, and then leads where 'then' of 'retry' says",
                        "leave it out here, or out of 'retry'");
            }
        });
    }

    /** To say it in both places is no mistake. */
    private static boolean saysNoMore(Transition transition) {
        return transition.retry()
                && transition.set().isEmpty()
                && transition.effects().isEmpty();
    }

    /** One that is declared, or that people may send, can come from elsewhere. */
    private void noTimeout(State state, Trail trail) {
        boolean isTold = state.retry()
                .filter(retry -> retry.then().isPresent() && retry.on().contains(Flow.TIMEOUT))
                .isPresent();
        boolean happens = isTold
                || flow.events().containsKey(Flow.TIMEOUT)
                || state.manual()
                        .filter(manual -> manual.actions().containsValue(Flow.TIMEOUT))
                        .isPresent()
                || state.timeout()
                        .flatMap(Timeout::event)
                        .filter(Flow.TIMEOUT::equals)
                        .isPresent()
                || state.waiting().filter(waiting -> waiting.to().isEmpty()).isPresent();
        if (state.on().containsKey(Flow.TIMEOUT) && !happens) {
            String why = state.timeout().isPresent() || state.waiting().isPresent()
                    ? "the time of '" + state.name() + "' leads elsewhere"
                    : "'" + state.name() + "' has no time that could run out";
            never(
                    trail.to("on").to(Flow.TIMEOUT),
                    why,
                    "leave it out, let the time make the event, or declare it in 'events' if somebody sends it");
        }
    }

    private void undoAnswers(Undo undo, Trail trail) {
        Set<String> done = new HashSet<>(undo.done());
        both(done, undo.failed(), trail.to("failed"));
        undo.retry().ifPresent(retry -> both(done, retry.on(), trail.to("retry").to("on")));
    }

    private void both(Set<String> done, List<String> failures, Trail trail) {
        for (String event : failures) {
            if (done.contains(event)) {
                never(trail, "'" + event + "' says in 'done' that it is undone", "keep it in one of them");
            }
        }
    }

    private void never(Trail trail, String what, String remedy) {
        findings.add(Check.NEVER_HAPPENS, trail, what, remedy);
    }
}
