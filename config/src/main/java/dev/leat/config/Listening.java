package dev.leat.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is told of the changes of a namespace, in the two steps of {@link ConfigListener}. Its owner calls it for one change after the other. */
final class Listening<T> {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.config");

    private final List<One<T>> all = new CopyOnWriteArrayList<>(); // a listener may add another

    private record One<T>(String pointer, ConfigListener<T> listener) {
        boolean isMeant(Change<T> change) {
            return change.touches(pointer);
        }
    }

    void add(String pointer, ConfigListener<T> listener) {
        all.add(new One<>(pointer, listener));
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

    private static <T> void undone(One<T> one, Change<T> change) {
        try {
            one.listener().undo(change);
        } catch (Exception e) {
            LOG.warn("a listener could not undo what it had prepared for {}", change, e);
        }
    }

    void tell(Change<T> change) {
        for (One<T> each : all) {
            if (each.isMeant(change)) {
                tell(each.listener(), change);
            }
        }
    }

    static <T> void tell(ConfigListener<T> listener, Change<T> change) {
        try {
            listener.changed(change);
        } catch (Exception e) {
            LOG.warn("a listener has failed on {}, which is in force all the same", change, e);
        }
    }
}
