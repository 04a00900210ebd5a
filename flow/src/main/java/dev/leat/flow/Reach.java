package dev.leat.flow;

import dev.leat.core.Leat;
import dev.leat.core.health.BrokerCheck;
import dev.leat.core.health.Finding;
import dev.leat.core.health.HealthStatus;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks, from each start on, until a broker has answered and has the topics of the client. Changed by one thread at a time, read from any. */
final class Reach {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.flow");
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Leat leat;
    private final List<String> topics;
    private final BrokerCheck check;
    private final Surroundings surroundings;
    /** Null while stopped. */
    private volatile @Nullable Asking asking;

    Reach(Leat leat, List<String> topics) {
        this.leat = leat;
        this.topics = topics;
        this.check = BrokerCheck.of(leat).topics(topics.toArray(String[]::new));
        this.surroundings = leat.surroundings();
    }

    /** Does nothing if it has begun, or there is nothing to ask for. */
    void begin() {
        if (asking == null && !topics.isEmpty()) {
            Asking next = new Asking();
            asking = next;
            surroundings.thread("leat-flow-start", next::run).start();
        }
    }

    void end() {
        Asking last = asking;
        asking = null;
        if (last != null) {
            last.over.countDown();
        }
    }

    boolean isReached() {
        Asking now = asking;
        return now != null && now.reached.getCount() == 0;
    }

    boolean await(Duration atMost) throws InterruptedException {
        Asking now = asking;
        return now != null && surroundings.await(now.reached, atMost.toNanos());
    }

    private final class Asking {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch over = new CountDownLatch(1);

        void run() {
            Duration pause = FIRST_PAUSE;
            boolean told = false;
            try {
                while (over.getCount() > 0 && !leat.isClosed()) {
                    Finding finding = check.check();
                    if (finding.status() == HealthStatus.OK) {
                        reached.countDown();
                        return;
                    }
                    if (!told) {
                        LOG.warn(
                                "a flow client that needs {} is not ready, and asks again: {}",
                                topics,
                                finding.message());
                        told = true;
                    }
                    if (surroundings.await(over, pause.toNanos())) {
                        return;
                    }
                    Duration twice = pause.multipliedBy(2);
                    pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
