package dev.leat.core.internal;

import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Asks Kafka for a sign of life until there is one or the group is closed, on a thread of its own. */
final class Initialisation {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.group");
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final String group;
    private final Surroundings surroundings;
    private final ConsumerSource consumers;
    private final Lifecycle lifecycle;
    private final Runnable done;
    private boolean hasFailed;

    /** @param done told once, on the thread that has asked; not if the group is closed before */
    Initialisation(EngineSettings settings, Lifecycle lifecycle, Runnable done) {
        this.group = settings.groupId();
        this.surroundings = settings.surroundings();
        this.consumers = settings.consumers();
        this.lifecycle = lifecycle;
        this.done = done;
    }

    void start() {
        surroundings.thread("leat-" + group + "-start", this::run).start();
    }

    private void run() {
        Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, surroundings.nanos());
        try {
            while (!hasAnswered()) {
                if (lifecycle.awaitClosing(backoff.after(Duration.ZERO))) {
                    return;
                }
            }
            done.run();
        } catch (WakeupException closing) {
            // nobody waits for it any more
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean hasAnswered() {
        try {
            consumers.reach(this::await);
            return true;
        } catch (WakeupException e) {
            throw e;
        } catch (RuntimeException e) {
            lifecycle.troubled(e);
            LOG.atLevel(hasFailed ? Level.DEBUG : Level.WARN)
                    .setCause(e)
                    .log(
                            "group={} cannot reach Kafka; new attempts follow, and are logged at debug level: {}",
                            group,
                            Refusal.in(e).map(Refusal::remedy).orElse("see the reason"));
            hasFailed = true;
            return false;
        }
    }

    private boolean await(KafkaFuture<?> answer) {
        CountDownLatch answered = new CountDownLatch(1);
        var unused = answer.whenComplete((value, failure) -> answered.countDown());
        try {
            while (!lifecycle.isClosing() && !answer.isDone()) {
                surroundings.await(answered, LOOK.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return answer.isDone();
    }
}
