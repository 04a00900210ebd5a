package dev.leat.flow.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChoiceTest {
    private static final String FLOW = """
            flow: order
            initial: open
            states:
              open:
                on:
                  priced:
                    - {to: cheap, if: event.total < 10}
                    - {to: choosing, if: event.total < 1000, set: {known: data.total}, effects: [priceNews]}
                    - {to: open, if: data.total > 5000 }
              cheap: {final: success}
              choosing:
                command: choose
                effects: [chooseNews]
                always:
                  - {to: rich, if: data.known > 500, effects: [richNews]}
                  - {to: middle, if: data.known > 100, set: {kind: "'middle'"}}
              rich: {final: success, command: celebrate}
              middle: {command: wonder, on: {priced: cheap}}
            """;

    @Test
    void theFirstTransitionWhoseGuardHoldsIsTaken() {
        Run run = Run.of(FLOW);

        run.event("priced", "{\"total\": 5}");

        assertThat(run.state()).isEqualTo("cheap");
    }

    @Test
    void guardsSeeTheDataBeforeTheEventIsMerged() {
        Run run = Run.of(FLOW, "{\"total\": 1}");

        assertThat(run.event("priced", "{\"total\": 6000}")).isEqualTo(new Fate.Ignored(Reason.UNEXPECTED));
        assertThat(run.data()).isEqualTo("{\"total\":1}");
    }

    @Test
    void automaticTransitionsFollowInTheSameStep() {
        Run run = Run.of(FLOW);

        run.event("priced", "{\"total\": 700}");

        assertThat(run.state()).isEqualTo("rich");
        assertThat(run.commands()).containsExactly("choose", "celebrate");
        assertThat(run.effects()).containsExactly("priceNews", "chooseNews", "richNews");
        assertThat(run.step.commands()).extracting(Dispatch::id).containsExactly("s-1/2.1.0", "s-1/3.1.0");
        assertThat(run.step.effects())
                .extracting(Dispatch::id)
                .containsExactly("s-1/1.1.t0", "s-1/2.1.1", "s-1/2.1.t0");
    }

    @Test
    void aStateStaysIfNoneOfItsAutomaticTransitionsHolds() {
        Run run = Run.of(FLOW);

        run.event("priced", "{\"total\": 50}");
        assertThat(run.state()).isEqualTo("choosing");

        Run other = Run.of(FLOW);
        other.event("priced", "{\"total\": 200}");
        assertThat(other.state()).isEqualTo("middle");
        assertThat(other.data()).contains("\"kind\":\"middle\"");
    }
}
