package dev.leat.config;

import dev.leat.core.SerdeException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The configuration of one namespace as this instance has it, which is always a whole and valid one: the defaults, the last one known to be good, or the newest in Kafka that has passed
 * all checks and listeners. From any thread; to look at it costs nothing.
 *
 * <pre>{@code
 * LiveConfig<OrderRules> rules = store.live("orders", OrderRules.class, new OrderRules(1_000))
 *         .check(values -> values.ceiling() > 0 ? List.of() : List.of("ceiling must be above 0"))
 *         .build();
 * store.start();
 * ...
 * if (order.total() > rules.get().ceiling()) {
 *     hold(order);
 * }
 * }</pre>
 *
 * @since 0.1
 */
public final class LiveConfig<T> {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.config");

    private final String namespace;
    private final Binding<T> binding;
    private final @Nullable LastKnownGood file;
    private final InstantSource clock;
    /** One for each namespace, of which there are few, and which live as long as their process. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Snapshot<T>> pinned = new ThreadLocal<>();

    private volatile Snapshot<T> current;
    private volatile @Nullable Rejection rejection;
    private volatile @Nullable Long wentBackTo;
    private volatile @Nullable String notKept;

    // What follows is guarded by this, and so are the calls of listeners: one change after the other.
    private final List<Listening<T>> listeners = new CopyOnWriteArrayList<>(); // a listener may add another
    private final Deque<Revision> seen = new ArrayDeque<>();
    private ObjectNode values;
    private @Nullable Revision inForce;
    private boolean isStarted;
    /** Whether listeners have heard of a first one. */
    private boolean isTold;

    LiveConfig(String namespace, Binding<T> binding, @Nullable LastKnownGood file, InstantSource clock) {
        this.namespace = namespace;
        this.binding = binding;
        this.file = file;
        this.clock = clock;
        this.values = binding.defaultValues();
        this.current = new Snapshot<>(binding.defaults(), 0, Canonical.hash(values), Snapshot.Origin.DEFAULTS);
    }

    public String namespace() {
        return namespace;
    }

    /** The value of {@link #snapshot()}. */
    public T get() {
        return snapshot().value();
    }

    /** What is in force; for a thread that has {@link #pin() pinned} one, that. Before the store is started the defaults. */
    public Snapshot<T> snapshot() {
        Snapshot<T> mine = pinned.get();
        return mine == null ? current : mine;
    }

    /** Has a thread see one snapshot until it is closed by it. */
    public final class Pin implements AutoCloseable {
        private final @Nullable Snapshot<T> before = pinned.get();
        private final Snapshot<T> mine = LiveConfig.this.snapshot();

        private Pin() {
            pinned.set(mine);
        }

        /** What the thread sees. */
        public Snapshot<T> snapshot() {
            return mine;
        }

        /** Brings back what the thread saw before. */
        @Override
        public void close() {
            if (before == null) {
                pinned.remove();
            } else {
                pinned.set(before);
            }
        }
    }

    /** Has the calling thread see the snapshot of this moment until the result is closed by it, whatever is published meanwhile: for one request. */
    public Pin pin() {
        return new Pin();
    }

    /** {@link #listen(String, ConfigListener)} to all of it. */
    public void listen(ConfigListener<T> listener) {
        listen("", listener);
    }

    /**
     * Tells of changes, beginning with what is in force: at once if the store is started, on the calling thread, otherwise when it has started. What it throws while it prepares for
     * that first one is thrown on, and it is not told of others.
     *
     * @param pointer only of changes at this place or within, as a JSON Pointer ({@code /limits/ceiling}); empty for all
     */
    public synchronized void listen(String pointer, ConfigListener<T> listener) {
        Listening<T> listening = new Listening<>(pointer, Objects.requireNonNull(listener, "listener"));
        if (isStarted) {
            Change<T> first = change(Optional.empty(), current, values);
            try {
                listener.prepare(first);
            } catch (Exception e) {
                throw new ConfigStoreException(
                        "a listener of configuration '" + namespace + "' refuses version " + current.version()
                                + ", which is in force: " + e.getMessage(),
                        e);
            }
            told(listening, first);
        }
        listeners.add(listening);
    }

