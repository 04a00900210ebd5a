package dev.leat.cdi;

import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The request context of one attempt at a message: what CDI's {@code @RequestScoped} means while it is handled. It begins before the first listener method,
 * is active on the thread that calls them, and lasts until the message is done: with a method that returns a stage, until that has ended; with an
 * acknowledgement, until that is used. Then its beans are destroyed.
 *
 * <p>CDI's contexts belong to threads. What a method does elsewhere has to be carried there:
 *
 * <pre>{@code
 * MessageRequest request = MessageRequest.current().orElseThrow();
 * return CompletableFuture.runAsync(request.carry(() -> basket.add(order)), executor);
 * }</pre>
 *
 * <p>All methods may be called from any thread, by several at once.
 *
 * @since 0.1
 */
public final class MessageRequest {
    private static final ThreadLocal<@Nullable MessageRequest> CURRENT = new ThreadLocal<>();

    /** Guarded by this, also while one is made, so that each is made once. */
    private final Map<Contextual<?>, Held<?>> shared = new LinkedHashMap<>();
    /** Listeners that are dependent beans. Guarded by this. */
    private final Map<Contextual<?>, Held<?>> own = new LinkedHashMap<>();

    private boolean isOver; // guarded by this

    private record Held<T>(Contextual<T> bean, T object, CreationalContext<T> creation) {
        void destroy() {
            bean.destroy(object, creation);
        }
    }

    MessageRequest() {}

    /** The one that is active on the calling thread; empty if none is, also in the request of a servlet, say. */
    public static Optional<MessageRequest> current() {
        MessageRequest current = CURRENT.get();
        return current == null || current.isOver() ? Optional.empty() : Optional.of(current);
    }

    /**
     * The same task with this context active, on whatever thread it runs.
     *
     * @return throws {@link IllegalStateException} if the message is done by then, and its beans are gone
     */
    public Runnable carry(Runnable task) {
        return () -> {
            MessageRequest before = enterUnlessOver();
            try {
                task.run();
            } finally {
                restore(before);
            }
        };
    }

    /**
     * The same task with this context active, on whatever thread it runs.
     *
     * @return throws {@link IllegalStateException} if the message is done by then, and its beans are gone
     */
    public <T> Callable<T> carry(Callable<T> task) {
        return () -> {
            MessageRequest before = enterUnlessOver();
            try {
                return task.call();
            } finally {
                restore(before);
            }
        };
    }

    private @Nullable MessageRequest enterUnlessOver() {
        if (isOver()) {
            throw new IllegalStateException(
                    "the message is done, and its request context with it; end the listener's stage, or"
                            + " acknowledge, after what belongs to the message");
        }
        return enter();
    }

    /** Makes it the active one of the thread, and tells which one was. */
    @Nullable
    MessageRequest enter() {
        MessageRequest before = CURRENT.get();
        CURRENT.set(this);
        return before;
    }

    static void restore(@Nullable MessageRequest before) {
        if (before == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(before);
        }
    }

    synchronized boolean isOver() {
        return isOver;
    }

    synchronized <T> @Nullable T find(Contextual<T> bean) {
        return in(shared, bean);
    }

    synchronized <T> T findOrMake(Contextual<T> bean, CreationalContext<T> creation) {
        T known = in(shared, bean);
        return known == null ? made(shared, bean, creation) : known;
    }

    /** Of a dependent bean: one for the message, that nobody else gets. */
    synchronized <T> T own(Contextual<T> bean, Supplier<CreationalContext<T>> creation) {
        T known = in(own, bean);
        return known == null ? made(own, bean, creation.get()) : known;
    }

    @SuppressWarnings("unchecked") // each is kept under the bean that has made it
    private static <T> @Nullable T in(Map<Contextual<?>, Held<?>> some, Contextual<T> bean) {
        Held<T> known = (Held<T>) some.get(bean);
        return known == null ? null : known.object();
    }

    private static <T> T made(Map<Contextual<?>, Held<?>> some, Contextual<T> bean, CreationalContext<T> creation) {
        T made = bean.create(creation);
        some.put(bean, new Held<>(bean, made, creation));
        return made;
    }

    void destroy(Contextual<?> bean) {
        Held<?> known;
        synchronized (this) {
            known = shared.remove(bean);
        }
        if (known != null) {
            known.destroy();
        }
    }

    /**
     * Destroys its beans, the last one first, with the context active: they may still use each other. What they make meanwhile is destroyed as well. A
     * second call does nothing.
     *
     * @throws RuntimeException the first failure, after all are destroyed
     */
    void end() {
        MessageRequest before = enter();
        RuntimeException failure = null;
        try {
            for (Held<?> last = removeLast(); last != null; last = removeLast()) {
                try {
                    last.destroy();
                } catch (RuntimeException e) {
                    if (failure == null) {
                        failure = e;
                    } else {
                        failure.addSuppressed(e);
                    }
                }
            }
        } finally {
            restore(before);
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Listeners before what they share: they may still use it. */
    private synchronized @Nullable Held<?> removeLast() {
        Map<Contextual<?>, Held<?>> some = own.isEmpty() ? shared : own;
        Held<?> last = null;
        for (Held<?> each : some.values()) {
            last = each;
        }
        if (last == null) {
            isOver = true;
        } else {
            some.remove(last.bean());
        }
        return last;
    }

    static @Nullable MessageRequest active() {
        return CURRENT.get();
    }
}
