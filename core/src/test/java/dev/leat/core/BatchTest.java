package dev.leat.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.internal.Term;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class BatchTest {
    private final IllegalStateException no = new IllegalStateException("no");
    private final IllegalStateException other = new IllegalStateException("other");

    private final List<Message<String, String>> messages =
            Stream.of(0L, 1L, 2L).map(BatchTest::message).toList();
    private final Batch<String, String> batch = new Batch<>(messages);

    private static Message<String, String> message(long offset) {
        return new Message<>(
                new ConsumerRecord<>("t", 0, offset, new byte[0], new byte[0]),
                "k",
                "same",
                1,
                new Term(Runnable::run));
    }

    @Test
    void unlessOneIsNamedAllAreDone() {
        assertThat(batch.failures()).containsOnlyNulls().hasSize(3);
    }

    @Test
    void theLastWordOnAMessageCounts() {
        batch.failed(messages.get(0), no);
        batch.done(messages.get(0));
        batch.done(messages.get(1));
        batch.failed(messages.get(1), no);

        assertThat(batch.failures()).containsExactly(null, no, null);
    }

    @Test
    void anExceptionIsOfThoseThatHaveNoResult() {
        batch.done(messages.get(0));
        batch.failed(messages.get(1), no);

        batch.allOthersFailed(other);

        assertThat(batch.failures()).containsExactly(null, no, other);
    }

    @Test
    void messagesOfOtherBatchesAreRefused() {
        assertThatThrownBy(() -> batch.done(message(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not of this batch");
        assertThatThrownBy(() -> batch.failed(message(1), no)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneOfOnesOwnTellsWhatWasSaidOfEachMessage() {
        Batch<String, String> own = Batch.of(messages);
        own.failed(messages.get(0), no);
        own.done(messages.get(1));
        own.allOthersFailed(other);

        assertThat(messages.stream().map(own::failure).map(failure -> failure.orElse(null)))
                .containsExactly(no, null, other);
        assertThatThrownBy(() -> Batch.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMessageThatIsReadOtherwiseIsTheSameInAllElse() {
        Message<Integer, Integer> read = messages.get(1).as(7, null);

        assertThat(read.record()).isSameAs(messages.get(1).record());
        assertThat(read.key()).isEqualTo(7);
        assertThat(read.id()).isEqualTo(messages.get(1).id());
        assertThatThrownBy(read::value).isInstanceOf(TombstoneException.class);
    }
}
