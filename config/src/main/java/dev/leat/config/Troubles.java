package dev.leat.config;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is not as it should be with a namespace on one instance: what was rejected, that the topic went back, why the file on the machine changes nothing. Each is logged when it comes up,
 * and stands here until it is over. Looked at from any thread, changed by one at a time.
 */
final class Troubles {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.config");

    private final String namespace;
    private final Instance me;
    private final ConfigObserver observer;

    private volatile @Nullable Rejection rejection;
    private volatile @Nullable Long wentBackTo;
    private volatile @Nullable String notOverridden;

    Troubles(String namespace, Instance me, ConfigObserver observer) {
        this.namespace = namespace;
        this.me = me;
        this.observer = observer;
    }

    /** The newest that was not taken. */
    Optional<Rejection> rejection() {
        return Optional.ofNullable(rejection);
    }

    OptionalLong wentBackTo() {
        Long version = wentBackTo;
        return version == null ? OptionalLong.empty() : OptionalLong.of(version);
    }

    Optional<String> notOverridden() {
        return Optional.ofNullable(notOverridden);
    }

    /** @param inForce the version that stays so */
    void reject(Candidate candidate, List<String> problems, long inForce) {
        Rejection already = rejection;
        Rejection rejected = new Rejection(
                candidate.version(), String.join("; ", problems), me.clock().instant());
        if (already == null || candidate.version() > already.version()) {
            rejection = rejected;
        }
        Revision revision = candidate.revision();
        LOG.warn(
                "configuration '{}': {} rejected, version {} stays in force: {}",
                namespace,
                revision == null
                        ? "the defaults are"
                        : "version " + revision.version() + " by " + revision.author() + " is",
                inForce,
                rejected.reason());
        observer.rejected(namespace, rejected);
    }

    /**
     * @param last the version that the topic has for the newest
     * @param highest the one that was there before
     */
    void wentBack(long last, long highest) {
        wentBackTo = last;
        LOG.warn(
                "configuration '{}': the topic says version {}, and version {} was there before; the topic was made anew, or records were deleted."
                        + " Nothing is undone; publish what shall be in force with above({})",
                namespace,
                last,
                highest,
                highest);
    }

    /** A version is in force, which ends what was wrong with those before it. */
    void taken(Candidate candidate) {
        rejection = rejection != null && rejection.version() > candidate.version() ? rejection : null;
        if (candidate.origin() == Snapshot.Origin.TOPIC) {
            wentBackTo = null;
        }
    }

    /** The file changes nothing; the same reason is logged once. */
    void notOverridden(List<String> problems) {
        String why = String.join("; ", problems);
        if (!why.equals(notOverridden)) {
            notOverridden = why;
            LOG.warn("configuration '{}': the override file changes nothing: {}", namespace, why);
        }
    }

    /** What the file says is so, or there is none and nothing is laid over. */
    void overriddenAsWanted() {
        notOverridden = null;
    }
}
