package dev.leat.benchmarks.arm;

import java.time.Duration;
import java.util.Optional;

/** A library that consumes, started. */
interface ConsumerArm {
    static ConsumerArm start(Job job) {
        return switch (job.arm()) {
            case RAW, RAW_SYNC, RAW_TUNED -> RawConsumer.start(job);
            case LEAT_PARTITION, LEAT_KEY, LEAT_KEY_VIRTUAL, LEAT_UNORDERED, LEAT_UNORDERED_VIRTUAL ->
                LeatConsumer.start(job);
            case SPRING_RECORD, SPRING_BATCH -> SpringConsumer.start(job);
            case PARALLEL_CONSUMER_KEY_16, PARALLEL_CONSUMER_KEY_100 -> ParallelConsumer.start(job);
            case SLEEP_CONTROL,
                    SLEEP_CONTROL_VIRTUAL,
                    RAW_PRODUCER,
                    LEAT_PRODUCER,
                    RAW_PRODUCER_FUTURE,
                    LEAT_PRODUCER_FUTURE ->
                throw new ArmFailedException(job.arm().label() + " consumes nothing; give it another task");
        };
    }

    /** Why it stands still for good, if it does and says so. */
    Optional<Throwable> failure();

    /** Ends in good order: running handlers are waited for, what is done is committed. May take longer. */
    void stop(Duration atMost);
}
