package dev.leat.config;

import org.jspecify.annotations.Nullable;

/** What could come into force: a version, or without one the defaults. */
record Candidate(@Nullable Revision revision, Snapshot.Origin origin) {
    static final Candidate DEFAULTS = new Candidate(null, Snapshot.Origin.DEFAULTS);

    long version() {
        return revision == null ? 0 : revision.version();
    }

    boolean isForAll() {
        return revision == null || revision.selector().isEmpty();
    }
}
