package dev.leat.flow.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.flow.definition.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventsTest {
    private static String flow(String unexpected) {
        return """
                flow: order
                initial: open
                unexpected: %s
                states:
                  open: {command: ask, on: {opened: second}}
                  second: {command: askMore, on: {early: [{to: third, if: event.n > 0}], other: third}}
                  third: {on: {early: fourth, last: done}}
                  fourth: {on: {last: done}}
                  done: {final: success}
                """.formatted(unexpected);
    }

    @Test
    void anUnexpectedEventIsRecordedAndChangesNothing() {
        Run run = Run.of(flow("ignore"));

        assertThat(run.event("e", "last", "{\"a\": 1}")).isEqualTo(new Fate.Ignored(Reason.UNEXPECTED));

        assertThat(run.data()).isEqualTo("{}");
        assertThat(run.step.history()).extracting(HistoryEntry::detail).containsExactly("ignored: unexpected");
    }

    @Test
    void onceEventsAreDeclaredAnyOtherIsUnexpected() {
        Run run = Run.of("""
                flow: order
                initial: open
                events: {closed: }
                states:
                  open: {on: {closed: done}}
                  done: {final: success}
                """);

        assertThat(run.event("close")).isEqualTo(new Fate.Ignored(Reason.UNEXPECTED));
        assertThat(run.event("closed")).isEqualTo(new Fate.Applied());
    }

    @Test
    void orItsSenderIsToldAndMayTryAgain() {
        Run run = Run.of(flow("reject"));

        assertThat(run.event("e", "other", "{}")).isEqualTo(new Fate.Rejected(Reason.UNEXPECTED, List.of()));
        run.event("opened");
        assertThat(run.event("e", "other", "{}")).isEqualTo(new Fate.Applied());
    }

    @Test
    void orItIsADeadLetter() {
        Run run = Run.of(flow("dead-letter"));

        assertThat(run.event("last")).isEqualTo(new Fate.DeadLettered(Reason.UNEXPECTED));

        assertThat(run.step.deadLetters()).extracting(DeadLetter::why).containsExactly(Reason.UNEXPECTED);
    }

    @Test
    void orItIsKeptUntilAStateTakesIt() {
        Run run = Run.of(flow("keep"));
        assertThat(run.event("last")).isEqualTo(new Fate.Kept(Reason.UNEXPECTED));
        run.event("early", "{\"n\": 0, \"by\": 1}");
        assertThat(run.event("e", "early", "{\"n\": 1, \"by\": 2}")).isEqualTo(new Fate.Kept(Reason.UNEXPECTED));
        assertThat(run.event("e", "early", "{\"n\": 1, \"by\": 2}")).isEqualTo(new Fate.Duplicate());

        run.event("opened");

        // The second "early" is wanted in the second state, "last" in the third.
        assertThat(run.state()).isEqualTo("done");
        assertThat(run.data()).isEqualTo("{\"n\":1,\"by\":2}");
        assertThat(run.step.deadLetters()).extracting(DeadLetter::why).containsExactly(Reason.ENDED);
        assertThat(run.saga().kept()).isEmpty();
        assertThat(run.saga().timers()).isEmpty();
    }

    @Test
    void keptEventsAreBoundedInNumberAndAge() {
        Run run = Run.of(flow("{keep: {count: 2, age: 1h}}"));
        run.event("early");
        assertThat(run.timersSet()).containsExactly("KEPT 0 PT1H");
        run.now = run.now.plus(Duration.ofMinutes(10));
        run.event("early");
        assertThat(run.timersSet()).isEmpty();

        assertThat(run.event("early")).isEqualTo(new Fate.DeadLettered(Reason.TOO_MANY_KEPT));
        assertThat(run.step.deadLetters()).hasSize(1);

        run.after("50M");
        assertThat(run.step.deadLetters()).extracting(DeadLetter::why).containsExactly(Reason.TOO_OLD);
        assertThat(run.timersSet()).containsExactly("KEPT 0 PT1H10M");
        assertThat(run.saga().kept()).hasSize(1);
        run.now = run.now.plus(Duration.ofMinutes(10));
        run.event("opened");
        assertThat(run.step.deadLetters()).extracting(DeadLetter::why).containsExactly(Reason.TOO_OLD);
    }

    @Test
    void aDeadLetterCanBeMendedAndSentAgainWithItsId() {
        Run run = Run.of(flow("dead-letter"));
        run.event("e", "other", "{}");
        run.event("opened");
        assertThat(run.event("e", "other", "{}")).isEqualTo(new Fate.Applied());
        assertThat(run.event("e", "other", "{}")).isEqualTo(new Fate.Duplicate());

        Run full = Run.of(flow("{keep: {count: 1, age: 1h}}"));
        full.event("first", "early", "{}");
        assertThat(full.event("e", "other", "{}")).isEqualTo(new Fate.DeadLettered(Reason.TOO_MANY_KEPT));
        full.after("1H");
        full.event("opened");
        assertThat(full.event("e", "other", "{}")).isEqualTo(new Fate.Applied());
        assertThat(full.event("first", "early", "{}")).as("it was too old").isEqualTo(new Fate.Applied());
    }

    @Test
    void aKeptEventHasItsIdOnce() {
        Run run = Run.of(flow("keep"));
        run.event("e", "early", "{\"n\": 1}");
        for (int i = 0; i < 300; i++) {
            run.event("id-" + i, "last", "{}");
        }
        assertThat(run.event("e", "early", "{\"n\": 1}"))
                .as("kept for however long")
                .isEqualTo(new Fate.Duplicate());

        run.event("opened");

        assertThat(run.outcome()).contains(Outcome.SUCCESS);
        assertThat(run.saga().seen())
                .doesNotHaveDuplicates()
                .contains("e", "id-0")
                .doesNotContain("id-1");
        assertThat(run.event("e", "early", "{\"n\": 1}")).isEqualTo(new Fate.Duplicate());
    }

    @Test
    void manyEventsAreRemembered() {
        Run run = Run.of(flow("ignore"));
        for (int i = 0; i < 300; i++) {
            run.event("id-" + i, "last", "{}");
        }

        assertThat(run.saga().seen()).hasSize(256);
        assertThat(run.event("id-44", "last", "{}")).isEqualTo(new Fate.Duplicate());
        assertThat(run.event("id-43", "last", "{}")).isEqualTo(new Fate.Ignored(Reason.UNEXPECTED));
    }

    @Test
    void nothingIsKeptForASagaThatHasEnded() {
        Run run = Run.of(flow("keep"));
        run.event("opened");
        run.event("other");
        run.event("last");
        assertThat(run.outcome()).contains(Outcome.SUCCESS);

        assertThat(run.event("early")).isEqualTo(new Fate.Ignored(Reason.ENDED));
    }
}
