package dev.leat.it.chaos;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A member that was expelled while it was frozen finishes the calls that were running, and starts none in the assignments it had. */
final class ThawAudit {
    private final Evidence evidence;
    private final Passes passes;
    private final Findings findings;

    ThawAudit(Evidence evidence, Passes passes, Findings findings) {
        this.evidence = evidence;
        this.passes = passes;
        this.findings = findings;
    }

    void run() {
        Map<Integer, List<Call>> members = evidence.calls().stream().collect(Collectors.groupingBy(Call::member));
        for (Freeze freeze : evidence.freezes()) {
            if (freeze.expelled()) {
                startsNothingOfBefore(freeze, members.getOrDefault(freeze.member(), List.of()));
            }
        }
    }

    private void startsNothingOfBefore(Freeze freeze, List<Call> calls) {
        Set<Long> had = new HashSet<>();
        calls.stream().filter(call -> call.start() < freeze.until()).forEach(call -> had.add(call.assignment()));
        for (Call call : calls) {
            if (passes.nanos(call) > freeze.until() && had.contains(call.assignment())) {
                findings.add(
                        Finding.Kind.STARTED_AFTER_THAW,
                        call + ", " + (call.start() - freeze.until()) / 1_000 + " us after the thaw");
            }
        }
    }
}
