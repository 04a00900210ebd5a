package dev.leat.flow.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.flow.definition.Outcome;
import org.junit.jupiter.api.Test;

class ParallelTest {
    private static String flow(String join) {
        return """
                flow: order
                initial: start
                states:
                  start: {command: begin, on: {begun: shipping}, undo: {command: end}}
                  shipping:
                    on:
                      stop: {to: compensate, then: undone}
                      packed: done
                    parallel:
                      join: %s
                      then: done
                      failed: {to: compensate, then: undone}
                      branches:
                        pack:
                          initial: packing
                          states:
                            packing:
                              command: pack
                              timeout: {after: 10s, to: unpacked}
                              on: {packed: wrapping, noBox: {to: compensate, then: unpacked}}
                              undo: {command: unpack, done: [unpackDone], onTimeout: skip}
                            wrapping: {command: wrap, on: {wrapped: ready, torn: {to: compensate, then: unpacked}}}
                            ready: {final: success}
                            unpacked: {final: failed}
                        bill:
                          initial: billing
                          states:
                            billing: {command: bill, on: {billed: ready, packed: ready, poor: bad}, undo: {command: credit}}
                            ready: {final: success}
                            bad: {final: failed}
                        mail:
                          initial: mailing
                          states:
                            mailing: {command: mail, on: {mailed: ready}}
                            ready: {final: success}
                  done: {final: success}
                  undone: {final: compensated}
                """.formatted(join);
    }

    private static Run shipping(String join) {
        Run run = Run.of(flow(join));
        run.event("begun");
        return run;
    }

    @Test
    void branchesBeginTogetherAndRunByThemselves() {
        Run run = shipping("all");
        assertThat(run.commands()).containsExactly("pack", "bill", "mail");
        assertThat(run.step.commands()).extracting(Dispatch::id).containsExactly("s-1/3.1.0", "s-1/4.1.0", "s-1/5.1.0");
        assertThat(run.timersSet()).containsExactly("TIMEOUT 3 PT10S");

        run.event("mailed");
        run.event("packed");

        assertThat(run.state()).isEqualTo("shipping");
        assertThat(run.state("pack")).isEqualTo("wrapping");
        assertThat(run.state("bill")).isEqualTo("billing");
        assertThat(run.state("mail")).isEqualTo("ready");
    }

    @Test
    void anEventIsUsedOnceByTheFirstBranchThenByTheStateAround() {
        Run run = shipping("all");

        run.event("packed");
        assertThat(run.state("bill")).isEqualTo("billing");
        run.event("packed");
        assertThat(run.state("bill")).isEqualTo("ready");
        run.event("packed");
        assertThat(run.state()).isEqualTo("done");
    }

    @Test
    void theyJoinWhenAllHaveEndedWithSuccess() {
        Run run = shipping("all");
        run.event("mailed");
        run.event("billed");
        run.event("packed");
        assertThat(run.outcome()).isEmpty();

        run.event("wrapped");

        assertThat(run.outcome()).contains(Outcome.SUCCESS);
        assertThat(run.saga().position().branches()).isEmpty();
        assertThat(run.undo()).containsExactly("start", "billing", "packing");
    }

    @Test
    void orWhenOneOrSomeHave() {
        Run any = shipping("any");
        any.event("mailed");
        assertThat(any.outcome()).contains(Outcome.SUCCESS);
        assertThat(any.timersCancelled()).containsExactly("TIMEOUT 3 PT10S");

        Run two = shipping("2");
        two.event("mailed");
        assertThat(two.outcome()).isEmpty();
        two.event("billed");
        assertThat(two.outcome()).contains(Outcome.SUCCESS);
    }

    @Test
    void theyFailAsSoonAsNotEnoughCanSucceed() {
        Run run = shipping("2");
        run.event("poor");
        assertThat(run.outcome()).isEmpty();
        assertThat(run.after("10S")).isEqualTo(new Fate.Applied());

        assertThat(run.outcome()).contains(Outcome.COMPENSATED);
        assertThat(run.commands()).containsExactly("credit", "end");
    }

    @Test
    void aBranchUndoesWhatItHasDoneItself() {
        Run run = shipping("2");
        run.event("billed");
        run.event("packed");

        run.event("torn");
        assertThat(run.commands()).containsExactly("unpack");
        assertThat(run.undo()).containsExactly("start", "billing", "packing");
        run.event("unpackDone");
        assertThat(run.state("pack")).isEqualTo("unpacked");
        assertThat(run.undo()).containsExactly("start", "billing");
        run.event("mailed");
        assertThat(run.outcome()).contains(Outcome.SUCCESS);
    }

    @Test
    void theWholeSagaUndoesWhatItsBranchesMayHaveDone() {
        Run run = shipping("all");
        run.event("packed");

        run.event("stop");

        assertThat(run.undo()).containsExactly("start", "packing");
        assertThat(run.commands()).containsExactly("credit", "unpack");
        run.event("unpackDone");
        assertThat(run.commands()).containsExactly("end");
        assertThat(run.outcome()).contains(Outcome.COMPENSATED);
    }

    @Test
    void aJoinThatFailsAndLeadsNowhereIsAnIncident() {
        Run run = Run.of(flow("all")
                .replace("failed: {to: compensate, then: undone}", "")
                .replace("poor: bad", "poor: ready"));
        run.event("begun");

        run.after("10S");

        assertThat(run.incidents()).containsExactly(Incident.Kind.JOIN_FAILED);
        assertThat(run.state()).isEqualTo("shipping");
    }

    @Test
    void branchesCanHaveBranches() {
        Run run = Run.of("""
                flow: order
                initial: out
                states:
                  out:
                    parallel:
                      then: done
                      branches:
                        a:
                          initial: inner
                          states:
                            inner:
                              parallel:
                                then: ready
                                branches:
                                  x: {initial: wait, states: {wait: {command: cx, on: {x: ok}, undo: {command: ux}}, ok: {final: success}}}
                                  y: {initial: wait, states: {wait: {command: cy, on: {y: ok}}, ok: {final: success}}}
                            ready: {final: success}
                        b: {initial: wait, states: {wait: {command: cb, on: {b: ok}}, ok: {final: success}}}
                  done: {final: success}
                """);
        assertThat(run.commands()).containsExactly("cx", "cy", "cb");

        run.event("y");
        run.event("x");
        assertThat(run.state("a")).isEqualTo("ready");
        assertThat(run.saga().undo().get(0).place()).hasToString("out.a.inner.x");
        run.event("b");
        assertThat(run.outcome()).contains(Outcome.SUCCESS);
    }
}