    /** The newest version that was not taken here; empty once a newer one is in force. */
    public Optional<Rejection> rejection() {
        return Optional.ofNullable(rejection);
    }

    /** The version that the topic says is the newest, if it is below the one in force: it was made anew, or somebody has deleted records. Nothing is undone by that. */
    public OptionalLong wentBackTo() {
        Long version = wentBackTo;
        return version == null ? OptionalLong.empty() : OptionalLong.of(version);
    }

    /** Why the version in force could not be kept for a start without Kafka; empty if it was, or is not meant to be. */
    public Optional<String> notKept() {
        return Optional.ofNullable(notKept);
    }

    ConfigStatus status(boolean isStale) {
        Snapshot<T> now = current;
        return new ConfigStatus(
                namespace, now.version(), now.hash(), now.origin(), isStale, rejection(), wentBackTo(), notKept());
    }

    List<String> problems(ObjectNode published) {
        return binding.problems(published);
    }

    /** Another revision stands in the topic. Applied with the next {@link #settle}. */
    synchronized void see(Revision revision) {
        seen.addLast(revision);
    }

    /** Begins with the best that there is by now: in the topic, in the file, or the defaults. */
    synchronized void start() {
        if (isStarted) {
            return;
        }
        isStarted = true;
        List<Candidate> candidates = new ArrayList<>(taken());
        kept().ifPresent(revision -> candidates.add(new Candidate(revision, Snapshot.Origin.LAST_KNOWN_GOOD)));
        if (!takeBest(candidates)) {
            tellAll(change(Optional.empty(), current, binding.defaultValues()));
        }
    }

    /** Brings the newest that was seen into force, or what is good of the others. */
    synchronized void settle() {
        if (isStarted) {
            takeBest(taken());
        }
    }

    private record Candidate(Revision revision, Snapshot.Origin origin) {}

    private List<Candidate> taken() {
        List<Candidate> all = seen.stream()
                .map(revision -> new Candidate(revision, Snapshot.Origin.TOPIC))
                .toList();
        seen.clear();
        return all;
    }

    /** Only the newest counts; those before it are of use if it is no good. */
    private boolean takeBest(List<Candidate> candidates) {
        noticeGoingBack(candidates);
        List<Candidate> newestFirst = new ArrayList<>(candidates);
        newestFirst.sort(Comparator.comparingLong(
                        (Candidate candidate) -> candidate.revision().version())
                .reversed());
        for (Candidate candidate : newestFirst) {
            confirm(candidate);
            if (inForce != null && candidate.revision().version() <= inForce.version()) {
                return false;
            }
            if (take(candidate.revision(), candidate.origin())) {
                return true;
            }
        }
        return false;
    }

    /** What was brought into force from the file stands in the topic, too. */
    private void confirm(Candidate candidate) {
        if (inForce != null
                && candidate.origin() == Snapshot.Origin.TOPIC
                && candidate.revision().id().equals(inForce.id())) {
            current = new Snapshot<>(current.value(), current.version(), current.hash(), Snapshot.Origin.TOPIC);
        }
    }

    private void noticeGoingBack(List<Candidate> candidates) {
        Revision last = null;
        for (Candidate candidate : candidates) {
            last = candidate.origin() == Snapshot.Origin.TOPIC ? candidate.revision() : last;
        }
        Optional<Revision> highest = candidates.stream()
                .map(Candidate::revision)
                .max(Comparator.comparingLong(Revision::version))
                .filter(revision -> inForce == null || revision.version() > inForce.version())
                .or(() -> Optional.ofNullable(inForce));
        if (last == null || highest.isEmpty() || last.id().equals(highest.get().id())) {
            return;
        }
        boolean isBehind = last.version() <= highest.get().version();
        if (isBehind) {
            wentBackTo = last.version();
            LOG.warn(
                    "configuration '{}': the topic says version {}, and version {} was there before; the topic was made anew, or records were deleted."
                            + " Nothing is undone; publish what shall be in force with above({})",
                    namespace,
                    last.version(),
                    highest.get().version(),
                    highest.get().version());
        }
    }

