package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.GroupState;
import dev.leat.core.Ordering;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import dev.leat.core.health.Finding;
import dev.leat.core.health.GroupCheck;
import dev.leat.core.health.HealthStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** States of other libraries that were not what they were said to be; each test is named after what must not happen. */
class NothingIsHiddenTest extends Promises {
    private static Finding of(ConsumerGroup group) throws InterruptedException {
        return GroupCheck.of(group).check();
    }

    /** spring-kafka 850, spring-cloud-stream-binder-kafka 1138: what had died was called running, and what was stopped on purpose down. */
    @Test
    void aGroupThatHasDiedIsNeverCalledWellNorOneThatWasStoppedIll() throws InterruptedException {
        ConsumerGroup group = start(group().retry(Retry.none()).stopOnFailure().on("orders", Serde.text(), message -> {
            throw new IllegalStateException("the reason");
        }));
        kafka.run();
        assertThat(of(group).status()).isEqualTo(HealthStatus.OK);
        assertThat(group.stopAndWait(MINUTE)).isTrue();
        assertThat(of(group)).isEqualTo(Finding.ok("stopped"));

        group.start();
        sendEach("a");
        kafka.advance(SECOND);

        assertThat(group.state()).isEqualTo(GroupState.CLOSED);
        assertThat(of(group).status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(of(group).message()).contains("the reason");
    }

    @Test
    void aGroupThatWasClosedOnPurposeIsWell() throws InterruptedException {
        ConsumerGroup group = start(group().on("orders", Serde.text(), this::see));
        kafka.run();

        group.close();

        assertThat(of(group)).isEqualTo(Finding.ok("closed"));
    }

    /** spring-kafka 2197, 1970: an error, instead of an exception, ended the thread; nothing was consumed any more, and nobody was told. */
    @ParameterizedTest
    @ValueSource(
            classes = {
                AssertionError.class,
                OutOfMemoryError.class,
                NoClassDefFoundError.class,
                StackOverflowError.class
            })
    void anErrorOfAHandlerNeverEndsAGroupUnseen(Class<? extends Error> type) throws InterruptedException {
        ConsumerGroup group = start(group().ordering(Ordering.KEY)
                .concurrency(2)
                .retry(EACH_MINUTE)
                .on("orders", Serde.text(), message -> {
                    seen.add(message.value() + message.attempt());
                    if (message.value().equals("bad") && message.attempt() < 5) {
                        throw type.getDeclaredConstructor().newInstance();
                    }
                }));
        sendEach("bad", "a", "b", "c");
        kafka.advance(Duration.ofSeconds(150));

        assertThat(seen).contains("a1", "b1", "c1").contains("bad3");
        assertThat(group.counts().failures()).isEqualTo(3);
        assertThat(of(group).status()).as("it stands still").isEqualTo(HealthStatus.WARNING);
        kafka.advance(Duration.ofMinutes(3));

        assertThat(seen).last().isEqualTo("bad5");
        assertThat(group.state()).isEqualTo(GroupState.CONSUMING);
        assertThat(of(group).status()).isEqualTo(HealthStatus.OK);
    }

    /** spring-kafka 1313, 890: without a broker the application did not start, or did so without a word. */
    @Test
    void aGroupWithoutABrokerIsNeverSilent() throws InterruptedException {
        kafka.stopBroker();
        ConsumerGroup group = start(group().on("orders", Serde.text(), this::see));
        sendEach("a");
        kafka.advance(MINUTE);
        assertThat(of(group).status()).isEqualTo(HealthStatus.WARNING);
        assertThat(of(group).message()).isEqualTo("no partitions assigned yet");

        kafka.startBroker();
        kafka.advance(MINUTE);

        assertThat(seen).containsExactly("a");
        assertThat(of(group).status()).isEqualTo(HealthStatus.OK);
    }
}
