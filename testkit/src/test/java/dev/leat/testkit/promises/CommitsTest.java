package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Leat;
import dev.leat.core.Ordering;
import dev.leat.core.Serde;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommitsTest extends Promises {
    private final Stages stages = new Stages();

    private List<String> handledByTheNextProcess() {
        Leat next = kafka.leat();
        start(next.consumerGroup("billing").on("orders", Serde.text(), this::see));
        kafka.advance(MINUTE);
        return seen;
    }

    /** confluentinc/parallel-consumer 884, wolverine 3150: a commit for each message cost a factor of twenty. */
    @Test
    void thereIsNoMoreThanOneCommitAnInterval() {
        start(group().commitInterval(Duration.ofSeconds(2)).on("orders", Serde.text(), this::see));
        kafka.advance(Duration.ofSeconds(10));
        int before = billing.commits().size();

        for (int i = 0; i < 100; i++) {
            send("k", "a");
            kafka.advance(Duration.ofMillis(100));
        }

        assertThat(billing.commits().size() - before).isBetween(4, 6);
        assertThat(seen).hasSize(100);
    }

    @Test
    void aCrashRepeatsWhatWasNotCommittedAndNothingBefore() {
        start(group().commitInterval(Duration.ofSeconds(20)).on("orders", Serde.text(), this::see));
        send("k", "a", "b");
        kafka.advance(Duration.ofSeconds(25));
        assertThat(committed()).isEqualTo(2);
        send("k", "c", "d");
        kafka.run();
        kafka.kill(leat);
        seen.clear();

        assertThat(handledByTheNextProcess()).containsExactly("c", "d");
    }

    @Test
    void whatWasFinishedBehindAnUnfinishedRecordIsNotHandledAgainAfterACrash() {
        start(group().ordering(Ordering.UNORDERED).concurrency(8).onAsync("orders", Serde.text(), stages::handle));
        sendEach("a", "b", "c", "d");
        kafka.run();
        stages.end("b", "d");
        awaitCommit();
        kafka.kill(leat);

        assertThat(handledByTheNextProcess()).containsExactly("a", "c");
    }

    @Test
    void withoutTheMapItIs() {
        start(group().completionMap(false)
                .ordering(Ordering.UNORDERED)
                .concurrency(8)
                .onAsync("orders", Serde.text(), stages::handle));
        sendEach("a", "b", "c", "d");
        kafka.run();
        stages.end("b", "d");
        awaitCommit();
        kafka.kill(leat);

        assertThat(billing.metadata("orders", 0)).isEmpty();
        assertThat(handledByTheNextProcess()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void metadataOfOtherProgramsIsIgnored() {
        sendEach("a", "b");
        billing.reset("orders", 0, 1, "written by hand");

        assertThat(handledByTheNextProcess()).containsExactly("b");
    }

    @Test
    void aCommitThatIsRefusedIsFollowedByANewerOne() {
        start(group().on("orders", Serde.text(), this::see));
        awaitCommit();
        billing.refuseCommits(3, new org.apache.kafka.common.errors.RebalanceInProgressException("not now"));
        send("k", "a");
        kafka.advance(SECOND);
        send("k", "b");

        kafka.advance(Duration.ofSeconds(10));

        assertThat(committed()).isEqualTo(2);
    }
}
