package dev.leat.core.internal;

import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Compares the window and the counters of an assignment with the naive model of it. */
final class Inspection {
    private final StormPlan plan;

    Inspection(StormPlan plan) {
        this.plan = plan;
    }

    /** @return what is wrong with it */
    @Nullable
    String of(Tenure tenure) {
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
        long expectedBytes = tenure.unfinishedBytesBelow(window.next());
        if (exact ? records != admitted || bytes != expectedBytes : records < admitted || bytes < expectedBytes) {
            return "counts " + records + " records and " + bytes + " bytes, not " + admitted + " and " + expectedBytes;
        }
        int held = tenure.unfinished().size() - admitted;
        return tenure.member.isTakingIn() || Insides.held(tenure.assignment) == held
                ? null
                : "holds " + Insides.held(tenure.assignment) + " records back, not " + held;
    }

    /** What a partition looks like with everything done. */
    @Nullable
    String ofRest(Tenure tenure) {
        Assignment assignment = tenure.assignment;
        String lanes = Insides.lanes(assignment).toString();
        boolean atRest = tenure.unfinished().isEmpty()
                && !assignment.isBusy()
                && Insides.gate(assignment).isQuiet()
                && !Insides.hasTimers(assignment)
                // Without a lease a lane waits for it to find out that it has nothing to do.
                && (!Insides.hasLease(assignment)
                        || (!Insides.gate(assignment).hasParked() && !lanes.contains("scheduled")))
                && !lanes.contains("blocked")
                && !lanes.replace("0 waiting", "").contains("waiting")
                && !lanes.contains("diverted");
        return atRest ? null : "is not at rest: " + assignment;
    }
}
