package dev.leat.core.internal;

import dev.leat.core.ConsumerGroup;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Compares windows and counters of a member with the naive model of its assignments. Each method says what is wrong, if anything. */
final class Inspection {
    private final StormPlan plan;
    private final Ledger ledger;

    Inspection(StormPlan plan, Ledger ledger) {
        this.plan = plan;
        this.ledger = ledger;
    }

    @Nullable
    String of(StormMember member) {
        if (plan.fate() != StormPlan.Fate.STOPS && member.group().failure().isPresent()) {
            return "has ended by itself: " + member.group().failure().get();
        }
        if (!member.isFrozen()) {
            for (Assignment assignment : member.assignments().all()) {
                String problem = of(ledger.tenure(member, assignment));
                if (problem != null) {
                    return assignment + " " + problem;
                }
            }
        }
        return null;
    }

    private @Nullable String of(Tenure tenure) {
        Assignment assignment = tenure.assignment;
        tenure.resolve();
        if (tenure.unfinished().size() > plan.mostUnfinished() - 1 + plan.pollRecords()) {
            return "has " + tenure.unfinished().size() + " unfinished records in memory";
        }
        OffsetWindow window = Insides.window(assignment);
        // A worker inside may be between the end of a call and the note of it.
        boolean exact = Insides.workersInside(assignment) == 0;
        SortedSet<Long> admitted = tenure.unfinished().headSet(window.next());
        String problem = ofWindow(window, admitted, exact);
        return problem != null ? problem : ofCounters(tenure, window, admitted.size(), exact);
    }

    private static @Nullable String ofWindow(OffsetWindow window, SortedSet<Long> unfinished, boolean exact) {
        long from = window.frontier();
        for (long offset : unfinished) {
            if (offset < from) {
                return "has its frontier at " + from + ", above the unfinished @" + offset;
            }
            long found = window.nextUnfinished(from);
            if (exact ? found != offset : window.nextUnfinished(offset) != offset) {
                return "has @" + found + " unfinished from " + from + " on, not @" + offset;
            }
            from = offset + 1;
        }
        if (exact && window.nextUnfinished(from) != window.next()) {
            return "has @" + window.nextUnfinished(from) + " unfinished, which is finished";
        }
        return null;
    }

    private static @Nullable String ofCounters(Tenure tenure, OffsetWindow window, int admitted, boolean exact) {
        long records = Insides.records(tenure.assignment);
        long bytes = Insides.bytes(tenure.assignment);
        long admittedBytes = tenure.unfinishedBytesBelow(window.next());
        if (exact ? records != admitted || bytes != admittedBytes : records < admitted || bytes < admittedBytes) {
            return "counts " + records + " records and " + bytes + " bytes, not " + admitted + " and " + admittedBytes;
        }
        int held = tenure.unfinished().size() - admitted;
        return tenure.member.isTakingIn() || Insides.held(tenure.assignment) == held
                ? null
                : "holds " + Insides.held(tenure.assignment) + " records back, not " + held;
    }

    // --- with everything done ---

    @Nullable
    String ofRest(StormMember member, int lateAcknowledgements) {
        ConsumerGroup group = member.group();
        if (ledger.filtered(member) != group.counts().filtered()
                || lateAcknowledgements != group.counts().lateAcknowledgements()) {
            return group.counts() + ", but filtered were " + ledger.filtered(member) + " and acknowledged too late "
                    + lateAcknowledgements;
        }
        if (!member.isAlive()) {
            return null;
        }
        Integer free = Insides.freeSlots(group);
        if (free != null && free != plan.concurrency()) {
            return "has " + free + " free slots of " + plan.concurrency();
        }
        for (Assignment assignment : member.assignments().all()) {
            if (!isAtRest(ledger.tenure(member, assignment))) {
                return "is not at rest: " + assignment;
            }
        }
        return Insides.hasTimers(group) ? "has timers left" : null;
    }

    private static boolean isAtRest(Tenure tenure) {
        Assignment assignment = tenure.assignment;
        String lanes = Insides.lanes(assignment).toString();
        return tenure.unfinished().isEmpty()
                && !assignment.isBusy()
                && Insides.gate(assignment).isQuiet()
                && !Insides.hasTimers(assignment)
                // Without a lease a lane waits for it to find out that it has nothing to do.
                && (!Insides.hasLease(assignment)
                        || (!Insides.gate(assignment).hasParked() && !lanes.contains("scheduled")))
                && !lanes.contains("blocked")
                && !lanes.replace(" 0 waiting", "").contains("waiting")
                && !lanes.contains("diverted");
    }
}
