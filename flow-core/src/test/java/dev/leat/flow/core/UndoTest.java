package dev.leat.flow.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.flow.definition.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class UndoTest {
    private static final String ORDER = """
            flow: order
            initial: reserving
            states:
              reserving:
                command: reserve
                on: {reserved: paying, missing: failed}
                undo:
                  command: release
                  done: [released]
                  failed: [notReleased]
                  not: [missing]
                  timeout: 10s
                  retry: {on: [releaseBusy, timeout], attempts: 3, first: 1s, jitter: 0}
              paying:
                command: charge
                timeout: {after: 1m, to: compensateLater}
                on: {paid: sending, refused: {to: compensate, then: undone, failed: broken}}
                undo: {command: refund, done: [refunded], not: [refused], onTimeout: undo}
              compensateLater: {on: {now: {to: compensate, then: undone}}}
              sending:
                command: send
                on: {sent: done, lost: {to: compensate, then: undone, failed: broken}}
                undo: {command: recall}
              done: {final: success}
              failed: {final: failed}
              undone: {final: compensated, command: apologise}
              broken: {final: failed}
            """;

    private static Run sending() {
        Run run = Run.of(ORDER);
        run.event("reserved");
        run.event("paid");
        return run;
    }

    @Test
    void whatWasDoneIsUndoneLastThingFirst() {
        Run run = sending();
        assertThat(run.undo()).containsExactly("reserving", "paying");

        run.event("lost");
        assertThat(run.commands()).containsExactly("recall", "refund");
        assertThat(run.undo()).containsExactly("reserving", "paying");
        assertThat(run.step.commands()).extracting(Dispatch::id).containsExactly("s-1/4.1.0", "s-1/5.1.0");
        run.event("refunded");
        assertThat(run.commands()).containsExactly("release");
        assertThat(run.timersSet()).containsExactly("TIMEOUT 6 PT10S");
        run.event("released");

        assertThat(run.commands()).containsExactly("apologise");
        assertThat(run.outcome()).contains(Outcome.COMPENSATED);
        assertThat(run.undo()).isEmpty();
    }

    @Test
    void whatIsProvenNotToBeDoneIsNotUndone() {
        Run run = Run.of(ORDER);
        run.event("reserved");

        run.event("refused");

        assertThat(run.commands()).containsExactly("release");
    }

    @Test
    void anUndoIsTriedAgain() {
        Run run = Run.of(ORDER);
        run.event("reserved");
        run.event("refused");

        run.after("10S");
        assertThat(run.timersSet()).containsExactly("RETRY 3 PT11S");
        run.after("1S");
        assertThat(run.commands()).containsExactly("release");
        assertThat(run.timersSet()).containsExactly("TIMEOUT 3 PT21S");
        run.event("releaseBusy");
        assertThat(run.timersSet()).containsExactly("RETRY 3 PT13S");
        assertThat(run.event("releaseBusy")).isEqualTo(new Fate.Ignored(Reason.BACKING_OFF));
        run.after("2S");
        run.event("releaseBusy");

        assertThat(run.state()).isEqualTo("broken");
        assertThat(run.incidents()).containsExactly(Incident.Kind.COMPENSATION_FAILED);
        assertThat(run.undo()).containsExactly("reserving");
    }

    @Test
    void whatCannotBeUndoneEndsItAndWhatWasBeforeStaysDone() {
        Run run = Run.of(ORDER);
        run.event("reserved");
        run.event("refused");

        run.event("notReleased");

        assertThat(run.outcome()).contains(Outcome.FAILED);
        assertThat(run.state()).isEqualTo("broken");
    }

    @Test
    void withoutAStateForItASagaStaysUntilSomebodyTriesAgain() {
        Run run = Run.of(ORDER);
        run.event("reserved");
        run.after("1M");
        run.event("now");
        assertThat(run.commands()).containsExactly("refund");
        run.event("refunded");

        run.event("notReleased");
        assertThat(run.incidents()).containsExactly(Incident.Kind.COMPENSATION_FAILED);
        assertThat(run.saga().status()).isInstanceOf(Status.Running.class);
        assertThat(run.saga().timers()).isEmpty();
        assertThat(run.event("notReleased")).isEqualTo(new Fate.Ignored(Reason.UNEXPECTED));

        run.retry();
        assertThat(run.commands()).containsExactly("release");
        assertThat(run.timersSet()).hasSize(1);
        run.event("released");
        assertThat(run.outcome()).contains(Outcome.COMPENSATED);
    }

    @Test
    void whatSomebodyTriesAgainAfterItsTimeIsTriedOnce() {
        Run run = Run.of(ORDER.replace("attempts: 3, first: 1s", "within: 5s, first: 1s"));
        run.event("reserved");
        run.after("1M");
        run.event("now");
        run.event("refunded");
        for (String pause : List.of("1S", "2S")) {
            run.event("releaseBusy");
            run.after(pause);
            assertThat(run.commands()).containsExactly("release");
        }
        run.event("releaseBusy");
        assertThat(run.incidents()).containsExactly(Incident.Kind.COMPENSATION_FAILED);

        run.retry();
        assertThat(run.commands()).containsExactly("release");
        run.event("releaseBusy");

        assertThat(run.incidents()).containsExactly(Incident.Kind.COMPENSATION_FAILED);
        assertThat(run.saga().timers()).isEmpty();
    }

    @Test
    void theAnswerToSomethingThatWasGivenUpAndUndoneIsLate() {
        Run run = Run.of(ORDER);
        run.event("reserved");
        run.after("1M");
        assertThat(run.saga().undo()).extracting(UndoEntry::isUncertain).containsExactly(false, true);
        assertThat(run.event("paid")).isEqualTo(new Fate.Ignored(Reason.UNEXPECTED));
        run.event("now");

        assertThat(run.event("paid")).isEqualTo(new Fate.Ignored(Reason.LATE));
        assertThat(run.step.incidents()).containsExactly(new Incident(Incident.Kind.LATE, "paying", 2));
        assertThat(run.event("paid")).as("it is known now").isEqualTo(new Fate.Ignored(Reason.UNEXPECTED));
        assertThat(run.event("refused")).isEqualTo(new Fate.Ignored(Reason.UNEXPECTED));
        run.event("refunded");
        run.event("released");
        assertThat(run.event("reserved")).isEqualTo(new Fate.Ignored(Reason.ENDED));
    }

    @Test
    void alsoWhenTheSagaHasEnded() {
        Run run = Run.of(ORDER);
        run.event("reserved");
        run.after("1M");
        run.event("now");
        run.event("refunded");
        run.event("released");

        assertThat(run.event("paid")).isEqualTo(new Fate.Ignored(Reason.LATE));
        assertThat(run.incidents()).containsExactly(Incident.Kind.LATE);
        assertThat(run.event("paid")).isEqualTo(new Fate.Ignored(Reason.ENDED));
    }

    private static final String LOOP = """
            flow: order
            initial: asking
            unexpected: %s
            states:
              asking: {on: {yes: charging, no: done}}
              charging:
                command: charge
                timeout: {after: 1m, to: compensate, then: asking}
                on: {paid: done}
                undo: {command: refund, onTimeout: undo}
              done: {final: success}
            """;

    private static Run asking(String unexpected) {
        Run run = Run.of(LOOP.formatted(unexpected));
        run.event("yes");
        run.after("1M");
        assertThat(run.state()).isEqualTo("asking");
        return run;
    }

    @Test
    void whatBecomesOfALateAnswerIsSaidByTheFlow() {
        Run told = asking("reject");
        assertThat(told.event("e", "paid", "{}")).isEqualTo(new Fate.Rejected(Reason.LATE, List.of()));
        assertThat(told.incidents()).containsExactly(Incident.Kind.LATE);
        assertThat(told.event("e", "paid", "{}")).isEqualTo(new Fate.Rejected(Reason.UNEXPECTED, List.of()));

        Run dead = asking("dead-letter");
        assertThat(dead.event("paid")).isEqualTo(new Fate.DeadLettered(Reason.LATE));
        assertThat(dead.step.deadLetters()).extracting(DeadLetter::why).containsExactly(Reason.LATE);

        Run kept = asking("keep");
        assertThat(kept.event("paid")).isEqualTo(new Fate.Kept(Reason.LATE));
        assertThat(kept.incidents()).containsExactly(Incident.Kind.LATE);
        kept.event("yes");
        assertThat(kept.outcome()).as("it could as well be early").contains(Outcome.SUCCESS);
    }

    @Test
    void ofUndosThatCanStillHaveALateAnswerOnlyTheLatestAreKnown() {
        Run run = asking("ignore");
        for (int i = 0; i < Saga.UNDONE; i++) {
            run.event("yes");
            run.after("1M");
        }

        assertThat(run.saga().undone()).hasSize(Saga.UNDONE);
        run.event("paid");
        assertThat(run.saga().undone())
                .hasSize(Saga.UNDONE - 1)
                .extracting(UndoEntry::visit)
                .doesNotContain(2L, 5L);
    }

    @Test
    void whatATimeoutMeansIsSaidByTheFlow() {
        Run run = Run.of(ORDER.replace("onTimeout: undo", "onTimeout: skip"));
        run.event("reserved");

        run.after("1M");

        assertThat(run.undo()).containsExactly("reserving");
    }

    @Test
    void eachVisitIsUndoneByItself() {
        Run run = Run.of("""
                flow: order
                initial: picking
                states:
                  picking:
                    command: pick
                    on: {more: picking, back: {to: compensate, then: undone}}
                    undo: {command: unpick}
                  undone: {final: compensated}
                """);
        run.event("more");
        run.event("more");

        run.event("back");

        assertThat(run.commands()).isEqualTo(List.of("unpick", "unpick", "unpick"));
        assertThat(run.outcome()).contains(Outcome.COMPENSATED);
    }
}
