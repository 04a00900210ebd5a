package dev.leat.flow.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeTest {
    @Test
    void aTimeoutIsMeasuredFromEnteringTheState() {
        Run run = Run.of("""
                flow: order
                initial: open
                states:
                  open: {command: ask, timeout: {after: 10s, to: late}, on: {again: open, answered: done}}
                  late: {final: failed}
                  done: {final: success}
                """);
        assertThat(run.timersSet()).containsExactly("TIMEOUT 1 PT10S");

        assertThat(run.after("9S")).isEqualTo(new Fate.Ignored(Reason.NOTHING_DUE));
        run.event("again");
        assertThat(run.timersSet()).containsExactly("TIMEOUT 2 PT19S");
        assertThat(run.timersCancelled()).containsExactly("TIMEOUT 1 PT10S");

        run.after("9.999S");
        assertThat(run.state()).isEqualTo("open");
        assertThat(run.after("0.001S")).isEqualTo(new Fate.Applied());
        assertThat(run.state()).isEqualTo("late");
        assertThat(run.timersCancelled()).isEmpty();
    }

    @Test
    void aTimeoutCanBeAnEvent() {
        Run run = Run.of("""
                flow: order
                initial: open
                states:
                  open:
                    command: ask
                    timeout: {after: 10s, event: expired}
                    on:
                      expired: [{to: late, if: data.urgent, set: {why: "'late'"}, effects: [tell]}]
                      answered: done
                  late: {final: failed}
                  done: {final: success}
                """, "{\"urgent\": true}");

        run.after("10S");

        assertThat(run.state()).isEqualTo("late");
        assertThat(run.effects()).containsExactly("tell");
        assertThat(run.data()).contains("\"why\":\"late\"");
    }

    @Test
    void aTimeoutThatLeadsNowhereIsAnIncidentAndFiresOnce() {
        Run run = Run.of("""
                flow: order
                initial: open
                states:
                  open:
                    command: ask
                    timeout: 10s
                    on:
                      timeout: [{to: late, if: data.urgent == true}]
                      answered: done
                  late: {final: failed}
                  done: {final: success}
                """);

        run.after("11S");
        assertThat(run.incidents()).containsExactly(Incident.Kind.NO_TRANSITION);
        assertThat(run.state()).isEqualTo("open");
        assertThat(run.after("11S")).isEqualTo(new Fate.Ignored(Reason.NOTHING_DUE));
    }

    private static final String WAITING = """
            flow: order
            initial: waiting
            states:
              waiting: {wait: {%s}, on: {stopped: done, timeout: over}}
              over: {final: success, command: go}
              done: {final: failed}
            """;

    @Test
    void aStateLastsForSomeTime() {
        Run run = Run.of(WAITING.formatted("for: 1h"));
        assertThat(run.timersSet()).containsExactly("WAIT 1 PT1H");

        run.after("59M");
        assertThat(run.state()).isEqualTo("waiting");
        run.after("1M");
        assertThat(run.commands()).containsExactly("go");
    }

    /** A pause would lead beyond what a moment can be, and the saga could be neither resumed nor cancelled. */
    @Test
    void aMomentThatNeverComesLeavesRoomForPauses() {
        Run run = Run.of("""
                flow: due
                initial: open
                states:
                  open: {wait: {until: data.due, to: done}}
                  done: {final: success}
                """, "{\"due\": \"+999999999-12-31T23:59:59-18:00\"}");
        run.pause();
        run.after("20000H");

        run.resume();

        assertThat(run.state()).isEqualTo("open");
        assertThat(run.timersSet()).hasSize(1);
    }

    @Test
    void aStateLastsUntilAMomentAndNotAtAllIfItIsPast() {
        String flow = WAITING.formatted("until: data.due, to: over");
        Run run = Run.of(flow, "{\"due\": \"2026-11-22T12:30:00+02:00\"}");
        assertThat(run.timersSet()).containsExactly("WAIT 1 PT30M");

        assertThat(Run.of(flow, "{\"due\": \"2026-11-22T12:00:00+02:00\"}").state())
                .isEqualTo("over");

        Run never = Run.of(flow, "{\"due\": \"soon\"}");
        assertThat(never.incidents()).containsExactly(Incident.Kind.NO_MOMENT);
        assertThat(never.state()).isEqualTo("waiting");
    }

    @Test
    void aSagaHasADeadlineWhateverItIsAt() {
        Run run = Run.of("""
                flow: order
                initial: open
                timeout: {after: 1h, then: late}
                states:
                  open: {command: ask, on: {again: open, answered: done}}
                  late: {final: failed}
                  done: {final: success}
                """);
        assertThat(run.timersSet()).containsExactly("DEADLINE 0 PT1H");

        run.now = run.now.plusSeconds(3000);
        run.event("again");
        assertThat(run.timersSet()).isEmpty();
        run.after("10M");
        assertThat(run.state()).isEqualTo("late");

        Run other = Run.of("""
                flow: order
                initial: open
                timeout: {after: 1h, then: late}
                states:
                  open: {command: ask, on: {answered: done}}
                  late: {final: failed}
                  done: {final: success}
                """);
        other.event("answered");
        assertThat(other.timersCancelled()).containsExactly("DEADLINE 0 PT1H");
    }

    @Test
    void timersThatAreDueTogetherFireInTheirOrderAsLongAsTheyStillMatter() {
        Run run = Run.of("""
                flow: order
                initial: open
                timeout: {after: 1h, then: dead}
                states:
                  open: {command: ask, timeout: {after: 10m, to: second}, on: {answered: done}}
                  second: {command: askAgain, timeout: {after: 5m, to: late}, on: {answered: done}}
                  late: {final: failed}
                  dead: {final: failed}
                  done: {final: success}
                """);

        run.after("2H");

        assertThat(run.state()).isEqualTo("dead");
        assertThat(run.commands()).containsExactly("askAgain");
        assertThat(run.history)
                .filteredOn(entry -> entry.kind() == HistoryEntry.Kind.FIRED)
                .extracting(HistoryEntry::detail)
                .containsExactly("TIMEOUT", "DEADLINE");
    }
}
