package dev.leat.flow.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.leat.flow.definition.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MachineTest {
    private static final String ORDER = """
            flow: order
            initial: reserving
            creation: created
            key: order
            states:
              reserving:
                command: reserveStock
                on:
                  stockReserved: paying
                  stockMissing: failed
              paying:
                command: {label: charge, payload: {amount: data.total}, headers: {currency: data.currency}, to: payments}
                effects: [notify]
                on:
                  paid: done
              done: {final: success}
              failed: {final: failed, command: apologise}
            """;

    /** Else all sagas that have none would be the same one. */
    @Test
    void nullIsNoBusinessKey() {
        assertThat(Run.of(ORDER, "{\"order\": null, \"total\": 1}").saga().key())
                .isEmpty();
    }

    @Test
    void aSagaBeginsInTheInitialStateWithItsCommand() {
        Run run = Run.of(ORDER, "{\"order\": \"o-7\", \"total\": 12.50}");

        assertThat(run.state()).isEqualTo("reserving");
        assertThat(run.saga().key()).contains("o-7");
        assertThat(run.step.fate()).isEqualTo(new Fate.Applied());
        assertThat(run.step.commands()).singleElement().satisfies(command -> {
            assertThat(command.id()).isEqualTo("s-1/1.1.0");
            assertThat(command.label()).isEqualTo("reserveStock");
            assertThat(command.channel()).isEqualTo("default");
            assertThat(command.payload()).isEqualTo(run.saga().data());
        });
        assertThat(run.history.get(0).name()).isEqualTo("created");
        assertThat(run.history)
                .extracting(HistoryEntry::kind)
                .containsExactly(HistoryEntry.Kind.INPUT, HistoryEntry.Kind.ENTERED);
    }

    @Test
    void anEventLeadsOnAndItsPayloadBecomesPartOfTheData() {
        Run run = Run.of(ORDER, "{\"total\": 12.50, \"place\": {\"city\": \"Rome\", \"zip\": 1}}");

        Fate fate = run.event("stockReserved", "{\"currency\": \"EUR\", \"place\": {\"city\": \"Oslo\"}}");

        assertThat(fate).isEqualTo(new Fate.Applied());
        assertThat(run.state()).isEqualTo("paying");
        assertThat(run.data()).isEqualTo("{\"total\":12.50,\"place\":{\"city\":\"Oslo\"},\"currency\":\"EUR\"}");
        assertThat(run.step.commands()).singleElement().satisfies(command -> {
            assertThat(command.id()).isEqualTo("s-1/2.1.0");
            assertThat(command.topic()).contains("payments");
            assertThat(command.payload()).hasToString("{\"amount\":12.50}");
            assertThat(command.headers()).hasToString("{currency=EUR}");
        });
        assertThat(run.step.effects()).singleElement().satisfies(effect -> {
            assertThat(effect.id()).isEqualTo("s-1/2.1.1");
            assertThat(effect.label()).isEqualTo("notify");
        });
    }

    @Test
    void aFinalStateEndsTheSagaAndMaySendALastCommand() {
        Run run = Run.of(ORDER);

        run.event("stockMissing");

        assertThat(run.saga().status()).isEqualTo(new Status.Ended(Outcome.FAILED, Run.START));
        assertThat(run.commands()).containsExactly("apologise");
        assertThat(run.event("stockReserved")).isEqualTo(new Fate.Ignored(Reason.ENDED));
        assertThat(run.state()).isEqualTo("failed");
    }

    @Test
    void theSameEventIsADuplicateWhateverBecameOfTheFirst() {
        Run run = Run.of(ORDER);

        assertThat(run.event("e", "paid", "{}")).isEqualTo(new Fate.Ignored(Reason.UNEXPECTED));
        Saga saga = run.saga();
        assertThat(run.event("e", "stockReserved", "{}")).isEqualTo(new Fate.Duplicate());
        assertThat(run.saga()).isEqualTo(saga);
        assertThat(run.step.history()).isEmpty();
    }

    @Test
    void theSameStepTwiceGivesTheSame() {
        Machine machine = Run.machine(ORDER);
        Saga saga = Run.of(ORDER).saga();
        Input event = new Input.Event("e", "stockReserved", Run.json("{}"));

        assertThat(machine.step(saga, event, Run.START)).isEqualTo(machine.step(saga, event, Run.START));
    }

    @Test
    void aSagaOfAnotherFlowIsRefused() {
        Machine other = Run.machine(ORDER.replace("flow: order", "flow: refund"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.step(Run.of(ORDER).saga(), new Input.Tick(), Run.START))
                .withMessageContaining("s-1")
                .withMessageContaining("'order' version 1")
                .withMessageContaining("'refund' version 1");
    }

    @Test
    void aSecondStartIsADuplicate() {
        Run run = Run.of(ORDER);

        assertThat(run.give(new Input.Start("s-1", Run.object("{}"), Optional.empty(), Optional.empty())))
                .isEqualTo(new Fate.Duplicate());
    }

    @Test
    void aHistoryWithAHoleIsNotReplayed() {
        Run run = Run.of(ORDER);
        run.event("stockReserved");
        List<HistoryEntry> hole = List.of(run.history.get(0), run.history.get(2));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.machine.replay(hole))
                .withMessageContaining("has entry 3 where 2 should be");
    }

    @Test
    void aHistoryCanBeWrittenAndRead() {
        Run run = Run.of(ORDER, "{\"total\": 12.50}");
        run.event("stockReserved", "{\"at\": 1.0e10}");
        run.pause();

        List<HistoryEntry> read = run.history.stream()
                .map(entry -> SagaJson.entry(SagaJson.write(entry)))
                .toList();

        assertThat(read).isEqualTo(run.history);
        assertThat(run.machine.replay(read)).isEqualTo(run.saga());
    }

    @Test
    void whatNoStartCanBeMadeOfIsAProblemToo() {
        Machine machine = Run.machine(ORDER);

        assertThat(machine.problems(Run.json("{\"total\": 1}"))).isEmpty();
        assertThat(machine.problems(Run.json("[\"s3cret\"]")))
                .singleElement()
                .asString()
                .contains("object")
                .doesNotContain("s3cret");
        assertThat(machine.problems(Run.json("{\"total\": 1e7000}")))
                .singleElement()
                .asString()
                .contains("/total");
    }
}
