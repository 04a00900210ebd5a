package dev.leat.config;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is in force of a namespace on one instance, and the one way for something else to come in its place: opened, checked and prepared by all who listen, then in force as a whole, and
 * told; or nothing changes. {@link #current} is for any thread; for everything else its owner sees to it that there is one call after the other, as listeners are to be called.
 */
final class InForce<T> {
    private final String namespace;
    private final Binding<T> binding;
    private final Layers<T> layers;
    private final Instance me;
    private final ConfigObserver observer;
    private final Listening<T> listening;

    /** All that follows changes with it, and is its owner's. */
    private volatile Snapshot<T> current;

    private Candidate standing = Candidate.DEFAULTS;
    /** As it was published: what is sealed is still so. */
    private ObjectNode values;

    private @Nullable ObjectNode override;
    private long skipped;
    /** Whether listeners have heard of a first one. */
    private boolean isTold;

    private Instant begun = Instant.MAX;

    /** Why something does not come into force. */
    record Objection(List<String> problems, boolean isOfListener) {}

    InForce(
            String namespace,
            Binding<T> binding,
            Layers<T> layers,
            Instance me,
            ConfigObserver observer,
            Patience patience) {
        this.namespace = namespace;
        this.binding = binding;
        this.layers = layers;
        this.me = me;
        this.observer = observer;
        this.listening = new Listening<>(patience);
        this.values = binding.defaultValues();
        this.current = new Snapshot<>(binding.defaults(), 0, defaultsHash(), Snapshot.Origin.DEFAULTS);
    }

    private String defaultsHash() {
        return Canonical.hash(binding.defaultValues());
    }

    Snapshot<T> current() {
        return current;
    }

    /** Without what is laid over it. */
    Candidate standing() {
        return standing;
    }

    /** What is laid over it; null for nothing. */
    @Nullable
    ObjectNode override() {
        return override;
    }

    /** Whether listeners have heard of it. Before that it is the defaults, and no more than what they will be asked to begin with if there is nothing better. */
    boolean isTold() {
        return isTold;
    }

    /** From now on versions are on their way here; those published before were there already. */
    void begin() {
        begun = me.clock().instant();
    }

    /** Hears of changes from the start on. */
    void add(String pointer, ConfigListener<T> listener) {
        listening.add(pointer, listener);
    }

    /**
     * Hears of what is in force now, and of changes if it does not refuse that.
     *
     * @throws ConfigStoreException if it does
     */
    void tellAndAdd(String pointer, ConfigListener<T> listener) {
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
        listening.add(pointer, listener);
    }

    /**
     * Has all listeners begin with it, since nothing has come in its place.
     *
     * @throws ConfigStoreException if one of them refuses
     */
    void tellFirst() {
        Change<T> first = first();
        String refusal = listening.prepared(first);
        if (refusal != null) {
            throw new ConfigStoreException(
                    "configuration '" + namespace + "' cannot begin with its defaults, and there is nothing better: "
                            + refusal,
                    null);
        }
        isTold = true;
        listening.tell(first);
    }

    /** What was kept here turns out to stand in the topic, too. */
    void isInTopic() {
        standing = new Candidate(standing.revision(), Snapshot.Origin.TOPIC);
        Snapshot<T> now = current;
        current = new Snapshot<>(now.value(), now.version(), now.hash(), shown(Snapshot.Origin.TOPIC, override));
    }

    private static Snapshot.Origin shown(Snapshot.Origin from, @Nullable ObjectNode winning) {
        return winning == null ? from : Snapshot.Origin.OVERRIDE;
    }

    /**
     * Why it cannot be, and nothing has changed; or null, and it is in force.
     *
     * @param winning what is to be laid over it; null for nothing
     * @param passedOver how many versions before it never came into force
     * @param beforeTold done once it is in force: whoever is told may take his time
     */
    @Nullable
    Objection attempt(Candidate next, @Nullable ObjectNode winning, long passedOver, Runnable beforeTold) {
        Revision revision = next.revision();
        Layers.Effective<T> effective;
        try {
            effective = layers.effective(revision, winning);
        } catch (Binding.Refused e) {
            return new Objection(e.problems(), false);
        }
        Snapshot<T> snapshot = new Snapshot<>(
                effective.value(),
                next.version(),
                revision == null ? defaultsHash() : revision.hash(),
                shown(next.origin(), winning));
        Change<T> change = change(
                isTold ? Optional.of(current) : Optional.empty(), snapshot, effective.shown(), revision, passedOver);
        String refusal = listening.prepared(change);
        if (refusal != null) {
            return new Objection(List.of(refusal), true);
        }
        Duration sincePublished = sincePublished(revision);
        current = snapshot;
        standing = next;
        values = effective.shown();
        override = winning;
        skipped = passedOver;
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

    private Change<T> first() {
        return change(Optional.empty(), current, values, standing.revision(), skipped);
    }

    private Change<T> change(
            Optional<Snapshot<T>> before,
            Snapshot<T> after,
            ObjectNode next,
            @Nullable Revision revision,
            long passedOver) {
        Change.Kind kind = before.isEmpty()
                ? Change.Kind.INITIAL
                : revision == null || revision.isDeleted() ? Change.Kind.DELETED : Change.Kind.CHANGED;
        ObjectNode old = before.isEmpty() ? Canonical.empty() : values;
        Set<String> secrets = new TreeSet<>(binding.secrets());
        // Also where the file on this machine has something else for it, which is not sealed.
        secrets.addAll(sealed(standing.revision()));
        secrets.addAll(sealed(revision));
        return new Change<>(namespace, kind, before, after, Difference.between(old, next, secrets), passedOver);
    }

    private static Set<String> sealed(@Nullable Revision revision) {
        return Sealing.places(revision == null ? null : revision.valuesOrNull());
    }
}
