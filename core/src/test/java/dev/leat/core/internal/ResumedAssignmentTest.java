package dev.leat.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an assignment leaves behind in its commit, and what the next one makes of it. */
class ResumedAssignmentTest {
    private static final int ROOM = CompletionMap.DEFAULT_MAX_CHARACTERS;

    private final List<Long> dispatched = new ArrayList<>();
    private final Map<Long, ConsumerRecord<byte[], byte[]>> records = new HashMap<>();

    @Test
    void whatWasFinishedAboveTheCommitIsNotHandledAgain() {
        OffsetAndMetadata commit = commitOfOneThatFinished(11, 12, 15);

        Assignment next = assignment(Beginning.committed(commit, true));
        deliver(next, 10, 18, 3);

        assertThat(commit.offset()).isEqualTo(10);
        assertThat(dispatched).containsExactly(10L, 13L, 14L, 16L, 17L);
        finish(next, 10);
        assertThat(next.offsets().frontier()).isEqualTo(13);
        finish(next, 13, 14);
        assertThat(next.offsets().frontier()).isEqualTo(16);
    }

    @Test
    void whatIsPassedOverIsInTheNextCommitToo() {
        Assignment second = assignment(Beginning.committed(commitOfOneThatFinished(11, 12, 15), true));
        deliver(second, 10, 18, 3);
        finish(second, 17);

        Assignment third = assignment(
                Beginning.committed(second.offsets().commitPoint(ROOM).forKafka(), true));
        dispatched.clear();
        deliver(third, 10, 18, 3);

        assertThat(dispatched).containsExactly(10L, 13L, 14L, 16L);
    }

    @Test
    void recordsOfANewLeaderAreOthersThanThoseThatWereFinished() {
        Assignment next = assignment(Beginning.committed(commitOfOneThatFinished(11, 12, 15), true));

        deliver(next, 10, 12, 3);
        deliver(next, 12, 18, 4); // the log was cut at 12 and written anew

        assertThat(dispatched).containsExactly(10L, 12L, 13L, 14L, 15L, 16L, 17L);
    }

    @Test
    void aMapThatGoesBeyondTheLogIsOfAnotherLog() {
        Beginning whole = Beginning.committed(commitOfOneThatFinished(11, 12, 15), true);

        assertThat(whole.within(16).done()).isPresent();
        assertThat(whole.within(15).done()).isEmpty();
    }

    @Test
    void metadataOfOtherProgramsAndWhatTheUserDoesNotWantIsNotRead() {
        OffsetAndMetadata commit = commitOfOneThatFinished(11);

        assertThat(Beginning.committed(new OffsetAndMetadata(10, "mine"), true).done())
                .isEmpty();
        assertThat(Beginning.committed(new OffsetAndMetadata(9, commit.metadata()), true)
                        .done())
                .as("of another offset")
                .isEmpty();
        assertThat(Beginning.committed(commit, false).done()).isEmpty();
    }

    @Test
    void finishingAboveTheFrontierIsWorthACommitAndOnlyOne() {
        Assignment assignment = assignment(committedAt10());
        deliver(assignment, 10, 15, 3);
        assertThat(assignment.offsets().isDirty(true)).isFalse();

        finish(assignment, 12);

        assertThat(assignment.offsets().isDirty(false))
                .as("without a map there is nothing to tell")
                .isFalse();
        assertThat(assignment.offsets().isDirty(true)).isTrue();
        CommitPoint point = assignment.offsets().commitPoint(ROOM);
        finish(assignment, 13);
        assignment.offsets().confirmed(point);
        assertThat(assignment.offsets().isDirty(true)).as("13 came after").isTrue();
        assignment.offsets().confirmed(assignment.offsets().commitPoint(ROOM));
        assertThat(assignment.offsets().isDirty(true)).isFalse();
    }

    @Test
    void aMapIsNotReplacedByOneThatKnowsLess() {
        Assignment next = assignment(Beginning.committed(commitOfOneThatFinished(11, 12, 15), true));

        deliver(next, 10, 14, 3);
        finish(next, 13);

        assertThat(next.offsets().isDirty(true)).as("15 is not delivered yet").isFalse();
        deliver(next, 14, 16, 3);
        assertThat(next.offsets().isDirty(true)).isTrue();
    }

