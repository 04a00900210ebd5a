package dev.leat.config;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The configuration of one namespace as this instance has it, which is always a whole and valid one: the defaults, the last one known to be good, or the newest in Kafka that has passed
 * all checks and listeners. From any thread; to look at it takes no lock and asks nobody.
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
    private final String namespace;
    private final Binding<T> binding;
    private final Applying<T> applying;
    /** One for each namespace, of which there are few, and which live as long as their process. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Snapshot<T>> pinned = new ThreadLocal<>();

    LiveConfig(String namespace, Binding<T> binding, Applying<T> applying) {
        this.namespace = namespace;
        this.binding = binding;
        this.applying = applying;
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
        return mine == null ? applying.current() : mine;
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
    public void listen(String pointer, ConfigListener<T> listener) {
        applying.listen(pointer, Objects.requireNonNull(listener, "listener"));
    }

    /** The newest version that was not taken here; empty once a newer one is in force. */
    public Optional<Rejection> rejection() {
        return applying.troubles().rejection();
    }

    /** The version that the topic says is the newest, if it is below the one in force: it was made anew, or somebody has deleted records. Nothing is undone by that. */
    public OptionalLong wentBackTo() {
        return applying.troubles().wentBackTo();
    }

    /** Why the version in force could not be kept for a start without Kafka; empty if it was, or is not meant to be. */
    public Optional<String> notKept() {
        return applying.notKept();
    }

    Applying<T> applying() {
        return applying;
    }

    /** What is wrong with what somebody wants to publish; nothing if all is well. What was sealed is open. */
    List<String> problems(ObjectNode published) {
        return binding.problems(published);
    }

    List<String> secrets() {
        return binding.secrets();
    }

    @Override
    public String toString() {
        return "LiveConfig[" + namespace + ", " + applying.current() + "]";
    }
}
