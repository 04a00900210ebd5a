package dev.leat.it.chaos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * When Leat let calls pass, at the earliest.
 *
 * <p>A thread may have been frozen on its way into a call, when Leat had let it pass but the ledger did not know of it yet. So the first
 * start of a thread after a thaw counts from before the freeze, unless the thread has ended a call since: then Leat was asked after the
 * thaw.
 */
final class Passes {
    private record Worker(int member, long thread) {}

    private final IdentityHashMap<Call, Long> frozenOnTheirWay = new IdentityHashMap<>();

    Passes(Evidence evidence) {
        Map<Integer, List<Freeze>> freezes = new HashMap<>();
        evidence.freezes()
                .forEach(freeze -> freezes.computeIfAbsent(freeze.member(), member -> new ArrayList<>())
                        .add(freeze));
        Map<Worker, List<Call>> workers = new HashMap<>();
        for (Call call : evidence.calls()) {
            if (freezes.containsKey(call.member())) {
                workers.computeIfAbsent(new Worker(call.member(), call.thread()), worker -> new ArrayList<>())
                        .add(call);
            }
        }
        workers.forEach((worker, calls) -> look(calls, Objects.requireNonNull(freezes.get(worker.member()))));
    }

    private void look(List<Call> calls, List<Freeze> freezes) {
        calls.sort(Comparator.comparingLong(Call::start));
        long ended = Long.MIN_VALUE;
        for (Call call : calls) {
            for (Freeze freeze : freezes) {
                if (ended < freeze.until() && freeze.until() < call.start()) {
                    frozenOnTheirWay.merge(call, freeze.from(), Math::min);
                }
            }
            ended = call.end();
        }
    }

    long nanos(Call call) {
        Long beforeFreeze = frozenOnTheirWay.get(call);
        return beforeFreeze == null ? call.start() : beforeFreeze;
    }
}
