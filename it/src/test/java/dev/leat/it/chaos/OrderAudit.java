package dev.leat.it.chaos;

import dev.leat.core.Ordering;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Order of each key (or partition, or of the record alone) in each assignment, and over all of them. */
final class OrderAudit {
    private static final long NONE = -1;

    /** What waits for each other. */
    private record Lane(int member, long assignment, int partition, Object name) {}

    private final Evidence evidence;
    private final Progress progress;
    private final Findings findings;
    /** For each record the one of its lane before it. */
    private final long[][] predecessors;

    OrderAudit(Evidence evidence, Progress progress, Findings findings) {
        this.evidence = evidence;
        this.progress = progress;
        this.findings = findings;
        this.predecessors = predecessors(evidence);
    }

    void run() {
        Map<Lane, List<Call>> lanes = new HashMap<>();
        for (Call call : evidence.calls()) {
            Object name = name(evidence.ordering(), evidence.sent(call), call.offset());
            lanes.computeIfAbsent(
                            new Lane(call.member(), call.assignment(), call.partition(), name),
                            lane -> new ArrayList<>())
                    .add(call);
        }
        lanes.values().forEach(this::inOneAssignment);
    }

    private void inOneAssignment(List<Call> calls) {
        calls.sort(Comparator.comparingLong(Call::start));
        Call before = null;
        for (Call call : calls) {
            follows(call, before);
            if (call.attempt() == 1) {
                everythingBeforeItIsDone(call);
            }
            before = call;
        }
    }

    private void follows(Call call, @Nullable Call before) {
        int expected = 1;
        if (before != null) {
            if (call.start() < before.end()) {
                findings.add(Finding.Kind.OVERLAP, call + " during " + before);
            }
            if (call.offset() < before.offset()) {
                findings.add(Finding.Kind.OUT_OF_ORDER, call + " after " + before);
            }
            boolean again = call.offset() == before.offset();
            if (again == Progress.settles(before, evidence.sent(before))) {
                findings.add(Finding.Kind.WRONG_ATTEMPT, call + " after " + before);
            }
            expected = again ? before.attempt() + 1 : 1;
        }
        if (call.attempt() != expected) {
            findings.add(
                    Finding.Kind.WRONG_ATTEMPT,
                    call + (before == null ? ", the first of its lane" : " after " + before));
        }
    }

    /** Here or in an assignment before: an assignment begins where the one before has committed. */
    private void everythingBeforeItIsDone(Call call) {
        long before = predecessors[call.partition()][Math.toIntExact(call.offset())];
        if (before != NONE && progress.doneNanos(call.partition(), before) > call.start()) {
            findings.add(Finding.Kind.SKIPPED, call + ": offset " + before + " was not done");
        }
    }

    private static Object name(Ordering ordering, Sent sent, long offset) {
        return switch (ordering) {
            case PARTITION -> "";
            case KEY -> sent.key();
            case UNORDERED -> offset;
        };
    }

    private static long[][] predecessors(Evidence evidence) {
        List<List<Sent>> topic = evidence.topic();
        long[][] predecessors = new long[topic.size()][];
        for (int partition = 0; partition < predecessors.length; partition++) {
            List<Sent> records = topic.get(partition);
            predecessors[partition] = new long[records.size()];
            Map<Object, Long> latest = new HashMap<>();
            for (int offset = 0; offset < records.size(); offset++) {
                Long before = latest.put(name(evidence.ordering(), records.get(offset), offset), (long) offset);
                predecessors[partition][offset] = before == null ? NONE : before;
            }
        }
        return predecessors;
    }
}
