package dev.leat.core.internal;

import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/**
 * What must be over by a certain time: calls, stages, acknowledgements. Each line has one duration, so its entries are due in the order
 * they came in, and adding one costs neither a timer nor a letter. Any thread adds; the owner looks every {@link Owner#TICK}.
 */
public final class Deadlines {
    /** Looks after which entries that are over are cleared away behind one that is not. */
    private static final int LOOKS_A_CLEARING = 64;

    /** Something with a deadline. */
    public interface Watched {
        /** Nothing is to be done any more when the time is up. */
        boolean isOver();

        /** The time is up. Owner thread; what runs user code goes to a worker. */
        void expire(Executor workers);
    }

    /** Entries of one duration. */
    public static final class Line {
        private record Entry(Watched watched, long dueNanos) {}

        private final Surroundings surroundings;
        private final long nanos;
        private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
        private int looks;

        private Line(Surroundings surroundings, Duration duration) {
            this.surroundings = surroundings;
            this.nanos = Nanos.of(duration);
        }

        public void add(Watched watched) {
            entries.add(new Entry(watched, surroundings.nanos() + nanos));
        }

        private void look(long now, Executor workers) {
            for (Entry first = entries.peek(); first != null; first = entries.peek()) {
                if (!first.watched.isOver()) {
                    if (first.dueNanos - now > 0) {
                        break;
                    }
                    first.watched.expire(workers);
                }
                entries.remove();
            }
            if (++looks % LOOKS_A_CLEARING == 0) {
                entries.removeIf(entry -> entry.watched.isOver());
            }
        }
    }

    private final Surroundings surroundings;
    private final List<Line> lines = new CopyOnWriteArrayList<>();

    public Deadlines(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public Line line(Duration duration) {
        Line line = new Line(surroundings, duration);
        lines.add(line);
        return line;
    }

    void look(long now, Executor workers) {
        for (Line line : lines) {
            line.look(now, workers);
        }
    }
}
