package dev.leat.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.leat.core.Leat;
import dev.leat.testkit.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several who publish, each a process of its own, and what may happen to them in between. */
class WritersTest {
    private final TestKafka kafka = TestKafka.create();
    private final Leat process = kafka.leat();
    private final ConfigStore one = store(process, "one");
    private final ConfigStore other = store(kafka.leat(), "other");

    @BeforeEach
    void topics() {
        kafka.topic("conf", 1);
        kafka.topic("conf.history", 1);
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    /** Whoever goes on from what was in the topic before it was made anew gives out numbers twice. */
    @Test
    void aTopicThatWasMadeAnewIsSeenByWhoHasWrittenToTheOldOne() {
        publish(one, 1);
        publish(one, 2);
        kafka.topic("conf").recreate();
        publish(other, 3);

        assertThat(one.newest("orders").map(Revision::version)).hasValue(1L);
        assertThat(publish(one, 4)).isEqualTo(2);
        assertThat(publish(other, 5)).isEqualTo(3);
    }

    @Test
    void aTopicThatWasMadeAnewAndHasMoreThanBeforeIsSeenAfterAWhile() {
        publish(one, 1);
        publish(one, 2);
        kafka.topic("conf").recreate();
        for (int i = 0; i < 5; i++) {
            other.publish(Publication.of("limits", Map.of("most", i)));
        }
        kafka.advance(Duration.ofSeconds(10));

        assertThat(one.newest("orders")).isEmpty();
        assertThat(one.newest("limits").map(Revision::version)).hasValue(5L);
    }

    /** It has looked whether the store is open before that was closed. */
    @Test
    void whoComesInWhileTheLastStoreIsClosedDoesNotConnectAgain() {
        publish(one, 1);
        Writing writing = Writing.join(process, ConfigTopic.of("conf"));
        one.close();
        writing.leave();

        assertThatIllegalStateException()
                .isThrownBy(writing::known)
                .withMessageContaining("'conf' was closed meanwhile");
    }

    /** As after its retention, or when somebody has deleted it. */
    @Test
    void aHistoryThatHasNotTheNewestIsWaitedForAndThenToldAsItIs() {
        publish(one, 1);
        kafka.topic("conf.history").recreate();

        assertThat(one.history("orders")).isEmpty();
        publish(one, 2);
        assertThat(other.history("orders")).extracting(Revision::version).containsExactly(2L);
    }

    /** What it does when nobody tells it that it was committed must not undo what has come since. */
    @Test
    void whoIsNotToldThatItWasPublishedDoesNotPublishItAgainOverWhatCameSince() {
        List<Revision> told = new ArrayList<>();
        kafka.loseTransactionAnswers(1);
        Thread writer = process.surroundings()
                .thread(
                        "writer",
                        () -> told.add(one.publish(Publication.of("orders", Map.of("ceiling", 1))
                                .expecting(0)
                                .reason("mine"))));
        writer.start();
        kafka.runUntil(() -> !kafka.topic("conf").records().isEmpty(), Duration.ofSeconds(1));
        assertThat(publish(other, 2)).isEqualTo(2);
        kafka.advance(Duration.ofMinutes(1));

        assertThat(told).extracting(Revision::version).containsExactly(1L);
        assertThat(told).extracting(Revision::reason).containsExactly("mine");
        assertThat(other.newest("orders").map(Revision::version)).hasValue(2L);
        assertThat(other.history("orders")).hasSize(2);
    }

    private static long publish(ConfigStore store, int ceiling) {
        return store.publish(Publication.of("orders", Map.of("ceiling", ceiling)))
                .version();
    }

    private static ConfigStore store(Leat process, String author) {
        return ConfigStore.on(process)
                .topic(ConfigTopic.of("conf"))
                .author(author)
                .build();
    }
}
