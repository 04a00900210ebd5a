package dev.leat.it.chaos;

import java.util.Arrays;
import java.util.List;

/** When each record was done, or given up, for the first time. */
final class Progress {
    private final long[][] doneNanos;

    Progress(Evidence evidence) {
        List<List<Sent>> topic = evidence.topic();
        doneNanos = new long[topic.size()][];
        for (int partition = 0; partition < doneNanos.length; partition++) {
            doneNanos[partition] = new long[topic.get(partition).size()];
            Arrays.fill(doneNanos[partition], Call.NEVER);
        }
        for (Call call : evidence.calls()) {
            if (settles(call, evidence.sent(call))) {
                long[] nanos = doneNanos[call.partition()];
                int offset = Math.toIntExact(call.offset());
                nanos[offset] = Math.min(nanos[offset], call.end());
            }
        }
    }

    /** Whether nothing of the record is left to do after this call, apart from sending a dead letter. */
    static boolean settles(Call call, Sent sent) {
        Work.Fate fate = sent.work().fate();
        return fate.isPoison()
                ? call.outcome() == Call.Outcome.FAILED && call.attempt() >= fate.failures()
                : call.outcome() == Call.Outcome.DONE;
    }

    /** {@link Call#NEVER} if it was not. */
    long doneNanos(int partition, long offset) {
        return doneNanos[partition][Math.toIntExact(offset)];
    }
}
