package dev.leat.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is told of the changes of a namespace, in the two steps of {@link ConfigListener}. Its owner calls it for one change after the other. Errors count like exceptions: a listener that
 * lacks a class must not end what calls it.
 */
final class Listening<T> {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.config");

    private final Patience patience;
    private final List<One<T>> all = new CopyOnWriteArrayList<>(); // a listener may add another

    private record One<T>(String pointer, ConfigListener<T> listener) {
        boolean isMeant(Change<T> change) {
            return change.touches(pointer);
        }
    }

    Listening(Patience patience) {
        this.patience = patience;
    }

    void add(String pointer, ConfigListener<T> listener) {
        all.add(new One<>(pointer, listener));
    }

    /** @throws Exception why it refuses */
    void prepare(ConfigListener<T> listener, Change<T> change) throws Exception {
        patience.call(change.after().version(), () -> listener.prepare(change));
    }

    /** Null if all agree; else why not, and those that had prepared have undone it. */
    @Nullable
    String prepared(Change<T> change) {
        Deque<One<T>> prepared = new ArrayDeque<>();
        for (One<T> each : all) {
            if (!each.isMeant(change)) {
                continue;
            }
            try {
                prepare(each.listener(), change);
                prepared.push(each);
            } catch (Patience.TooLate e) {
                LOG.debug("a listener is too late with {}", change, e);
                if (e.getCause() == null) { // it has prepared in the end
                    prepared.push(each);
                }
                undo(prepared, change);
                return "a listener holds it up: " + e.getMessage();
            } catch (Throwable e) {
                LOG.debug("a listener refuses {}", change, e);
                undo(prepared, change);
                return "a listener refuses it: " + e.getMessage();
            }
        }
        return null;
    }

    private void undo(Deque<One<T>> prepared, Change<T> change) {
        for (One<T> each : prepared) {
            try {
                patience.call(change.after().version(), () -> each.listener().undo(change));
            } catch (Throwable e) {
                LOG.warn("a listener could not undo what it had prepared for {}", change, e);
            }
        }
    }

    void tell(Change<T> change) {
        for (One<T> each : all) {
            if (each.isMeant(change)) {
                tell(each.listener(), change);
            }
        }
    }

    void tell(ConfigListener<T> listener, Change<T> change) {
        try {
            patience.call(change.after().version(), () -> listener.changed(change));
        } catch (Throwable e) {
            LOG.warn("a listener has failed on {}, which is in force all the same", change, e);
        }
    }
}
