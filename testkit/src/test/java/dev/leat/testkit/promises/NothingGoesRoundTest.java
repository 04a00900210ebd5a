package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.DeadLetter;
import dev.leat.core.GroupState;
import dev.leat.core.Ordering;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import dev.leat.testkit.TestTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Endless loops, overtaking and ends that did not end, as other libraries had them; each test is named after what must not happen. */
class NothingGoesRoundTest extends Promises {
    /** vert-x3/vertx-kafka-client 220, micronaut-kafka 3: a record that could not be read was polled for ever. */
    @Test
    void anUnreadableRecordNeverComesAgainAndAgain() {
        ConsumerGroup group = start(group().deadLetters("orders.dead").on("orders", new Unreadable(), this::see));
        send("k", "bad", "good");

        kafka.advance(Duration.ofHours(1));

        assertThat(group.counts().failures()).isEqualTo(1);
        assertThat(dead.values()).containsExactly("bad");
        assertThat(seen).containsExactly("good");
        assertThat(committed()).isEqualTo(2);
    }

    /** spring-kafka 4272: when the dead letter could not be sent, its record came again at full speed. */
    @Test
    void aDeadLetterTopicThatRefusesNeverMakesTheGroupSpinNorHoldsOtherKeys() {
        dead.failSends(100_000, new TimeoutException("not now"));
        ConsumerGroup group = start(group().ordering(Ordering.KEY)
                .retry(Retry.none())
                .deadLetters("orders.dead")
                .on("orders", Serde.text(), message -> {
                    see(message);
                    if (message.value().equals("bad")) {
                        throw new IllegalStateException("no");
                    }
                }));
        send("k", "bad");
        send("other", "other");

        kafka.advance(Duration.ofMinutes(10));

        assertThat(seen).containsExactlyInAnyOrder("bad", "other");
        assertThat(group.counts().deadLetterFailures()).isBetween(10L, 30L);
        assertThat(committed()).isLessThanOrEqualTo(0);
    }

    /** spring-kafka 1700, 1828: letters for partitions that the dead letter topic did not have. */
    @Test
    void aDeadLetterTopicWithFewerPartitionsNeverRefusesALetter() {
        TestTopic wide = kafka.topic("wide", 8);
        start(group().retry(Retry.none()).deadLetters("orders.dead").on("wide", Serde.text(), message -> {
            throw new IllegalStateException("no");
        }));
        for (int i = 0; i < 8; i++) {
            wide.partition(i).send("k", "from " + i);
        }

        kafka.advance(MINUTE);

        assertThat(dead.partitions()).isEqualTo(1);
        assertThat(dead.records()).hasSize(8);
        assertThat(dead.records())
                .allSatisfy(letter -> assertThat(letter.value())
                        .isEqualTo("from " + letter.header(DeadLetter.PARTITION).orElseThrow()));
    }

    /** spring-kafka 2542, 968: work and pauses longer than max.poll.interval.ms cost the membership, and the record came again. */
    @Test
    void slowHandlersAndLongPausesNeverCostTheMembership() {
        List<Long> assignments = new ArrayList<>();
        start(group().retry(Retry.fixed(Duration.ofMinutes(20)))
                .interceptor((delivery, next) -> {
                    assignments.add(delivery.assignment());
                    return next.proceed();
                })
                .on("orders", Serde.text(), message -> {
                    seen.add(message.value() + message.attempt());
                    kafka.surroundings()
                            .await(new CountDownLatch(1), Duration.ofMinutes(20).toNanos());
                    if (message.attempt() == 1) {
                        throw new IllegalStateException("once");
                    }
                }));
        send("k", "a", "b");

        kafka.advance(Duration.ofHours(3));

        assertThat(seen).containsExactly("a1", "a2", "b1", "b2");
        assertThat(assignments.stream().distinct()).hasSize(1);
        assertThat(committed()).isEqualTo(2);
    }

