package dev.leat.config;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings versions of a namespace into force on one instance, each as a whole or not at all: read, checked, prepared by all who listen, then in force, and told. What it shows is for any
 * thread, what changes it one after the other.
 */
final class Applying<T> {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.config");

    private final String namespace;
    private final Binding<T> binding;
    private final Layers<T> layers;
    private final Instance me;
    private final ConfigObserver observer;
    private final Kept kept;
    private final Patience patience;
    private final Lane lane;

    /** In the order of the topic; not looked at yet. */
    private final Queue<Revision> seen = new ConcurrentLinkedQueue<>();

    private volatile Snapshot<T> current;
    private volatile @Nullable Rejection rejection;
    private volatile @Nullable Long wentBackTo;
    private volatile @Nullable String notOverridden;
    /** Whether there is somebody who may hold up what others wait for. */
    private volatile boolean isListened;

    private volatile boolean isStarted;

    private volatile boolean isEnded;

    // What follows is guarded by this, and so are the calls of listeners.
    private final Listening<T> listening;
    private final Candidates candidates;
    /** What is in force, as it was published: what is sealed is still so. */
    private ObjectNode values;

    private @Nullable Revision inForce;
    private Snapshot.Origin origin = Snapshot.Origin.DEFAULTS;
    private @Nullable ObjectNode override;
    /** What is in the file instead, and cannot be with what is in force: with the next version it may. Not what a listener has refused, who would be asked in vain each time. */
    private @Nullable Refused refused;

    private long skipped;
    private Instant begun = Instant.MAX;
    /** Whether listeners have heard of a first one. */
    private boolean isTold;

    /** @param winning null for no file any more */
    private record Refused(@Nullable ObjectNode winning) {}

    /** Why something does not come into force. */
    private record Objection(List<String> problems, boolean isOfListener) {}

    Applying(
            String namespace,
            Binding<T> binding,
            Layers<T> layers,
            Instance me,
            ConfigObserver observer,
            Kept kept,
            Patience patience,
            Lane lane) {
        this.namespace = namespace;
        this.binding = binding;
        this.layers = layers;
        this.me = me;
        this.observer = observer;
        this.kept = kept;
        this.patience = patience;
        this.lane = lane;
        this.listening = new Listening<>(patience);
        this.candidates = new Candidates(me);
        this.values = binding.defaultValues();
        this.current = defaults();
    }

    private Snapshot<T> defaults() {
        return new Snapshot<>(binding.defaults(), 0, Canonical.hash(binding.defaultValues()), Snapshot.Origin.DEFAULTS);
    }

    Snapshot<T> current() {
        return current;
    }

    Optional<Rejection> rejection() {
        return Optional.ofNullable(rejection);
    }

    OptionalLong wentBackTo() {
        Long version = wentBackTo;
        return version == null ? OptionalLong.empty() : OptionalLong.of(version);
    }

    Optional<String> notKept() {
        return kept.notKept();
    }

    ConfigStatus status(boolean isStale, Duration age) {
        Snapshot<T> now = current;
        return new ConfigStatus(
                namespace,
                now.version(),
                now.hash(),
                now.origin(),
                isStale,
                age,
                rejection(),
                wentBackTo(),
                notKept(),
                Optional.ofNullable(notOverridden),
                patience.heldUp());
    }

    void listen(String pointer, ConfigListener<T> listener) {
        isListened = true;
        admit(pointer, listener);
    }

    private synchronized void admit(String pointer, ConfigListener<T> listener) {
        if (isStarted) {
            Change<T> first = first();
            try {
                listening.prepare(listener, first);
            } catch (Exception e) {
                throw new ConfigStoreException(
                        "a listener of configuration '" + namespace + "' refuses version " + current.version()
                                + ", which is in force: " + e.getMessage(),
                        e);
            }
            listening.tell(listener, first);
        }
        listening.add(pointer, listener);
    }

    /** Another revision stands in the topic. Applied with the next {@link #settle}. Does not wait for listeners. */
    void see(Revision revision) {
        seen.add(revision);
    }

    /** Begins with the best that there is by now: in the topic, in the file, or the defaults. */
    synchronized void start() {
        if (isStarted) {
            return;
        }
        isStarted = true;
        begun = me.clock().instant();
        takeSeen();
        kept.read().ifPresent(candidates::seeKept);
        if (!takeBest()) {
            begin();
        }
    }

