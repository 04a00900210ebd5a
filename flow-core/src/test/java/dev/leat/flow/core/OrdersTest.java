package dev.leat.flow.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.flow.definition.Outcome;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OrdersTest {
    private static final String FLOW = """
            flow: order
            initial: first
            timeout: {after: 1d, then: dead}
            states:
              first: {command: one, on: {next: second, withdrawn: stopped}, undo: {command: undoOne, done: [undone]}}
              second:
                command: two
                effects: [tell]
                timeout: {after: 10m, to: dead}
                on: {next: done, busy: {retry: true}}
                retry: {attempts: 5, first: 1m, jitter: 0, then: dead}
                undo: {command: undoTwo, onTimeout: undo}
              done: {final: success}
              dead: {final: failed}
              stopped: {final: cancelled, command: stop}
            """;

    private static Run second() {
        Run run = Run.of(FLOW);
        run.event("next");
        return run;
    }

    @Test
    void aPauseStopsTimersAndKeepsEvents() {
        Run run = second();
        run.after("4M");
        run.pause();
        assertThat(run.saga().status()).isEqualTo(new Status.Paused(run.now));
        assertThat(run.timersCancelled()).containsExactlyInAnyOrder("TIMEOUT 2 PT10M", "DEADLINE 0 PT24H");

        assertThat(run.after("3H")).isEqualTo(new Fate.Ignored(Reason.NOTHING_DUE));
        run.resume();
        assertThat(run.timersSet()).containsExactlyInAnyOrder("TIMEOUT 2 PT3H10M", "DEADLINE 0 PT27H");
        run.after("5M");
        assertThat(run.state()).isEqualTo("second");
        run.after("1M");
        assertThat(run.state()).isEqualTo("dead");
    }

    /** Each leads on by itself once, which is no going round, however many there are in one step. */
    @Test
    void howeverManyEventsWereKeptEachLeadsAsFarAsItWouldHaveThen() {
        Run run = Run.of("""
                flow: meter
                initial: open
                states:
                  open: {on: {tick: counting, end: done}}
                  counting: {always: [{to: open, set: {ticks: data.ticks + 1}}]}
                  done: {final: success}
                """, "{\"ticks\": 0}");
        run.pause();
        for (int i = 0; i < Saga.KEPT_IN_PAUSE; i++) {
            run.event("tick");
        }

        run.resume();

        assertThat(run.incidents()).isEmpty();
        assertThat(run.data()).isEqualTo("{\"ticks\":256}");
        assertThat(run.state()).isEqualTo("open");
    }

    @Test
    void keptEventsHappenAfterwardsInTheirOrder() {
        Run run = Run.of(FLOW);
        run.pause();
        assertThat(run.event("e", "next", "{\"a\": 1}")).isEqualTo(new Fate.Kept(Reason.PAUSED));
        assertThat(run.event("e", "next", "{\"a\": 1}")).isEqualTo(new Fate.Duplicate());
        run.event("unknown");
        run.event("next", "{\"a\": 2}");
        assertThat(run.state()).isEqualTo("first");

        run.resume();

        assertThat(run.outcome()).contains(Outcome.SUCCESS);
        assertThat(run.data()).isEqualTo("{\"a\":2}");
        assertThat(run.history)
                .filteredOn(entry -> entry.kind() == HistoryEntry.Kind.RESUMED)
                .extracting(HistoryEntry::detail)
                .containsExactly("applied", "ignored: unexpected", "applied");
    }

    @Test
    void aPauseKeepsWhatComesWhateverTheFlowKeepsOtherwise() {
        Run run = Run.of(FLOW.replace("initial: first", "initial: first\nunexpected: {keep: {count: 1, age: 1h}}"));
        run.event("early", "next-but-one", "{}");
        run.pause();
        assertThat(run.event("a", "next", "{}")).isEqualTo(new Fate.Kept(Reason.PAUSED));
        assertThat(run.event("b", "next", "{}")).isEqualTo(new Fate.Kept(Reason.PAUSED));
        for (int i = 2; i < Saga.KEPT_IN_PAUSE; i++) {
            run.event("odd");
        }
        assertThat(run.event("c", "next", "{}")).isEqualTo(new Fate.DeadLettered(Reason.TOO_MANY_KEPT));

        run.resume();

        assertThat(run.outcome()).contains(Outcome.SUCCESS);
        assertThat(run.saga().seen()).containsOnlyOnce("a", "b").doesNotContain("c");
    }

    @Test
    void whatIsNoUseAfterAPauseIsADeadLetterThatCanComeAgain() {
        Run run = Run.of(FLOW.replace("initial: first", "initial: first\nunexpected: reject"));
        run.pause();
        run.event("e", "busy", "{}");
        run.resume();
        assertThat(run.step.deadLetters()).extracting(DeadLetter::why).containsExactly(Reason.UNEXPECTED);

        run.event("next");

        assertThat(run.event("e", "busy", "{}")).isEqualTo(new Fate.Applied());
    }

    @Test
    void whatCameInAPauseCountsBeforeTheOrderThatEndsIt() {
        Run done = Run.of(FLOW);
        done.pause();
        done.event("next");
        done.cancel(true);
        assertThat(done.commands())
                .as("of the state that it leads to, too")
                .containsExactly("two", "undoTwo", "undoOne");

        Run notDone = Run.of(FLOW.replace("undo: {command: undoOne,", "undo: {not: withdrawn, command: undoOne,")
                .replace("withdrawn: stopped", "withdrawn: dull")
                .replace("  done: {final", "  dull: {on: {next: done}}\n  done: {final"));
        notDone.pause();
        notDone.event("withdrawn");
        notDone.cancel(true);
        assertThat(notDone.commands()).containsExactly("stop");
        assertThat(notDone.outcome()).contains(Outcome.CANCELLED);
    }

    @Test
    void whatCameInAPauseCanHaveEndedTheSagaBeforeItIsCancelled() {
        Run run = second();
        run.pause();
        run.event("next");

        assertThat(run.cancel(true).word()).isEqualTo("rejected: ended");

        assertThat(run.outcome()).contains(Outcome.SUCCESS);
        assertThat(run.commands()).isEmpty();
        assertThat(run.saga().kept()).isEmpty();
    }

    @Test
    void pausedTwiceOrNotAtAllIsNothing() {
        Run run = second();
        assertThat(run.resume()).isEqualTo(new Fate.Ignored(Reason.NOT_PAUSED));
        run.pause();
        assertThat(run.pause()).isEqualTo(new Fate.Ignored(Reason.PAUSED));
        assertThat(run.retry().word()).isEqualTo("rejected: paused");
        assertThat(run.move("done").word()).isEqualTo("rejected: paused");
    }

    @Test
    void retrySendsTheCommandAgainNow() {
        Run run = second();
        run.event("busy");

        assertThat(run.retry()).isEqualTo(new Fate.Applied());

        assertThat(run.commands()).containsExactly("two");
        assertThat(run.step.commands().get(0).id()).isEqualTo("s-1/2.2.0");
        assertThat(run.timersCancelled()).containsExactly("RETRY 2 PT1M");
        assertThat(run.give(new Input.Retry(OptionalLong.of(1), new Input.Audit("ann", "why")))
                        .word())
                .isEqualTo("rejected: nothing to retry");
    }

    @Test
    void moveLeavesForAStateAndSaysWhoAndWhy() {
        Run run = second();

        run.move("first");

        assertThat(run.commands()).containsExactly("one");
        assertThat(run.undo()).containsExactly("first", "second");
        assertThat(run.step.history().get(0).input())
                .contains(new Input.Move("first", new Input.Audit("ann", "it hangs")));
        assertThat(run.move("nowhere").word()).isEqualTo("rejected: unknown state");
    }

    @Test
    void cancelEndsItAtOnce() {
        Run run = second();

        run.cancel(false);

        assertThat(run.outcome()).contains(Outcome.CANCELLED);
        assertThat(run.state()).isEqualTo("stopped");
        assertThat(run.commands()).containsExactly("stop");
        assertThat(run.saga().timers()).isEmpty();
        assertThat(run.cancel(false).word()).isEqualTo("rejected: ended");
    }

    @Test
    void cancelCanUndoWhatWasDoneBefore() {
        Run run = second();
        run.pause();

        run.cancel(true);
        assertThat(run.commands()).containsExactly("undoTwo", "undoOne");
        run.event("undone");

        assertThat(run.state()).isEqualTo("stopped");
        assertThat(run.outcome()).contains(Outcome.CANCELLED);
    }

    @Test
    void cancelWhileUndoingGoesOnUndoing() {
        Run run = second();
        run.cancel(true);

        run.cancel(true);
        assertThat(run.commands()).containsExactly("undoOne");
        run.event("undone");
        assertThat(run.outcome()).contains(Outcome.CANCELLED);

        Run other = second();
        other.cancel(true);
        other.cancel(false);
        assertThat(other.outcome()).contains(Outcome.CANCELLED);
        assertThat(other.undo()).containsExactly("first");
    }

    @Test
    void theDeadlineDoesNotStopHalfOfAnUndo() {
        Run run = second();
        run.cancel(true);

        run.now = run.now.plus(Duration.ofDays(2));
        run.give(new Input.Tick());

        assertThat(run.incidents()).containsExactly(Incident.Kind.DEADLINE_WHILE_UNDOING);
        run.event("undone");
        assertThat(run.outcome()).contains(Outcome.CANCELLED);
    }

    private static final String COMPENSATING = """
            flow: order
            initial: first
            timeout: {after: 1d, then: %s}
            states:
              first: {command: one, on: {next: second}, undo: {command: undoOne, done: undone, failed: notUndone, onTimeout: undo}}
              second:
                on:
                  back: {to: compensate, then: %s, failed: %s}
                  backOrStay: {to: compensate, then: %2$s}
                  other: others
              others: {on: {a: again, b: asking, c: dead, d: lost, e: over, f: done}}
              again: {on: {next: done}}
              asking: {on: {next: done}}
              dead: {final: failed}
              lost: {final: failed}
              over: {final: compensated}
              done: {final: success}
            """;

    /** The deadline comes while the first state is undone. */
    private static Run overdue(String deadline, String then, String failed, String event) {
        Run run = Run.of(COMPENSATING.formatted(deadline, then, failed));
        run.event("next");
        run.event(event);
        run.now = run.now.plus(Duration.ofDays(2));
        run.give(new Input.Tick());
        assertThat(run.incidents()).containsExactly(Incident.Kind.DEADLINE_WHILE_UNDOING);
        assertThat(run.saga().position().undoing()).isPresent();
        assertThat(run.saga().timers()).isEmpty();
        return run;
    }

    private static String after(Run run, String answer) {
        run.event(answer);
        return run.state();
    }

    @Test
    void aDeadlineWhileUndoingLeadsOnWhereTheSagaWouldNotEnd() {
        assertThat(after(overdue("dead", "again", "asking", "back"), "undone")).isEqualTo("dead");
        assertThat(after(overdue("dead", "again", "asking", "back"), "notUndone"))
                .isEqualTo("dead");
        assertThat(after(overdue("dead", "over", "lost", "back"), "undone")).isEqualTo("over");
        assertThat(after(overdue("dead", "over", "lost", "back"), "notUndone")).isEqualTo("lost");
    }

    @Test
    void aDeadlineThatUndoesWhileSomethingIsUndoneLeadsWhereItLeadsItself() {
        String undoing = "{to: compensate, then: over, failed: lost}";
        assertThat(after(overdue(undoing, "again", "asking", "back"), "undone")).isEqualTo("over");
        assertThat(after(overdue(undoing, "again", "asking", "back"), "notUndone"))
                .isEqualTo("lost");
        Run stuck = overdue("{to: compensate, then: over}", "again", "asking", "back");
        stuck.event("notUndone");
        assertThat(stuck.saga().position().undoing().orElseThrow().isStuck()).isTrue();
    }

    @Test
    void whatSomebodyHasToLookAtStaysAndItsDeadlineCountsAfterwards() {
        Run run = overdue("dead", "again", "asking", "backOrStay");
        run.event("notUndone");
        assertThat(run.incidents()).containsExactly(Incident.Kind.COMPENSATION_FAILED);

        run.retry();
        run.event("undone");

        assertThat(run.state()).isEqualTo("dead");
    }

    @Test
    void withoutAStateForItACancelledSagaEndsWhereItIs() {
        Run run = Run.of(FLOW.replace("final: cancelled", "final: failed"));

        run.cancel(false);

        assertThat(run.state()).isEqualTo("first");
        assertThat(run.saga().status()).isEqualTo(new Status.Ended(Outcome.CANCELLED, run.now));
    }
}