    private boolean take(Revision revision, Snapshot.Origin origin) {
        ObjectNode published = revision.valuesOrNull();
        ObjectNode next = published == null ? binding.defaultValues() : binding.complete(published);
        Snapshot<T> snapshot;
        try {
            T value = published == null ? binding.defaults() : binding.read(next);
            snapshot = new Snapshot<>(value, revision.version(), revision.hash(), origin);
        } catch (Binding.Refused e) {
            reject(revision, e.problems());
            return false;
        }
        Optional<Snapshot<T>> before = isTold ? Optional.of(current) : Optional.empty();
        Change<T> change = change(before, snapshot, next);
        String refusal = prepared(change);
        if (refusal != null) {
            reject(revision, List.of(refusal));
            return false;
        }
        current = snapshot;
        values = next;
        inForce = revision;
        rejection = rejection != null && rejection.version() > revision.version() ? rejection : null;
        wentBackTo = origin == Snapshot.Origin.TOPIC ? null : wentBackTo;
        if (origin == Snapshot.Origin.TOPIC) {
            keep(revision);
        }
        tellAll(change);
        return true;
    }

    private void reject(Revision revision, List<String> problems) {
        Rejection already = rejection;
        String reason = String.join("; ", problems);
        if (already == null || revision.version() > already.version()) {
            rejection = new Rejection(revision.version(), reason, clock.instant());
        }
        LOG.warn(
                "configuration '{}': version {} by {} is rejected, version {} stays in force: {}",
                namespace,
                revision.version(),
                revision.author(),
                current.version(),
                reason);
    }

    private Change<T> change(Optional<Snapshot<T>> before, Snapshot<T> after, ObjectNode next) {
        Change.Kind kind = before.isEmpty()
                ? Change.Kind.INITIAL
                : after.hash().equals(Canonical.hash(null)) ? Change.Kind.DELETED : Change.Kind.CHANGED;
        ObjectNode old = before.isEmpty() ? Canonical.empty() : values;
        return new Change<>(namespace, kind, before, after, Difference.between(old, next));
    }

    /** Null if all agree; else those that had prepared have undone it. */
    private @Nullable String prepared(Change<T> change) {
        Deque<Listening<T>> prepared = new ArrayDeque<>();
        for (Listening<T> each : listeners) {
            if (!change.touches(each.pointer())) {
                continue;
            }
            try {
                each.listener().prepare(change);
                prepared.push(each);
            } catch (Exception e) {
                LOG.debug("a listener refuses {}", change, e);
                prepared.forEach(done -> undone(done, change));
                return "a listener refuses it: " + e.getMessage();
            }
        }
        return null;
    }

    private static <T> void undone(Listening<T> listening, Change<T> change) {
        try {
            listening.listener().undo(change);
        } catch (Exception e) {
            LOG.warn("a listener could not undo what it had prepared for {}", change, e);
        }
    }

    private void tellAll(Change<T> change) {
        isTold = true;
        for (Listening<T> each : listeners) {
            if (change.touches(each.pointer())) {
                told(each, change);
            }
        }
    }

    private static <T> void told(Listening<T> listening, Change<T> change) {
        try {
            listening.listener().changed(change);
        } catch (Exception e) {
            LOG.warn("a listener has failed on {}, which is in force all the same", change, e);
        }
    }

    private Optional<Revision> kept() {
        if (file == null) {
            return Optional.empty();
        }
        try {
            return file.read();
        } catch (SerdeException | UncheckedIOException e) {
            LOG.warn("configuration '{}': the last known good version cannot be used: {}", namespace, e.getMessage());
            return Optional.empty();
        }
    }

    private void keep(Revision revision) {
        if (file == null) {
            return;
        }
        try {
            file.write(revision);
            notKept = null;
        } catch (UncheckedIOException e) {
            notKept = e.getMessage();
            LOG.warn(
                    "configuration '{}': version {} is in force and could not be kept for a start without Kafka: {}",
                    namespace,
                    revision.version(),
                    e.getMessage());
        }
    }

    private record Listening<T>(String pointer, ConfigListener<T> listener) {}

    @Override
    public String toString() {
        return "LiveConfig[" + namespace + ", " + current + "]";
    }
}