    /** With the defaults, and what is laid over them. */
    private void begin() {
        Objection objection = override == null ? null : attempt(null, Snapshot.Origin.DEFAULTS, override, () -> {});
        if (objection != null) {
            refuse(override, objection);
            override = null;
        }
        if (!isTold) {
            Change<T> first = first();
            String refusal = listening.prepared(first);
            if (refusal != null) {
                throw new ConfigStoreException(
                        "configuration '" + namespace
                                + "' cannot begin with its defaults, and there is nothing better: " + refusal,
                        null);
            }
            isTold = true;
            listening.tell(first);
        }
    }

    /**
     * Brings the newest that was seen into force, or what is good of the others. Does not wait for listeners.
     *
     * @param then done after that
     */
    void settle(Runnable then) {
        soon(() -> {
            settle();
            then.run();
        });
    }

    private synchronized void settle() {
        if (isStarted && !isEnded) {
            var unused = takeBest();
        }
    }

    /** One after the other in any case. Before the start no listener is called. */
    private void soon(Runnable task) {
        if (isListened && isStarted) {
            lane.run(task);
        } else {
            task.run();
        }
    }

    /** Listeners that take too long are interrupted. */
    void look() {
        patience.look();
    }

    /** What is in force stays so. Listeners that are at work are interrupted, and waited for. */
    void end(Duration atMost) {
        isEnded = true;
        patience.end();
        lane.close(atMost);
    }

    /** Only the newest counts; those before it are of use if it is no good. */
    private boolean takeBest() {
        takeSeen();
        Candidates.Round round = candidates.take(inForce);
        round.wentBackTo().ifPresent(this::noticeGoingBack);
        int passedOver = round.newestFirst().size();
        for (Candidate candidate : round.newestFirst()) {
            confirm(candidate);
            if (candidate.version() <= round.above()) {
                return false;
            }
            skipped = --passedOver;
            if (take(candidate)) {
                candidates.taken(candidate);
                return true;
            }
        }
        return false;
    }

    private void takeSeen() {
        for (Revision revision = seen.poll(); revision != null; revision = seen.poll()) {
            candidates.see(new Candidate(revision, Snapshot.Origin.TOPIC));
        }
    }

    /** What was brought into force from the file stands in the topic, too. */
    private void confirm(Candidate candidate) {
        if (inForce != null
                && candidate.revision() != null
                && candidate.origin() == Snapshot.Origin.TOPIC
                && candidate.revision().id().equals(inForce.id())) {
            origin = Snapshot.Origin.TOPIC;
            Snapshot<T> now = current;
            current = new Snapshot<>(
                    now.value(),
                    now.version(),
                    now.hash(),
                    override == null ? Snapshot.Origin.TOPIC : Snapshot.Origin.OVERRIDE);
        }
    }

    private void noticeGoingBack(long last) {
        wentBackTo = last;
        long there = Math.max(candidates.highest(), inForce == null ? 0 : inForce.version());
        LOG.warn(
                "configuration '{}': the topic says version {}, and version {} was there before; the topic was made anew, or records were deleted."
                        + " Nothing is undone; publish what shall be in force with above({})",
                namespace,
                last,
                there,
                there);
    }

    private boolean take(Candidate candidate) {
        Revision revision = candidate.revision();
        if (isTakenWithWhatWasRefused(candidate)) {
            return true;
        }
        Objection objection = attempt(revision, candidate.origin(), override, () -> isTaken(candidate));
        if (objection != null && !isTold && override != null) {
            // At the start nothing is in force yet that could stay, and the file must not take a good version's place.
            ObjectNode wanted = override;
            Objection withoutFile = attempt(revision, candidate.origin(), null, () -> isTaken(candidate));
            if (withoutFile == null) {
                refuse(wanted, objection);
            }
            objection = withoutFile;
        }
        if (objection != null) {
            reject(candidate, objection.problems());
            return false;
        }
        return true;
    }

    private boolean isTakenWithWhatWasRefused(Candidate candidate) {
        Refused waiting = refused;
        if (waiting == null
                || attempt(candidate.revision(), candidate.origin(), waiting.winning(), () -> isTaken(candidate))
                        != null) {
            return false;
        }
        isOverriddenBy(waiting.winning());
        return true;
    }

    private void isTaken(Candidate candidate) {
        rejection = rejection != null && rejection.version() > candidate.version() ? rejection : null;
        if (candidate.origin() == Snapshot.Origin.TOPIC) {
            wentBackTo = null;
        }
        if (candidate.origin() != Snapshot.Origin.LAST_KNOWN_GOOD) {
            kept.keep(candidate.revision());
        }
    }

