package dev.leat.core.tools;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Sends dead letters to where they come from, as the records that they were: with their key, value and own headers, and a few more that
 * tell of the replay ({@link Replayed}).
 *
 * <ul>
 *   <li>Only letters that there were when it began: a record that dies again meanwhile is not replayed again.
 *   <li>The letters of a partition, and so those of a key, go in their order, to one partition.
 *   <li>Letters and the note that they were replayed are committed in one transaction, so none is replayed twice unless that is asked for,
 *       however a replay ends. Consumers that read uncommitted records (Kafka's default) may see those of a last transaction that failed,
 *       and see them again when they are replayed.
 *   <li>One replay of a topic at a time: a second one ends the first.
 *   <li>All groups of the topic see the records again, not only the one that gave them up.
 * </ul>
 *
 * <p>Runs once. {@link #stop()} and {@link #progress()} are for any thread.
 *
 * @since 0.1
 */
public final class Replay {
    /** What becomes of a letter that was wanted. */
    public enum Fate {
        /** It is in its topic; in a dry run, would be. */
        REPLAYED,
        /** Left out: its record was replayed too often and always died. */
        EXHAUSTED,
        /** Left out: nothing says where it comes from, or that topic is gone. */
        HOMELESS
    }

    private final DeadLetterTopic letters;
    private final ToolClients clients;
    private final ReplayChoice choice;
    private final double perSecond;
    private final boolean dryRun;
    private final BiConsumer<Letter, Fate> listener;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile ReplayProgress progress = new ReplayProgress(0, 0);
    private boolean ran; // for the thread that runs it

    Replay(
            DeadLetterTopic letters,
            ToolClients clients,
            ReplayChoice choice,
            double perSecond,
            boolean dryRun,
            BiConsumer<Letter, Fate> listener) {
        this.letters = letters;
        this.clients = clients;
        this.choice = choice;
        this.perSecond = perSecond;
        this.dryRun = dryRun;
        this.listener = listener;
    }

    /**
     * Replays, and returns when it is done.
     *
     * @throws UnknownTopicException if there is no such dead letter topic, or none that they shall go to
     * @throws ToolException if Kafka refuses or does not answer, or another replay has begun; what was replayed until then is marked
     * @throws org.apache.kafka.common.errors.InterruptException Kafka's, if the thread is interrupted
     * @throws IllegalStateException at the second call
     */
    public ReplayReport run() {
        if (ran) {
            throw new IllegalStateException("this replay has run; make a new one");
        }
        ran = true;
        try (LogReader log = letters.reader()) {
            List<TopicPartition> partitions = log.partitions(letters.topic());
            if (choice.target() != null && log.partitionCount(choice.target()) == 0) {
                throw new UnknownTopicException(choice.target());
            }
            if (dryRun) {
                return run(log, partitions, ReplayCourier.NONE, 0);
            }
            try (ReplaySender sender =
                    ReplaySender.begin(clients.transactionalProducer(letters.replayGroup()), letters.topic())) {
                return run(log, partitions, sender::send, perSecond);
            }
        }
    }

    private ReplayReport run(LogReader log, List<TopicPartition> partitions, ReplayCourier courier, double rate) {
        Map<TopicPartition, Long> beginnings = log.beginnings(partitions);
        Map<TopicPartition, Long> ends = log.ends(partitions);
        Map<TopicPartition, Marks> marks = letters.marks(beginnings, !dryRun);
        ReplayTargets targets = new ReplayTargets(choice.target(), log::partitionCount);
        ReplayRun run = new ReplayRun(choice, targets, courier, rate, clients.surroundings(), stop, listener);
        long all = distance(beginnings, ends);
        long passed = 0;
        for (TopicPartition partition : partitions) {
            long begin = Answers.about(partition, beginnings);
            long end = Answers.about(partition, ends);
            long start = passed - begin;
            ReplayRun.Partition part =
                    run.new Partition(partition, begin, Answers.about(partition, marks), log.group());
            boolean goesOn = log.read(partition, begin, end, record -> {
                boolean more = part.takes(record);
                progress = new ReplayProgress((double) (start + record.offset() + 1) / all, run.replayed());
                return more;
            });
            if (!part.finish() || !goesOn) {
                break;
            }
            passed += end - begin;
        }
        return run.report();
    }

    private static long distance(Map<TopicPartition, Long> beginnings, Map<TopicPartition, Long> ends) {
        long all = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            all += end.getValue() - Answers.about(end.getKey(), beginnings);
        }
        return Math.max(1, all);
    }

    /** Ends it after the letters that are on their way; {@link #run()} then returns with what was done. */
    public void stop() {
        stop.countDown();
    }

    /** How far it is. */
    public ReplayProgress progress() {
        return progress;
    }
}
