package dev.leat.flow.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.flow.definition.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
                undo: {command: refund, onTimeout: skip}
                on: {stop: {to: compensate, then: refused}}
              done: {final: success}
              refused: {final: failed}
              late: {final: failed}
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

    @Test
    void anOutcomeThatIsNotNamedIsAFailureAndOneThatIsUndoneLeavesNothingToUndo() {
        Run run = run();
        run.childEnded(Outcome.COMPENSATED, "{}");
        assertThat(run.state()).isEqualTo("refused");
        assertThat(run.undo()).isEmpty();

        Run fatal = run();
        fatal.childEnded(Outcome.CANCELLED, "{\"fatal\": true}");
        assertThat(fatal.state()).isEqualTo("late");
        assertThat(fatal.undo()).containsExactly("paying");
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
    void aChildKnowsItsParent() {
        Machine machine = Run.machine(FLOW);

        Step step =
                machine.start(new Input.Start("s-2", Run.object("{}"), Optional.of("k"), Optional.of("p")), Run.START);

        assertThat(step.saga().parent()).contains("p");
        assertThat(step.saga().key()).contains("k");
    }
}
