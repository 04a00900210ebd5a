package dev.leat.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.GroupState;
import dev.leat.core.Leat;
import dev.leat.core.Messages;
import dev.leat.core.Ordering;
import dev.leat.core.Producer;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import dev.leat.core.health.Finding;
import dev.leat.core.health.GroupCheck;
import dev.leat.core.health.HealthStatus;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Starting, stopping and closing with Kafka's own clients. */
@EmbeddedKafka
class LifeCycleIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    /** Long enough for what should not happen. */
    private static final Duration A_MOMENT = Duration.ofMillis(300);

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private Leat leat;
    private Log log;
    private String topic;
    private String group;

    @BeforeEach
    void connect(Leat shared, TestNames names) {
        leat = Leat.builder().properties(shared.properties()).build();
        log = new Log(leat);
        topic = names.topic("orders", 1);
        group = names.group("billing");
    }

    @AfterEach
    void close() {
        released.countDown();
        leat.close();
    }

    private ConsumerGroupBuilder<String> halting() {
        return leat.consumerGroup(group).ordering(Ordering.KEY).on(topic, Serde.text(), message -> {
            seen.add(message.value());
            if (message.value().equals("halt")) {
                reached.countDown();
                released.await();
            }
        });
    }

    private ConsumerGroup startedAtHalt() throws InterruptedException {
        ConsumerGroup started = halting().build();
        started.start();
        send("halt", "later");
        assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
        return started;
    }

    private void send(String... values) {
        try (Producer<String, String> producer = leat.producer(Serde.text()).build()) {
            for (String value : values) {
                producer.send(topic, "k", value).join();
            }
        }
    }

    @Test
    void aStopWaitsForWhatRunsAndCommitsItAndAStartGoesOnFromThere() throws InterruptedException {
        ConsumerGroup billing = startedAtHalt();

        billing.stop(SOON);
        assertThat(billing.awaitStopped(A_MOMENT)).isFalse();
        assertThat(billing.state()).isEqualTo(GroupState.STOPPING);
        released.countDown();
        assertThat(billing.stopAndWait(SOON)).isTrue();

        assertThat(billing.state()).isEqualTo(GroupState.STOPPED);
        assertThat(seen).containsExactly("halt");
        assertThat(log.uncommitted(group, topic)).isEqualTo(1);
        assertThat(GroupCheck.of(billing).check()).isEqualTo(Finding.ok("stopped"));
        billing.start();
        await().atMost(SOON).until(() -> seen.size() == 2);
        assertThat(seen).containsExactly("halt", "later");
    }

    @Test
    void aStartWhileItStopsFollowsTheStop() throws InterruptedException {
        ConsumerGroup billing = startedAtHalt();

        billing.stop(SOON);
        billing.start();
        assertThat(billing.state()).isEqualTo(GroupState.STOPPING);
        released.countDown();

        await().atMost(SOON).until(() -> seen.size() == 2);
        assertThat(seen).containsExactly("halt", "later");
        assertThat(billing.awaitState(GroupState.CONSUMING, SOON)).isTrue();
    }

    @Test
    void aGroupThatNobodyAnswersIsUnwellAndCanBeStoppedAndClosed() throws InterruptedException {
        try (Leat away = Leat.create("127.0.0.1:1,no-such-host.invalid:9092")) {
            ConsumerGroup billing = away.consumerGroup(group)
                    .on(topic, Serde.text(), message -> seen.add(message.value()))
                    .build();
            billing.start();
            assertThat(billing.awaitInitialised(A_MOMENT)).isFalse();
            Finding finding = GroupCheck.of(billing).check();
            assertThat(finding.status()).isEqualTo(HealthStatus.WARNING);
            assertThat(finding.message()).contains("Kafka has not answered");

            assertThat(billing.stopAndWait(SOON)).isTrue();
            billing.start();
            billing.close(SOON);

            assertThat(billing.state()).isEqualTo(GroupState.CLOSED);
            assertThat(billing.failure()).isEmpty();
        }
    }

    @Test
    void messagesThatNobodyHasFetchedDelayNoClose() throws InterruptedException {
        ConsumerGroupBuilder<String> builder = leat.consumerGroup(group).ordering(Ordering.UNORDERED);
        Messages<String, String> messages = builder.messages(topic, Serde.text(), Duration.ofHours(1));
        ConsumerGroup billing = builder.build();
        billing.start();
        send("a", "b", "c");
        await().atMost(SOON).until(() -> messages.waiting() == 3);
        messages.take().orElseThrow().commitAndRelease();
        long begin = System.nanoTime();

        billing.close(SOON);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON.dividedBy(2));
        assertThat(billing.state()).isEqualTo(GroupState.CLOSED);
        assertThat(log.uncommitted(group, topic)).isEqualTo(2);
    }

    /** There each close that no stop had come before logged errors, and test scripts had to filter them. */
    @Test
    void aCloseWithoutAStopIsQuietAndCommitsWhatIsDone() throws Exception {
        ConsumerGroup billing = halting().build();
        try (Warnings warnings = new Warnings()) {
            billing.start();
            send("a", "b");
            await().atMost(SOON).until(() -> seen.size() == 2);

            billing.close();
            leat.close();

            assertThat(warnings.lines()).isEmpty();
        }
        assertThat(log.uncommitted(group, topic)).isZero();
    }

    /** So that the test before this one is known to hear what there is. */
    @Test
    void aHandlerThatFailsIsHeard() throws Exception {
        try (Warnings warnings = new Warnings();
                ConsumerGroup billing = leat.consumerGroup(group)
                        .skipFailed()
                        .retry(Retry.none())
                        .on(topic, Serde.text(), message -> {
                            throw new IllegalStateException("heard");
                        })
                        .build()) {
            billing.start();
            send("a");
            await().atMost(SOON).until(() -> billing.counts().skipped() == 1);

            // A message is counted before the line about it is written.
            await().atMost(SOON).until(() -> !warnings.lines().isEmpty());
        }
    }
}
