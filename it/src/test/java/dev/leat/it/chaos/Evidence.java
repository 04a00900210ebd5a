package dev.leat.it.chaos;

import dev.leat.core.Ordering;
import java.util.List;

/**
 * All that is known after a run.
 *
 * @param topic its partitions; in each, the records by offset
 * @param letters in the order of the dead letter topic, partition by partition
 * @param commits in the order of time
 */
record Evidence(
        Ordering ordering,
        List<List<Sent>> topic,
        List<Call> calls,
        List<Letter> letters,
        List<Commit> commits,
        List<Freeze> freezes) {
    Sent sent(Call call) {
        return sent(call.partition(), call.offset());
    }

    Sent sent(int partition, long offset) {
        return topic.get(partition).get(Math.toIntExact(offset));
    }
}
