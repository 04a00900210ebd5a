package dev.leat.config;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decides for a namespace on one instance which version is tried next, and with or without what the file on the machine lays over it; {@link InForce} brings it into force, or tells why
 * not. From any thread: what changes something is done one after the other, under the lock of this, and where listeners may take their time on a {@link Lane} that nobody waits for.
 */
final class Applying<T> {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.config");

    private final String namespace;
    private final Layers<T> layers;
    private final Kept kept;
    private final Patience patience;
    private final Lane lane;
    private final Troubles troubles;

    /** In the order of the topic; not looked at yet. */
    private final Queue<Revision> seen = new ConcurrentLinkedQueue<>();

    /** Whether there is somebody who may hold up what others wait for. */
    private volatile boolean isListened;

    private volatile boolean isStarted;

    private volatile boolean isEnded;

    // What follows is guarded by this, and so are the calls of listeners.
    private final InForce<T> inForce;
    private final Candidates candidates;
    /** What the file says until something is in force that it is laid over. */
    private @Nullable ObjectNode overrideAtStart;
    /** What is in the file instead, and cannot be with what is in force: with the next version it may. Not what a listener has refused, who would be asked in vain each time. */
    private @Nullable Refused refused;

    /** @param winning null for no file any more */
    private record Refused(@Nullable ObjectNode winning) {}

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
        this.layers = layers;
        this.kept = kept;
        this.patience = patience;
        this.lane = lane;
        this.troubles = new Troubles(namespace, me, observer);
        this.inForce = new InForce<>(namespace, binding, layers, me, observer, patience);
        this.candidates = new Candidates(me);
    }

    Snapshot<T> current() {
        return inForce.current();
    }

    Troubles troubles() {
        return troubles;
    }

    Optional<String> notKept() {
        return kept.notKept();
    }

    ConfigStatus status(boolean isStale, Duration age) {
        Snapshot<T> now = current();
        return new ConfigStatus(
                namespace,
                now.version(),
                now.hash(),
                now.origin(),
                isStale,
                age,
                troubles.rejection(),
                troubles.wentBackTo(),
                notKept(),
                troubles.notOverridden(),
                patience.heldUp());
    }

    void listen(String pointer, ConfigListener<T> listener) {
        isListened = true;
        admit(pointer, listener);
    }

    private synchronized void admit(String pointer, ConfigListener<T> listener) {
        if (isStarted) {
            inForce.tellAndAdd(pointer, listener);
        } else {
            inForce.add(pointer, listener);
        }
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
        inForce.begin();
        takeSeen();
        kept.read().ifPresent(candidates::seeKept);
        if (!takeBest()) {
            begin();
        }
    }

    /** With the defaults, and what is laid over them. */
    private void begin() {
        ObjectNode wanted = override();
        InForce.Objection objection = wanted == null ? null : inForce.attempt(Candidate.DEFAULTS, wanted, 0, () -> {});
        if (objection != null) {
            refuse(wanted, objection);
            overrideAtStart = null;
        }
        if (!inForce.isTold()) {
            inForce.tellFirst();
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
        Candidates.Round round = candidates.take(inForce.standing().revision());
        round.wentBackTo().ifPresent(this::noticeGoingBack);
        int passedOver = round.newestFirst().size();
        for (Candidate candidate : round.newestFirst()) {
            confirm(candidate);
            if (candidate.version() <= round.above()) {
                return false;
            }
            passedOver--;
            if (take(candidate, passedOver)) {
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
        Revision now = inForce.standing().revision();
        if (now != null
                && candidate.revision() != null
                && candidate.origin() == Snapshot.Origin.TOPIC
                && candidate.revision().id().equals(now.id())) {
            inForce.isInTopic();
        }
    }

    private void noticeGoingBack(long last) {
        troubles.wentBack(
                last, Math.max(candidates.highest(), inForce.standing().version()));
    }

    /** With what the file says now, or else without: at the start nothing is in force that could stay, and the file must not take a good version's place. */
    private boolean take(Candidate candidate, int passedOver) {
        Refused waiting = refused;
        ObjectNode usual = override();
        ObjectNode wanted = waiting == null ? usual : waiting.winning();
        ObjectNode otherwise = waiting == null && !inForce.isTold() ? null : usual;
        InForce.Objection objection = attempt(candidate, wanted, passedOver);
        if (objection == null) {
            if (waiting != null) {
                isOverriddenBy(wanted);
            }
            return true;
        }
        if (!layers.isSame(candidate.revision(), wanted, otherwise)) { // or the same would be asked twice
            InForce.Objection toVersion = attempt(candidate, otherwise, passedOver);
            if (toVersion == null) {
                refuse(wanted, objection);
                return true;
            }
            objection = toVersion;
        }
        troubles.reject(candidate, objection.problems(), current().version());
        return false;
    }

    private InForce.@Nullable Objection attempt(Candidate candidate, @Nullable ObjectNode winning, int passedOver) {
        return inForce.attempt(candidate, winning, passedOver, () -> isTaken(candidate));
    }

    private void isTaken(Candidate candidate) {
        troubles.taken(candidate);
        if (candidate.origin() != Snapshot.Origin.LAST_KNOWN_GOOD) {
            kept.keep(candidate.revision());
        }
    }

    /** What the file has for whatever comes into force next; null for nothing. */
    private @Nullable ObjectNode override() {
        return inForce.isTold() ? inForce.override() : overrideAtStart;
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
            troubles.notOverridden(List.of(unusable));
            return;
        }
        if (Objects.equals(winning, override())) {
            troubles.overriddenAsWanted();
            return;
        }
        if (!isStarted) {
            overrideAtStart = winning; // whether it is good shows with what it is laid over
            return;
        }
        InForce.Objection objection = inForce.attempt(inForce.standing(), winning, 0, () -> {});
        if (objection == null) {
            isOverriddenBy(winning);
        } else {
            refuse(winning, objection);
        }
    }

    private void isOverriddenBy(@Nullable ObjectNode winning) {
        refused = null;
        troubles.overriddenAsWanted();
        LOG.warn(
                "configuration '{}' is {} by the file on this machine",
                namespace,
                winning == null ? "no longer overridden" : "OVERRIDDEN");
    }

    /** That there is no file any more is tried again in any case: what was laid over would never go. */
    private void refuse(@Nullable ObjectNode winning, InForce.Objection objection) {
        refused = objection.isOfListener() && winning != null ? null : new Refused(winning);
        troubles.notOverridden(objection.problems());
    }
}