    /**
     * What somebody has laid over all that is published, null for nothing any more. Does not wait for listeners.
     *
     * @param unusable why what lies there cannot be used; null if it can
     * @param then done after that
     */
    void override(@Nullable ObjectNode winning, @Nullable String unusable, Runnable then) {
        soon(() -> {
            if (!isEnded) {
                override(winning, unusable);
            }
            then.run();
        });
    }

    private synchronized void override(@Nullable ObjectNode winning, @Nullable String unusable) {
        refused = null;
        if (unusable != null) {
            noticeBadOverride(List.of(unusable));
            return;
        }
        if (Objects.equals(winning, override)) {
            notOverridden = null;
            return;
        }
        if (!isStarted) {
            override = winning; // whether it is good shows with what it is laid over
            return;
        }
        skipped = 0; // no other version comes with it
        Objection objection = attempt(inForce, origin, winning, () -> {});
        if (objection == null) {
            isOverriddenBy(winning);
        } else {
            refuse(winning, objection);
        }
    }

    private void isOverriddenBy(@Nullable ObjectNode winning) {
        refused = null;
        notOverridden = null;
        LOG.warn(
                "configuration '{}' is {} by the file on this machine",
                namespace,
                winning == null ? "no longer overridden" : "OVERRIDDEN");
    }

    /** That there is no file any more is tried again in any case: what was laid over would never go. */
    private void refuse(@Nullable ObjectNode winning, Objection objection) {
        refused = objection.isOfListener() && winning != null ? null : new Refused(winning);
        noticeBadOverride(objection.problems());
    }

    private void noticeBadOverride(List<String> problems) {
        String why = String.join("; ", problems);
        if (!why.equals(notOverridden)) {
            notOverridden = why;
            LOG.warn("configuration '{}': the override file changes nothing: {}", namespace, why);
        }
    }

    /**
     * What is wrong, and nothing has changed; or null, and it is in force.
     *
     * @param beforeTold done once it is in force: whoever is told may take his time
     */
    private @Nullable Objection attempt(
            @Nullable Revision revision, Snapshot.Origin from, @Nullable ObjectNode winning, Runnable beforeTold) {
        Layers.Effective<T> next;
        try {
            next = layers.effective(revision, winning);
        } catch (Binding.Refused e) {
            return new Objection(e.problems(), false);
        }
        Snapshot<T> snapshot = new Snapshot<>(
                next.value(),
                revision == null ? 0 : revision.version(),
                revision == null ? defaults().hash() : revision.hash(),
                winning == null ? from : Snapshot.Origin.OVERRIDE);
        Change<T> change = change(isTold ? Optional.of(current) : Optional.empty(), snapshot, next.shown(), revision);
        String refusal = listening.prepared(change);
        if (refusal != null) {
            return new Objection(List.of(refusal), true);
        }
        Duration sincePublished = sincePublished(revision);
        current = snapshot;
        values = next.shown();
        inForce = revision;
        origin = from;
        override = winning;
        isTold = true;
        beforeTold.run();
        listening.tell(change);
        observer.applied(namespace, snapshot, sincePublished);
        return null;
    }

    /** What was there before this instance, or is there once more, tells nothing of how long a version is on its way. */
    private Duration sincePublished(@Nullable Revision next) {
        return next == null || next.time().isBefore(begun) || next.version() <= current.version()
                ? Duration.ZERO
                : Duration.between(next.time(), me.clock().instant());
    }

    private void reject(Candidate candidate, List<String> problems) {
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
                current.version(),
                rejected.reason());
        observer.rejected(namespace, rejected);
    }

    private Change<T> first() {
        return change(Optional.empty(), current, values, inForce);
    }

    private Change<T> change(
            Optional<Snapshot<T>> before, Snapshot<T> after, ObjectNode next, @Nullable Revision revision) {
        Change.Kind kind = before.isEmpty()
                ? Change.Kind.INITIAL
                : revision == null || revision.isDeleted() ? Change.Kind.DELETED : Change.Kind.CHANGED;
        ObjectNode old = before.isEmpty() ? Canonical.empty() : values;
        Set<String> secrets = new TreeSet<>(binding.secrets());
        // Also where the file on this machine has something else for it, which is not sealed.
        secrets.addAll(Sealing.places(inForce == null ? null : inForce.valuesOrNull()));
        secrets.addAll(Sealing.places(revision == null ? null : revision.valuesOrNull()));
        return new Change<>(namespace, kind, before, after, Difference.between(old, next, secrets), skipped);
    }
}
