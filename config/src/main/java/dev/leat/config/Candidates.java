package dev.leat.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an instance has seen of a namespace, and which of it may come into force. A version for some instances is superseded by any later one for some, whomever that is for, and by any
 * later one for all. Not thread-safe.
 */
final class Candidates {
    private final Instance me;
    /** Since they were last looked at, in the order of the topic. */
    private final List<Candidate> fresh = new ArrayList<>();

    private Candidate forAll = Candidate.DEFAULTS;
    /** The last one for all that was in force here, if the newest is no good. */
    private Candidate goodForAll = Candidate.DEFAULTS;

    private long newestForSome;
    private long highest;

    Candidates(Instance me) {
        this.me = me;
    }

    void see(Candidate candidate) {
        fresh.add(candidate);
        highest = Math.max(highest, candidate.version());
        if (!candidate.isForAll()) {
            newestForSome = Math.max(newestForSome, candidate.version());
        } else if (candidate.version() >= forAll.version()) {
            forAll = candidate;
        }
    }

    /** What was in force here before the start: that, and not another of the same number, which the topic may have if it was made anew. */
    void seeKept(Revision revision) {
        boolean isThere = fresh.stream()
                .map(Candidate::revision)
                .anyMatch(other -> other != null && other.id().equals(revision.id()));
        if (!isThere) {
            List<Candidate> later = List.copyOf(fresh);
            fresh.clear();
            see(new Candidate(revision, Snapshot.Origin.LAST_KNOWN_GOOD));
            fresh.addAll(later);
        }
    }

    void taken(Candidate candidate) {
        goodForAll = candidate.isForAll() ? candidate : goodForAll;
    }

    /** The highest version ever seen. */
    long highest() {
        return highest;
    }

    /** What was seen since this was last asked, and is new; the newest first. */
    Round take(@Nullable Revision inForce) {
        Optional<Long> back = wentBack(inForce);
        boolean isOver = isSuperseded(inForce);
        Set<Candidate> all = new LinkedHashSet<>(fresh); // whoever is asked about one is asked once
        if (isOver) {
            all.add(forAll);
            all.add(goodForAll);
        }
        fresh.clear();
        List<Candidate> newestFirst = new ArrayList<>(all);
        newestFirst.removeIf(candidate -> !isEligible(candidate));
        newestFirst.sort(Comparator.comparingLong(Candidate::version).reversed());
        return new Round(newestFirst, isOver ? -1 : inForce == null ? 0 : inForce.version(), back);
    }

    /**
     * @param above only those with a higher version than this
     * @param wentBackTo the version that the topic has for the newest, though there was a higher one
     */
    record Round(List<Candidate> newestFirst, long above, Optional<Long> wentBackTo) {}

    private boolean isSuperseded(@Nullable Revision inForce) {
        return inForce != null && inForce.selector().isPresent() && inForce.version() < newestForSome;
    }

    private boolean isEligible(Candidate candidate) {
        Revision revision = candidate.revision();
        return revision == null
                || revision.selector().isEmpty()
                || (revision.version() == newestForSome && me.isMeant(revision.selector()));
    }

    private Optional<Long> wentBack(@Nullable Revision inForce) {
        Revision last = null;
        Revision highest = inForce;
        for (Candidate candidate : fresh) {
            Revision revision = candidate.revision();
            if (revision != null) {
                last = candidate.origin() == Snapshot.Origin.TOPIC ? revision : last;
                highest = highest == null || revision.version() > highest.version() ? revision : highest;
            }
        }
        return last == null || highest == null || last.id().equals(highest.id()) || last.version() > highest.version()
                ? Optional.empty()
                : Optional.of(last.version());
    }
}
