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
                        boxing:
                          initial: packing
                          states:
                            packing:
                              command: pack
                              timeout: {after: 10s, to: unpacked}
                              on: {packed: wrapping, noBox: unpacked}
                              undo: {command: unpack, done: [unpackDone], onTimeout: skip}
                            wrapping: {command: wrap, on: {wrapped: ready, torn: unpacked}}
                            ready: {final: success}
                            unpacked: {final: failed}
                        charging:
                          initial: billing
                          states:
                            billing: {command: bill, on: {billed: ready, packed: ready, poor: bad}, undo: {command: credit}}
                            ready: {final: success}
                            bad: {final: failed}
                        mails:
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
        assertThat(run.state("boxing")).isEqualTo("wrapping");
        assertThat(run.state("charging")).isEqualTo("billing");
        assertThat(run.state("mails")).isEqualTo("ready");
    }

    @Test
    void anEventIsUsedOnceByTheFirstBranchThenByTheStateAround() {
        Run run = shipping("all");

        run.event("packed");
        assertThat(run.state("charging")).isEqualTo("billing");
        run.event("packed");
        assertThat(run.state("charging")).isEqualTo("ready");
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
}
