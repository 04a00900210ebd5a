package dev.leat.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final HandClock clock = new HandClock();
    private final Deadlines deadlines = new Deadlines(clock);
    private final Deadlines.Line line = deadlines.line(TEN_SECONDS);
    private final List<String> expired = new ArrayList<>();

    private final class Watched implements Deadlines.Watched {
        private final String name;
        private boolean over;

        Watched(String name) {
            this.name = name;
        }

        @Override
        public boolean isOver() {
            return over;
        }

        @Override
        public void expire(Executor workers) {
            expired.add(name);
        }
    }

    private void look() {
        deadlines.look(clock.nanos(), Runnable::run);
    }

    @Test
    void eachExpiresAtItsTimeAndOnce() {
        line.add(new Watched("a"));
        clock.advance(Duration.ofSeconds(4));
        line.add(new Watched("b"));

        clock.advance(Duration.ofSeconds(6).minusNanos(1));
        look();
        assertThat(expired).isEmpty();
        clock.advance(Duration.ofNanos(1));
        look();
        look();
        assertThat(expired).containsExactly("a");
        clock.advance(TEN_SECONDS);
        look();

        assertThat(expired).containsExactly("a", "b");
    }

    @Test
    void whatIsOverDoesNotExpire() {
        Watched done = new Watched("done");
        line.add(done);
        line.add(new Watched("late"));

        done.over = true;
        clock.advance(TEN_SECONDS);
        look();

        assertThat(expired).containsExactly("late");
    }

    @Test
    void linesOfSeveralDurationsDoNotWaitForEachOther() {
        Deadlines.Line shorter = deadlines.line(Duration.ofSeconds(1));
        line.add(new Watched("long"));
        shorter.add(new Watched("short"));

        clock.advance(Duration.ofSeconds(1));
        look();

        assertThat(expired).containsExactly("short");
    }

    /** One that takes long must not keep the many behind it, and what they hold, in memory. */
    @Test
    void whatIsOverBehindOneThatIsNotIsForgotten() {
        line.add(new Watched("slow"));
        WeakReference<Watched> behind = addOneThatIsOver();

        for (int i = 0; i < 100; i++) {
            look();
        }
        for (int i = 0; i < 100 && behind.get() != null; i++) {
            System.gc();
        }

        assertThat(behind.get()).isNull();
        assertThat(expired).isEmpty();
    }

    private WeakReference<Watched> addOneThatIsOver() {
        Watched over = new Watched("over");
        over.over = true;
        line.add(over);
        return new WeakReference<>(over);
    }
}
