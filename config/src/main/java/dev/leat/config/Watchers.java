package dev.leat.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who wants to hear of every version, whomever it is for. They are called one at a time. From any thread. */
final class Watchers {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.config");

    private final List<Watcher> all = new ArrayList<>();

    static final class Watcher {
        private final Consumer<Revision> listener;
        /** Of each namespace, the last it has heard of: what has just come may be among what it begins with. */
        private final Map<String, String> last = new HashMap<>();

        Watcher(Consumer<Revision> listener) {
            this.listener = listener;
        }

        void tell(Revision revision) {
            String key = revision.namespace() + (revision.selector().isEmpty() ? "" : " for some");
            if (revision.id().equals(last.put(key, revision.id()))) {
                return;
            }
            try {
                listener.accept(revision);
            } catch (RuntimeException e) {
                LOG.warn("a listener has failed on {}", revision, e);
            }
        }
    }

    /** @param standing what it begins with, as of when nobody is being told: what comes then is told to it, too */
    synchronized Watcher add(Consumer<Revision> listener, Supplier<List<Revision>> standing) {
        Watcher watcher = new Watcher(listener);
        all.add(watcher);
        standing.get().forEach(watcher::tell);
        return watcher;
    }

    /** Not called any more, but for what is being told. */
    synchronized void remove(Watcher watcher) {
        all.remove(watcher);
    }

    /** @param revisions as of when nobody else is being told, so that none is told after a newer one */
    synchronized void tell(Supplier<List<Revision>> revisions) {
        List<Watcher> now = List.copyOf(all); // one may add another
        revisions.get().forEach(revision -> now.forEach(watcher -> watcher.tell(revision)));
    }
}
