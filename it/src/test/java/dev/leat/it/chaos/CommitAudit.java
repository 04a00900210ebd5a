package dev.leat.it.chaos;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Commits cover only what is done, never go back, and nobody begins below them. */
final class CommitAudit {
    private record Assignment(int member, long number, int partition) {}

    private record Beginning(long nanos, long lowest) {
        Beginning and(Beginning other) {
            return new Beginning(Math.min(nanos, other.nanos), Math.min(lowest, other.lowest));
        }
    }

    private final Evidence evidence;
    private final Progress progress;
    private final Passes passes;
    private final Findings findings;

    CommitAudit(Evidence evidence, Progress progress, Passes passes, Findings findings) {
        this.evidence = evidence;
        this.progress = progress;
        this.passes = passes;
        this.findings = findings;
    }

    void run() {
        for (int partition = 0; partition < evidence.topic().size(); partition++) {
            int which = partition;
            of(evidence.commits().stream()
                    .filter(commit -> commit.partition() == which)
                    .toList());
        }
        assignmentsBeginNotBelow();
    }

    private void of(List<Commit> commits) {
        long checked = 0;
        long before = 0;
        for (Commit commit : commits) {
            if (commit.offset() < before) {
                findings.add(Finding.Kind.COMMIT_WENT_BACK, commit + " after one of " + before);
            }
            before = commit.offset();
            for (; checked < commit.offset(); checked++) {
                if (progress.doneNanos(commit.partition(), checked) > commit.nanos()) {
                    findings.add(Finding.Kind.COMMITTED_UNFINISHED, commit + " covers " + checked);
                }
            }
        }
    }

    private void assignmentsBeginNotBelow() {
        Map<Assignment, Beginning> beginnings = new HashMap<>();
        for (Call call : evidence.calls()) {
            beginnings.merge(
                    new Assignment(call.member(), call.assignment(), call.partition()),
                    new Beginning(passes.nanos(call), call.offset()),
                    Beginning::and);
        }
        Map<Integer, TreeMap<Long, Long>> committed = new HashMap<>();
        for (Commit commit : evidence.commits()) {
            committed
                    .computeIfAbsent(commit.partition(), partition -> new TreeMap<>())
                    .put(commit.nanos(), commit.offset());
        }
        beginnings.forEach((assignment, beginning) -> {
            var before = Objects.requireNonNullElseGet(
                            committed.get(assignment.partition()), () -> new TreeMap<Long, Long>())
                    .lowerEntry(beginning.nanos());
            if (before != null && before.getValue() > beginning.lowest()) {
                findings.add(
                        Finding.Kind.REPEATED_COMMITTED,
                        assignment + " started " + beginning.lowest() + ", committed was " + before.getValue());
            }
        });
    }
}