    /** spring-kafka 920: records behind a failed one of their key overtook it. */
    @ParameterizedTest
    @EnumSource(
            value = Ordering.class,
            names = {"PARTITION", "KEY"})
    void aFailedRecordIsNeverOvertakenByAFollowerOfItsKey(Ordering ordering) {
        List<String> done = new ArrayList<>();
        start(group().ordering(ordering)
                .concurrency(8)
                .retry(Retry.fixed(SECOND).attempts(3))
                .deadLetters("orders.dead")
                .on("orders", Serde.text(), message -> {
                    if (message.offset() % 7 == 0 || (message.attempt() == 1 && message.offset() % 2 == 0)) {
                        throw new IllegalStateException("no");
                    }
                    done.add(message.key() + message.offset());
                }));
        for (int i = 10; i < 100; i++) {
            send("key " + i % 5 + " ", "a");
            kafka.advance(Duration.ofMillis(150));
        }

        kafka.advance(Duration.ofMinutes(10));

        assertThat(done.size() + dead.records().size()).isEqualTo(90);
        for (int key = 0; key < 5; key++) {
            String prefix = "key " + key + " ";
            assertThat(done.stream()
                            .filter(one -> one.startsWith(prefix))
                            .map(one -> Long.valueOf(one.substring(prefix.length()))))
                    .isSorted();
        }
    }

    /** confluentinc/parallel-consumer 817, 716: retries and what was fetched ahead grew without bound. */
    @ParameterizedTest
    @EnumSource(Ordering.class)
    void recordsInRetryNeverLetMoreInThanTheBounds(Ordering ordering) {
        Set<Long> touched = new HashSet<>();
        start(group().ordering(ordering)
                .concurrency(8)
                .maxUnfinished(100, 1 << 20)
                .property("max.poll.records", 20)
                .retry(Retry.fixed(SECOND))
                .on("orders", Serde.text(), message -> {
                    touched.add(message.offset());
                    throw new IllegalStateException("no");
                }));
        for (int i = 0; i < 2_000; i++) {
            send("key " + i, "a");
        }

        kafka.advance(MINUTE);

        assertThat(touched).isNotEmpty().hasSizeLessThanOrEqualTo(120);
    }

    /** confluentinc/parallel-consumer 597: a failed last commit left the consumer in its group for minutes. */
    @Test
    void aLastCommitThatFailsNeverKeepsTheMemberInItsGroup() {
        ConsumerGroup group = start(group().commitInterval(MINUTE).on("orders", Serde.text(), this::see));
        send("k", "a");
        kafka.run();
        billing.refuseCommits(1_000, new NoLongerAllowed());
        Instant before = kafka.now();

        group.close(Duration.ofSeconds(10));

        assertThat(group.state()).isEqualTo(GroupState.CLOSED);
        assertThat(billing.members()).isEmpty();
        assertThat(Duration.between(before, kafka.now())).isLessThanOrEqualTo(Duration.ofSeconds(11));
    }

    private static final class NoLongerAllowed extends AuthorizationException {
        NoLongerAllowed() {
            super("no longer allowed");
        }
    }

    /** spring-kafka 4519, alpakka-kafka 833: work outlived the stop, and pauses delayed it. */
    @Test
    void neitherWorkNorPausesOutliveTheDeadlineOfAClose() {
        Stages stages = new Stages();
        ConsumerGroup group = start(group().ordering(Ordering.KEY)
                .concurrency(4)
                .retry(Retry.fixed(Duration.ofHours(1)))
                .onAsync("orders", Serde.text(), stages::handle));
        sendEach("fails", "never ends");
        kafka.run();
        stages.fail("fails");
        kafka.run();
        Instant before = kafka.now();

        group.close(Duration.ofSeconds(20));
        assertThat(Duration.between(before, kafka.now())).isLessThanOrEqualTo(Duration.ofSeconds(21));
        stages.end("never ends");
        kafka.advance(Duration.ofHours(2));

        assertThat(group.state()).isEqualTo(GroupState.CLOSED);
        assertThat(billing.members()).isEmpty();
        assertThat(stages.calls()).hasSize(2);
        assertThat(committed()).isLessThanOrEqualTo(0);
    }
}
