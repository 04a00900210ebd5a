package dev.leat.flow.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.flow.definition.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StateRetriesTest {
    private static String flow(String retry, String more) {
        return """
                flow: order
                initial: open
                states:
                  open:
                    command: ask
                    effects: [tell]
                    retry: {jitter: 0, %s}
                    %s
                    on:
                      answered: done
                      busy: busyState
                      slow: late
                      stopped: usedUp
                      %s
                  busyState: {final: failed}
                  late: {final: failed}
                  usedUp: {final: cancelled}
                  done: {final: success}
                """.formatted(
                        retry,
                        more,
                        retry.contains("then")
                                ? "refused: {retry: true, set: {refusals: event.count}, effects: [tellRefusal]}"
                                : "");
    }

    @Test
    void aFailedCommandIsSentAgainAfterLongerAndLongerPauses() {
        Run run = Run.of(flow("on: [busy], attempts: 4, first: 1s, factor: 3, max: 5s", ""));

        run.event("busy");
        assertThat(run.commands()).isEmpty();
        assertThat(run.timersSet()).containsExactly("RETRY 1 PT1S");
        run.after("1S");
        assertThat(run.commands()).containsExactly("ask");
        assertThat(run.effects()).isEmpty();
        assertThat(run.step.commands().get(0).id()).isEqualTo("s-1/1.2.0");
        run.event("busy");
        assertThat(run.timersSet()).containsExactly("RETRY 1 PT4S");
        run.after("3S");
        run.event("busy");
        assertThat(run.timersSet()).containsExactly("RETRY 1 PT9S");
        run.after("5S");
        run.event("busy");

        assertThat(run.state()).isEqualTo("busyState");
    }

    @Test
    void whenAttemptsAreUsedUpItLeadsWhereTheRetrySays() {
        Run run = Run.of(flow("on: [busy], attempts: 2, then: usedUp", ""));

        run.event("busy");
        run.after("1S");
        run.event("busy");

        assertThat(run.state()).isEqualTo("usedUp");
    }

    @Test
    void theLastAttemptIsWithinATime() {
        Run run = Run.of(flow("on: [busy], within: 10s, first: 4s, then: usedUp", ""));

        run.event("busy");
        run.after("4S");
        run.event("busy");

        assertThat(run.state()).isEqualTo("usedUp");
    }

    @Test
    void aTransitionCanMeanAFailureWithItsOwnData() {
        Run run = Run.of(flow("on: [busy], attempts: 2, then: usedUp", ""));

        run.event("refused", "{\"count\": 1}");
        assertThat(run.effects()).containsExactly("tellRefusal");
        assertThat(run.data()).isEqualTo("{\"count\":1,\"refusals\":1}");
        run.after("1S");
        run.event("refused");
        assertThat(run.state()).isEqualTo("usedUp");
    }

    @Test
    void afterAFailureAnotherOneCountsOnlyWhenItWasSentAgain() {
        Run run = Run.of(flow("on: [busy], attempts: 2, then: usedUp", ""));

        run.event("busy");
        assertThat(run.event("busy")).isEqualTo(new Fate.Ignored(Reason.BACKING_OFF));
        assertThat(run.event("answered")).isEqualTo(new Fate.Applied());
        assertThat(run.timersCancelled()).containsExactly("RETRY 1 PT1S");
        assertThat(run.outcome()).contains(Outcome.SUCCESS);
    }

    @Test
    void aTimeoutIsAFailureToo() {
        Run run = Run.of(flow("on: [timeout], attempts: 2", "timeout: {after: 10s, per: attempt, to: late}"));

        run.after("10S");
        assertThat(run.timersSet()).containsExactly("RETRY 1 PT11S");
        run.after("1S");
        assertThat(run.timersSet()).containsExactly("TIMEOUT 1 PT21S");
        run.after("10S");
        assertThat(run.state()).isEqualTo("late");
    }

    @Test
    void aTimeoutOfTheVisitGoesOnWhileItIsTriedAgain() {
        Run run = Run.of(flow("on: [busy], attempts: 9", "timeout: {after: 10s, to: late}"));

        run.after("9S");
        run.event("busy");
        assertThat(run.timersCancelled()).isEmpty();
        run.after("1S");
        assertThat(run.state()).isEqualTo("late");

        Run each = Run.of(flow("on: [busy], attempts: 9", "timeout: {after: 10s, per: attempt, to: late}"));
        each.after("9S");
        each.event("busy");
        assertThat(each.timersCancelled()).containsExactly("TIMEOUT 1 PT10S");
        each.after("1S");
        assertThat(each.timersSet()).containsExactly("TIMEOUT 1 PT20S");
    }

    @Test
    void aShareOfAPauseIsLeftToChanceAndIsTheSameAgain() {
        String flow = flow("on: [busy], attempts: 9, first: 10s", "").replace("jitter: 0", "jitter: 0.5");
        Machine machine = Run.machine(flow);
        List<Double> pauses = IntStream.range(0, 1000)
                .mapToObj(i -> pauseSeconds(machine, "s-" + i))
                .toList();

        assertThat(pauses).allSatisfy(pause -> assertThat(pause).isBetween(5.0, 10.0));
        for (int tenth = 0; tenth < 10; tenth++) {
            double from = 5 + tenth * 0.5;
            assertThat(pauses)
                    .filteredOn(pause -> pause >= from && pause < from + 0.5)
                    .hasSizeBetween(60, 140);
        }
        assertThat(pauseSeconds(machine, "s-1")).isEqualTo(pauses.get(1));
    }

    private static double pauseSeconds(Machine machine, String id) {
        Saga saga = machine.start(new Input.Start(id, Run.object("{}"), Optional.empty(), Optional.empty()), Run.START)
                .saga();
        Step step = machine.step(saga, new Input.Event("e", "busy", Run.json("{}")), Run.START);
        return Duration.between(Run.START, step.timersSet().get(0).due()).toMillis() / 1000.0;
    }
}
