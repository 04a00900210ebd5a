package dev.leat.core;

import dev.leat.core.internal.Assigned;
import dev.leat.core.internal.Deadlines;
import dev.leat.core.internal.Journal;
import dev.leat.core.internal.Nanos;
import dev.leat.core.internal.RecordHandler;
import dev.leat.core.internal.Term;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * Messages of a group for those who fetch them instead of being called; see {@link ConsumerGroupBuilder#messages}. For use by many threads
 * at once.
 *
 * <p>The group's order holds: with {@link Ordering#PARTITION} the next message of a partition is there when the one before was {@link
 * Held#release released}, with {@link Ordering#KEY} that of a key; with {@link Ordering#UNORDERED} up to {@link
 * ConsumerGroupBuilder#maxUnfinished} are there at once.
 *
 * @since 0.1
 */
public final class Messages<K, V> {
    private static final Duration FOREVER = Duration.ofDays(365);

    private final Surroundings surroundings;
    /** Guarded by this, as all that follows. */
    private final ArrayDeque<Held<K, V>> waiting = new ArrayDeque<>();

    private final ArrayDeque<CountDownLatch> takers = new ArrayDeque<>();
    /** The assignments whose end we will be told of. */
    private final Set<Term> terms = new HashSet<>();

    private boolean closed;

    Messages(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * The next message, as soon as there is one.
     *
     * @return empty if the group is closed
     * @throws InterruptedException if the calling thread was interrupted; no message is lost
     */
    public Optional<Held<K, V>> take() throws InterruptedException {
        return poll(FOREVER);
    }

    /**
     * The next message, if there is one in time.
     *
     * @return empty if the time is up, or the group is closed
     * @throws InterruptedException if the calling thread was interrupted; no message is lost
     */
    public Optional<Held<K, V>> poll(Duration atMost) throws InterruptedException {
        long deadline = surroundings.nanos() + Nanos.of(atMost);
        while (true) {
            CountDownLatch offered = new CountDownLatch(1);
            synchronized (this) {
                Optional<Held<K, V>> first = pollNow();
                if (first.isPresent() || closed) {
                    return first;
                }
                takers.add(offered);
            }
            boolean isOffered = false;
            try {
                isOffered = surroundings.await(offered, deadline - surroundings.nanos());
            } finally {
                if (!isOffered) {
                    leave(offered);
                }
            }
            if (!isOffered) {
                return pollNow();
            }
        }
    }

    private synchronized Optional<Held<K, V>> pollNow() {
        Optional<Held<K, V>> first = Optional.ofNullable(waiting.poll());
        first.ifPresent(Held::taken);
        return first;
    }

    /** One that was called at the last moment lets the next one go. */
    private synchronized void leave(CountDownLatch taker) {
        if (!takers.remove(taker)) {
            callOne();
        }
    }

    private void callOne() {
        CountDownLatch taker = waiting.isEmpty() ? null : takers.poll();
        if (taker != null) {
            taker.countDown();
        }
    }

    /** What a worker does with a record of these. */
    RecordHandler handler(Reading<K, V> reading, Duration deadline, Deadlines.Line line, Journal journal) {
        return (record, attempt, assigned) -> {
            Held<K, V> held = new Held<>(
                    reading.message(record, attempt, assigned.term()), record, assigned, deadline, line, journal);
            offer(held, assigned);
            return held.decision();
        };
    }

    private void offer(Held<K, V> held, Assigned assigned) {
        Term term = assigned.term();
        boolean isNew;
        synchronized (this) {
            waiting.add(held);
            isNew = terms.add(term);
            callOne();
        }
        if (isNew) {
            var unused = term.whenOver().thenRun(() -> withdraw(term));
        }
    }

    /** Nobody has taken them: they will be delivered again. */
    private void withdraw(Term term) {
        List<Held<K, V>> withdrawn = new ArrayList<>();
        synchronized (this) {
            terms.remove(term);
            for (Iterator<Held<K, V>> all = waiting.iterator(); all.hasNext(); ) {
                Held<K, V> held = all.next();
                if (held.isOf(term)) {
                    all.remove();
                    withdrawn.add(held);
                }
            }
        }
        withdrawn.forEach(Held::release);
    }

    /** Whether the group is closed. Waits for nothing. */
    synchronized void closed(boolean closed) {
        this.closed = closed;
        if (closed) {
            takers.forEach(CountDownLatch::countDown);
            takers.clear();
        }
    }

    /** How many are there and not taken. */
    public synchronized int waiting() {
        return waiting.size();
    }

    @Override
    public String toString() {
        return "Messages[" + waiting() + " waiting]";
    }
}
