package dev.leat.flow.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.flow.definition.Outcome;
import org.junit.jupiter.api.Test;

/** Machines of the closed service, with what published ones have. */
class ImportedTest {
    private static final String MACHINE = """
            flow: subscription
            initial: Waiting for payment
            creation: __created__
            imported: true
            states:
              Waiting for payment: {command: pay, on: {paid: Active, payError: Ended}}
              Active: {on: {updateData: Active, end: Ended}}
              Ended: {final: success, command: notifyEnd, on: {sendNotification: Ended}}
            """;

    @Test
    void aSelfTransitionIsAVisitOfItsOwnWithTheCommandAgain() {
        Run run = Run.of(MACHINE, "{\"a\": {\"b\": 1}}");
        run.event("paid", "{\"c\": 1}");
        assertThat(run.commands()).isEmpty();

        run.event("updateData", "{\"a\": {\"d\": 1}}");

        assertThat(run.state()).isEqualTo("Active");
        assertThat(run.saga().position().visit()).isEqualTo(3);
        assertThat(run.data()).isEqualTo("{\"a\":{\"d\":1},\"c\":1}");
    }

    @Test
    void aFinalStateSendsItsCommandWithAllDataAndAgainOnItsLoop() {
        Run run = Run.of(MACHINE, "{\"a\": 1}");
        run.event("payError", "{\"why\": 2}");
        assertThat(run.outcome()).contains(Outcome.SUCCESS);
        assertThat(run.step.commands().get(0).payload()).hasToString("{\"a\":1,\"why\":2}");

        assertThat(run.event("sendNotification", "{\"n\": 3}")).isEqualTo(new Fate.Applied());

        assertThat(run.commands()).containsExactly("notifyEnd");
        assertThat(run.step.commands().get(0).payload()).hasToString("{\"a\":1,\"why\":2,\"n\":3}");
        assertThat(run.saga().status()).isInstanceOf(Status.Ended.class);
        assertThat(run.event("paid")).isEqualTo(new Fate.Ignored(Reason.ENDED));
    }

    @Test
    void theCreationEventIsTheFirstOfTheHistory() {
        assertThat(Run.of(MACHINE).history.get(0).name()).isEqualTo("__created__");
    }

    @Test
    void aCancelledOneTakesNoEvents() {
        Run run = Run.of(MACHINE);
        run.cancel(false);

        assertThat(run.event("paid")).isEqualTo(new Fate.Ignored(Reason.ENDED));
    }
}
