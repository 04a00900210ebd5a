package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Batching;
import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.Leat;
import dev.leat.core.Serde;
import dev.leat.core.Stalled;
import dev.leat.core.spi.Surroundings;
import dev.leat.core.spi.WorkerPool;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TestKafka kafka = TestKafka.create();
    private final List<String> handled = new ArrayList<>();
    private final AtomicBoolean loseTasks = new AtomicBoolean();

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void aPartitionWithWorkAndNoMovementIsReportedOnceUntilItMoves() {
        CompletableFuture<Void> stage = new CompletableFuture<>();
        ConsumerGroup group = builder(kafka.leat(), Stalled.REPORT)
                .onAsync("orders", Serde.text(), message -> stage)
                .build();
        group.start();
        kafka.topic("orders").send("a", "1");

        kafka.advance(MINUTE);
        assertThat(group.counts().stalls()).isZero();
        kafka.advance(MINUTE);
        assertThat(group.counts().stalls()).isEqualTo(1);
        kafka.advance(MINUTE.multipliedBy(10));
        assertThat(group.counts().stalls()).as("of one stall").isEqualTo(1);

        stage.complete(null);
        kafka.advance(MINUTE.multipliedBy(10));
        assertThat(group.counts().stalls()).as("idle is no stall").isEqualTo(1);
    }

    @Test
    void aPausedPartitionIsNoStall() {
        ConsumerGroup group = builder(kafka.leat(), Stalled.REPORT)
                .on("orders", Serde.text(), message -> handled.add(message.value()))
                .build();
        group.start();
        kafka.run();
        group.pause();
        kafka.run();
        kafka.topic("orders").send("a", "1");

        kafka.advance(MINUTE.multipliedBy(10));

        assertThat(group.counts().stalls()).isZero();
    }

    @Test
    void aBatchThatWaitsForItsAgeIsNoStall() {
        ConsumerGroup group = builder(kafka.leat(), Stalled.RESTART)
                .onBatch(
                        "orders",
                        Serde.text(),
                        Batching.of(10, MINUTE.multipliedBy(10)),
                        batch -> handled.add("batch of " + batch.size()))
                .build();
        group.start();
        kafka.topic("orders").send("a", "1");
        kafka.topic("orders").send("a", "2");

        kafka.advance(MINUTE.multipliedBy(11));

        assertThat(handled).containsExactly("batch of 2");
        assertThat(group.counts().stalls()).isZero();
    }

    @Test
    void aPartitionThatWaitsForAWorkerIsNotBegunAnew() {
        kafka.topic("orders", 2);
        Hold hold = kafka.hold("orders", 0, 0);
        ConsumerGroup group = builder(kafka.leat(), Stalled.RESTART)
                .interceptor((delivery, next) -> {
                    handled.add("assignment " + delivery.assignment());
                    return next.proceed();
                })
                .on("orders", Serde.text(), message -> {})
                .build();
        group.start();
        kafka.topic("orders").partition(0).send("a", "1");
        kafka.run();
        long held = Long.parseLong(handled.get(0).substring("assignment ".length()));
        kafka.topic("orders").partition(1).send("b", "1");

        kafka.advance(MINUTE.multipliedBy(10));
        hold.release();
        kafka.run();

        assertThat(handled)
                .as("the assignments of the beginning")
                .hasSize(2)
                .last()
                .isEqualTo("assignment " + (held + 1));
    }

    @Test
    void anAssignmentThatNothingWillBringOnIsBegunAnewIfAsked() {
        Leat leat = kafka.leat(settings -> settings.surroundings(losing(kafka.surroundings())));
        ConsumerGroup group = builder(leat, Stalled.RESTART)
                .on("orders", Serde.text(), message -> handled.add(message.value()))
                .build();
        group.start();
        kafka.topic("orders").send("a", "1");
        kafka.run();
        assertThat(handled).containsExactly("1");
        loseTasks.set(true);
        kafka.topic("orders").send("a", "2");
        kafka.run();
        loseTasks.set(false);
        kafka.topic("orders").send("a", "3");

        kafka.advance(MINUTE);
        assertThat(handled).as("stuck by the lost task").containsExactly("1");
        kafka.advance(MINUTE);

        assertThat(group.counts().stalls()).isEqualTo(1);
        assertThat(handled).containsExactly("1", "2", "3");
        assertThat(kafka.group("billing").committed("orders", 0)).hasValue(3);
    }

    private static ConsumerGroupBuilder<String> builder(Leat leat, Stalled action) {
        return leat.consumerGroup("billing").watchdog(MINUTE.plusSeconds(30), action);
    }

    /** As a bug in the engine would: a lane's task is lost, and nobody comes back to it. */
    private Surroundings losing(Surroundings real) {
        return (Surroundings) Proxy.newProxyInstance(
                Surroundings.class.getClassLoader(),
                new Class<?>[] {Surroundings.class},
                (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(real, arguments);
                        return result instanceof WorkerPool pool ? losing(pool) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private WorkerPool losing(WorkerPool real) {
        return new WorkerPool() {
            @Override
            public void execute(Runnable task) {
                if (!loseTasks.get()) {
                    real.execute(task);
                }
            }

            @Override
            public int worker() {
                return real.worker();
            }

            @Override
            public void shutdownNow() {
                real.shutdownNow();
            }

            @Override
            public boolean awaitEnd(long nanos) throws InterruptedException {
                return real.awaitEnd(nanos);
            }
        };
    }
}
