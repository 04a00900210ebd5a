package dev.leat.listener;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Which methods need not be called again for a record that several methods take, and of which one has failed.
 *
 * <p>The engine hands out the same object for a record at each attempt of one assignment, and lets go of it when the record is done, given up, or
 * taken away. So what is known of it hangs on that object, weakly: nobody has to tell that it has ended, and a later assignment begins anew. Thread-safe.
 */
final class Progress {
    private final Map<ConsumerRecord<?, ?>, Settled> kept = Collections.synchronizedMap(new WeakHashMap<>());
    private final int methods;

    Progress(int methods) {
        this.methods = methods;
    }

    /** @param attempt 1 for a record of which nothing can be known, so that nothing is looked up for what almost all are */
    Settled of(ConsumerRecord<?, ?> record, int attempt) {
        Settled known = attempt == 1 ? null : kept.get(record);
        return known == null ? new Settled(methods) : known;
    }

    /** For the next attempt. */
    void keep(ConsumerRecord<?, ?> record, Settled settled) {
        kept.put(record, settled);
    }

    int records() {
        return kept.size();
    }

    /** What became of one record, by method. Thread-safe: stages end anywhere. */
    static final class Settled {
        private final boolean[] done; // guarded by this
        private @Nullable Throwable refusal; // guarded by this

        Settled(int methods) {
            this.done = new boolean[methods];
        }

        synchronized boolean isSettled(int method) {
            return done[method];
        }

        synchronized void done(int method) {
            done[method] = true;
        }

        /** It is not asked again; the first refusal is told once all other methods are done. */
        synchronized void refused(int method, Throwable why) {
            done[method] = true;
            if (refusal == null) {
                refusal = why;
            }
        }

        synchronized @Nullable Throwable refusal() {
            return refusal;
        }
    }
}
