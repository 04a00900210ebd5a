package dev.leat.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Each way in which events can break a promise is found, by its name; what is allowed is not. */
class EventAuditTest {
    private static final List<List<Sent>> COMMANDS =
            List.of(List.of(sent("a", 0), sent("b", 0), sent("a", 1)), List.of(sent("c", 0)));

    private static final Event A0 = new Event("a", 0, "id-a0");
    private static final Event A1 = new Event("a", 1, "id-a1");
    private static final Event B0 = new Event("b", 0, "id-b0");
    private static final Event C0 = new Event("c", 0, "id-c0");

    @Test
    void anEventForEachCommandInTheOrderOfItsSagaIsAsItShouldBe() {
        assertThat(found(C0, B0, A0, A1)).isEmpty();
    }

    @Test
    void repeatsMayComeBehindLaterOnes() {
        assertThat(found(A0, A0, A1, B0, A0, C0, A1)).isEmpty();
    }

    @Test
    void aCommandWithoutEventIsFound() {
        assertThat(found(A0, A1, C0)).containsExactly(Finding.Kind.EVENT_MISSING);
    }

    @Test
    void anEventThatAnswersNoCommandIsFound() {
        assertThat(found(A0, A1, B0, C0, new Event("c", 1, "id-c1"))).containsExactly(Finding.Kind.EVENT_UNASKED);
        assertThat(found(A0, A1, B0, C0, new Event("d", 0, "id-d0"))).containsExactly(Finding.Kind.EVENT_UNASKED);
    }

    @Test
    void aFirstEventBehindThatOfALaterCommandIsFound() {
        assertThat(found(A1, A0, B0, C0)).containsExactly(Finding.Kind.EVENT_OUT_OF_ORDER);
    }

    @Test
    void aRepeatWithAnotherIdIsFound() {
        assertThat(found(A0, A1, B0, C0, new Event("a", 0, "id-new"))).containsExactly(Finding.Kind.EVENT_ID_CHANGED);
    }

    @Test
    void anIdThatTwoCommandsShareIsFound() {
        assertThat(found(A0, new Event("a", 1, "id-a0"), B0, C0)).containsExactly(Finding.Kind.EVENT_ID_SHARED);
        assertThat(found(A0, A1, B0, new Event("c", 0, "id-b0"))).containsExactly(Finding.Kind.EVENT_ID_SHARED);
    }

    @Test
    void commandsAreReadAsTheyWereWritten() {
        Work work = new Work(7, Work.Fate.FAILS_TWICE, 250);

        assertThat(Trade.WORKERS.work(Trade.WORKERS.value(work))).isEqualTo(work);
    }

    private static List<Finding.Kind> found(Event... events) {
        Findings findings = new Findings();
        new EventAudit(COMMANDS, List.of(events), findings).run();
        return findings.shown().stream().map(Finding::kind).toList();
    }

    private static Sent sent(String saga, int sequence) {
        return new Sent(saga, new Work(sequence, Work.Fate.FINE, 0));
    }
}
