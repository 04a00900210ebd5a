package dev.leat.benchmarks.arm;

import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.CommitMode;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import io.confluent.parallelconsumer.internal.DrainingCloseable.DrainingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Confluent's Parallel Consumer, ordered by key, as its README and the comments of its options advise.
 *
 * <ul>
 *   <li>{@code maxConcurrency}: its default of 16 in one arm. Its comment recommends "quite high, much higher than core count"; that is
 *       the other arm, 100 as in its README's own comparison, or what the workload says.
 *   <li>Commits are its default and the fastest it has: asynchronous, each five seconds. It is the least frequent of all arms.
 *   <li>The load factor, how much it fetches ahead, is left to itself: from 2 times the concurrency it grows by one each two seconds
 *       while workers run dry. Its comment calls that "already quite aggressive" and warns against changes; its README advises a larger
 *       buffer for the order by partition alone.
 *   <li>{@code max.poll.records} "is not really useful for this tuning", says its README; left alone, as {@code
 *       max.partition.fetch.bytes}, which it advises to lower for slow handlers with little data.
 *   <li>Metrics have no registry, so they do nothing.
 * </ul>
 *
 * <p>Commits each second or each 100 ms, a load factor of 100 from the start, and a fixed buffer of 2,000 records were tried with an empty
 * handler and 100 threads: none was faster, or took less processor time for a record, by more than runs differ anyway.
 */
final class ParallelConsumer implements ConsumerArm {
    private static final int USUAL_WORKERS = 100;

    private final ParallelStreamProcessor<byte[], byte[]> processor;

    private ParallelConsumer(ParallelStreamProcessor<byte[], byte[]> processor) {
        this.processor = processor;
    }

    static ParallelConsumer start(Job job) {
        ParallelConsumerOptions<byte[], byte[]> options = ParallelConsumerOptions.<byte[], byte[]>builder()
                .ordering(ProcessingOrder.KEY)
                .commitMode(CommitMode.PERIODIC_CONSUMER_ASYNCHRONOUS)
                .maxConcurrency(concurrency(job))
                .consumer(new KafkaConsumer<>(
                        job.consumerProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer()))
                .build();
        ParallelStreamProcessor<byte[], byte[]> processor = ParallelStreamProcessor.createEosStreamProcessor(options);
        processor.subscribe(List.of(job.topic()));
        RecordHandler handler = job.handler();
        processor.poll(context -> {
            ConsumerRecord<byte[], byte[]> record = context.getSingleConsumerRecord();
            handler.handle(record.partition(), record.offset(), record.key(), record.value());
        });
        return new ParallelConsumer(processor);
    }

    private static int concurrency(Job job) {
        if (job.arm() == Arm.PARALLEL_CONSUMER_KEY_16) {
            return ParallelConsumerOptions.DEFAULT_MAX_CONCURRENCY;
        }
        return job.workers() > 0 ? job.workers() : USUAL_WORKERS;
    }

    @Override
    public Optional<Throwable> failure() {
        return processor.isClosedOrFailed()
                ? Optional.of(new IllegalStateException("the Parallel Consumer has closed itself; its log says why"))
                : Optional.empty();
    }

    @Override
    public void stop(Duration atMost) {
        processor.close(atMost, DrainingMode.DONT_DRAIN);
    }
}