    @Test
    void aMapMayEndWithAGap() {
        Assignment first = assignment(committedAt10());
        deliver(first, 10, 15, 18, 3);
        finish(first, 11);
        CommitPoint commit = first.offsets().commitPoint(ROOM);
        assertThat(CompletionMap.read(commit.map(), 10).orElseThrow().top()).isEqualTo(18);

        Assignment next = assignment(Beginning.committed(commit.forKafka(), true));
        deliver(next, 10, 15, 18, 3);
        finish(next, 13);

        assertThat(next.offsets().isDirty(true))
                .as("all of the map is passed over")
                .isTrue();
    }

    @Test
    void offsetEpochAndMapAreOfOneMoment() {
        Assignment assignment = assignment(committedAt10());
        deliver(assignment, 10, 12, 3);
        deliver(assignment, 12, 15, 5);
        finish(assignment, 10, 13);
        assignment.offsets().commitPoint(ROOM);
        finish(assignment, 11);

        CommitPoint point = assignment.offsets().commitPoint(ROOM);

        assertThat(point.offset()).isEqualTo(12);
        assertThat(point.leaderEpoch()).as("of record 11").contains(3);
        CompletionMap map = CompletionMap.read(point.map(), 12).orElseThrow();
        assertThat(map.leaderEpoch()).as("of record 13").contains(5);
        assertThat(map.isFinished(13)).isTrue();
        assertThat(map.top()).isEqualTo(14);
    }

    @Test
    void anAssignmentBegunAnewInTheSameProcessKnowsAllThatWasFinished() {
        Assignment before = assignment(committedAt10());
        deliver(before, 10, 15, 3);
        finish(before, 11, 13);
        dispatched.clear();

        Assignment anew = assignment(Beginning.after(before));
        deliver(anew, 10, 15, 3);

        assertThat(dispatched).containsExactly(10L, 12L, 14L);
    }

    private OffsetAndMetadata commitOfOneThatFinished(long... offsets) {
        Assignment first = assignment(committedAt10());
        deliver(first, 10, 16, 3);
        finish(first, offsets);
        dispatched.clear();
        return first.offsets().commitPoint(ROOM).forKafka();
    }

    private static Beginning committedAt10() {
        return Beginning.committed(new OffsetAndMetadata(10), true);
    }

    private Assignment assignment(Beginning beginning) {
        return new Assignment(
                new TopicPartition("t", 0), beginning, Bounds.DEFAULT, Loose.ties(), assignment -> new NoLanes());
    }

    private void deliver(Assignment assignment, long from, long to, int epoch) {
        deliver(assignment, from, to, to, epoch);
    }

    private void deliver(Assignment assignment, long from, long to, long position, int epoch) {
        List<ConsumerRecord<byte[], byte[]>> polled = new ArrayList<>();
        for (long offset = from; offset < to; offset++) {
            ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                    "t",
                    0,
                    offset,
                    0,
                    TimestampType.CREATE_TIME,
                    0,
                    0,
                    new byte[0],
                    new byte[0],
                    new RecordHeaders(),
                    Optional.of(epoch));
            polled.add(record);
            records.put(offset, record);
        }
        assignment.deliver(polled, position);
    }

    private void finish(Assignment assignment, long... offsets) {
        for (long offset : offsets) {
            assignment.finished(Objects.requireNonNull(records.get(offset)));
        }
    }

    /** Takes note of what it is given, and leaves it to the test. */
    private final class NoLanes implements Lanes {
        @Override
        public void dispatch(List<ConsumerRecord<byte[], byte[]>> records) {
            records.forEach(record -> dispatched.add(record.offset()));
        }

        @Override
        public boolean tick() {
            return false;
        }

        @Override
        public @Nullable ConsumerRecord<byte[], byte[]> oldest() {
            return null;
        }

        @Override
        public void close() {}
    }
}
