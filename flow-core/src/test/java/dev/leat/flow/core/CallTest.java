package dev.leat.flow.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.flow.definition.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallTest {
    private static final String FLOW = """
            flow: order
            initial: paying
            states:
              paying:
                timeout: {after: 1h, to: late}
                call:
                  flow: payment
                  version: 2
                  key: data.order
                  input: {amount: data.total}
                  on:
                    success: {to: done, set: {receipt: event.receipt}}
                    failed: [{to: late, if: event.fatal == true}, {to: refused}]
                undo: {command: refund}
                on: {stop: {to: compensate, then: refused}}
              done: {final: success}
              refused: {final: failed}
              late: {final: failed}
            """;

    private static final String GUARDED = """
            flow: order
            initial: paying
            states:
              paying:
                call:
                  flow: payment
                  on:
                    success: {to: done, if: event.fine == true}
                    failed: {to: done, if: event.fine == true}
                undo: {command: refund}
              done: {final: success}
            """;

    private static Run run() {
        return Run.of(FLOW, "{\"order\": 7, \"total\": 10}");
    }

    @Test
    void aChildIsStartedUnderAnIdOfItsParent() {
        Run run = run();

        assertThat(run.step.children()).singleElement().satisfies(each -> {
            ChildOrder.StartChild start = (ChildOrder.StartChild) each;
            assertThat(start.child()).isEqualTo("s-1/1.1");
            assertThat(start.flow()).isEqualTo("payment");
            assertThat(start.version()).hasValue(2);
            assertThat(start.key()).contains("7");
            assertThat(start.input()).hasToString("{\"amount\":10}");
        });
    }

    @Test
    void itsOutcomeLeadsOnAndItsDataIsThereToBeSet() {
        Run run = run();

        run.childEnded(Outcome.SUCCESS, "{\"receipt\": 5, \"secret\": 1}");

        assertThat(run.state()).isEqualTo("done");
        assertThat(run.data()).isEqualTo("{\"order\":7,\"total\":10,\"receipt\":5}");
        assertThat(run.undo()).containsExactly("paying");
        assertThat(run.step.children()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = "SUCCESS", mode = EnumSource.Mode.EXCLUDE)
    void anOutcomeThatIsNotNamedIsAFailureAndOnlySuccessLeavesSomethingToUndo(Outcome outcome) {
        Run run = run();
        run.childEnded(outcome, "{}");
        assertThat(run.state()).isEqualTo("refused");
        assertThat(run.undo()).isEmpty();

        Run fatal = run();
        fatal.childEnded(outcome, "{\"fatal\": true}");
        assertThat(fatal.state()).isEqualTo("late");
        assertThat(fatal.undo()).isEmpty();
    }

    @Test
    void aChildThatIsCancelledUndoesItselfAndIsNotUndoneAgain() {
        Run stopped = run();
        stopped.event("stop");
        assertThat(stopped.step.children()).isEqualTo(List.of(new ChildOrder.CancelChild("s-1/1.1", true)));
        assertThat(stopped.commands()).isEmpty();
        assertThat(stopped.state()).isEqualTo("refused");

        Run cancelled = run();
        cancelled.cancel(true);
        assertThat(cancelled.step.children()).isEqualTo(List.of(new ChildOrder.CancelChild("s-1/1.1", true)));
        assertThat(cancelled.commands()).isEmpty();

        Run late = run();
        late.after("1H");
        assertThat(late.undo()).isEmpty();
    }

    @Test
    void whatAChildHasDoneIsUndoneOnceThoughNothingLedOnFromIt() {
        Run run = Run.of(GUARDED);
        run.childEnded(Outcome.SUCCESS, "{}");
        assertThat(run.incidents()).containsExactly(Incident.Kind.NO_TRANSITION);
        assertThat(run.undo()).containsExactly("paying");
        run.retry();
        run.childEnded(Outcome.SUCCESS, "{}");

        run.cancel(true);

        assertThat(run.commands()).containsExactly("refund");
        assertThat(run.step.children()).isEmpty();
    }

    @Test
    void aChildThatRunsIsNotCalledASecondTime() {
        Run run = run();

        Fate fate = run.retry();

        assertThat(fate)
                .isEqualTo(new Fate.Rejected(
                        Reason.CHILD_RUNNING,
                        List.of("the called saga s-1/1.1 has not ended; retry, move or cancel that one")));
        assertThat(run.step.children()).isEmpty();
        assertThat(run.saga().position().attempt()).isEqualTo(1);
        run.childEnded(Outcome.SUCCESS, "{}");
        assertThat(run.outcome()).contains(Outcome.SUCCESS);
    }

    @Test
    void aChildFromWhoseEndNothingLedOnIsCalledAgainUnderAnotherId() {
        Run run = Run.of(GUARDED);
        run.childEnded(Outcome.FAILED, "{}");
        assertThat(run.incidents()).containsExactly(Incident.Kind.NO_TRANSITION);

        run.retry();

        assertThat(run.step.children()).extracting(ChildOrder::child).containsExactly("s-1/1.2");
        run.childEnded(Outcome.SUCCESS, "{\"fine\": true}");
        assertThat(run.outcome()).contains(Outcome.SUCCESS);
    }

    @Test
    void aChildThatIsNotWaitedForAnyMoreIsCancelled() {
        Run run = run();

        run.after("1H");

        assertThat(run.step.children()).isEqualTo(List.of(new ChildOrder.CancelChild("s-1/1.1", true)));
        assertThat(run.give(new Input.ChildEnded("s-1/1.1", Outcome.CANCELLED, Run.object("{}"))))
                .isEqualTo(new Fate.Ignored(Reason.NOT_AWAITED));
    }

    @Test
    void aChildThatHasSucceededBeforeItWasCancelledIsSomethingToLookAt() {
        Run run = run();
        run.after("1H");

        assertThat(run.give(new Input.ChildEnded("s-1/1.1", Outcome.SUCCESS, Run.object("{}"))))
                .isEqualTo(new Fate.Ignored(Reason.NOT_AWAITED));

        assertThat(run.incidents()).containsExactly(Incident.Kind.LATE);
        assertThat(run.give(new Input.ChildEnded("s-2/1.1", Outcome.SUCCESS, Run.object("{}"))))
                .isEqualTo(new Fate.Ignored(Reason.NOT_AWAITED));
        assertThat(run.incidents()).isEmpty();
    }

    @Test
    void cancellingGoesDown() {
        Run run = run();
        run.cancel(false);
        assertThat(run.step.children()).isEqualTo(List.of(new ChildOrder.CancelChild("s-1/1.1", false)));
        assertThat(run.outcome()).contains(Outcome.CANCELLED);

        Run compensating = run();
        compensating.cancel(true);
        assertThat(compensating.step.children()).isEqualTo(List.of(new ChildOrder.CancelChild("s-1/1.1", true)));
    }

    @Test
    void theEndOfAChildInAPauseIsKept() {
        Run run = run();
        run.pause();
        assertThat(run.childEnded(Outcome.SUCCESS, "{}")).isEqualTo(new Fate.Kept(Reason.PAUSED));

        run.resume();

        assertThat(run.outcome()).contains(Outcome.SUCCESS);
    }

    @Test
    void theEndOfAChildInAPauseIsKeptOnceAndOnlyIfItIsWaitedFor() {
        Run run = run();
        run.pause();
        run.childEnded(Outcome.SUCCESS, "{}");

        assertThat(run.childEnded(Outcome.SUCCESS, "{}")).isEqualTo(new Fate.Duplicate());
        assertThat(run.give(new Input.ChildEnded("s-1/7.1", Outcome.SUCCESS, Run.object("{}"))))
                .isEqualTo(new Fate.Ignored(Reason.NOT_AWAITED));
        assertThat(run.saga().kept()).hasSize(1);
    }

    @Test
    void theEndOfAChildInAPauseCountsBeforeTheCancelThatEndsIt() {
        Run run = Run.of(FLOW.replace("success: {to: done,", "success: {to: paid,")
                .replace("  done: {final", "  paid: {on: {stop: done}}\n  done: {final"));
        run.pause();
        run.childEnded(Outcome.SUCCESS, "{\"receipt\": 5}");

        run.cancel(true);

        assertThat(run.step.children()).isEmpty();
        assertThat(run.commands()).containsExactly("refund");
        assertThat(run.data()).isEqualTo("{\"receipt\":5}");
    }

    @Test
    void aChildKnowsItsParent() {
        Machine machine = Run.machine(FLOW);

        Step step =
                machine.start(new Input.Start("s-2", Run.object("{}"), Optional.of("k"), Optional.of("p")), Run.START);

        assertThat(step.saga().parent()).contains("p");
        assertThat(step.saga().key()).contains("k");
    }
}
