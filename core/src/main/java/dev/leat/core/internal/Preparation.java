package dev.leat.core.internal;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What must be ready before a partition may begin, and is given up when it is gone: the producer of its transactions. Owner thread only;
 * nothing here waits.
 */
public interface Preparation {
    /** Nothing is needed. */
    Preparation NONE = new Preparation() {
        @Override
        public boolean isReady(TopicPartition partition, Runnable whenReady) {
            return true;
        }

        @Override
        public void member(ConsumerGroupMetadata member) {}

        @Override
        public void gone(TopicPartition partition) {}

        @Override
        public void allGone() {}
    };

    /**
     * Whether the partition may begin; if not, that is seen to.
     *
     * @param whenReady run later, on any thread, if not
     */
    boolean isReady(TopicPartition partition, Runnable whenReady);

    /** What this member of the group is, as of now. */
    void member(ConsumerGroupMetadata member);

    /** The partition was given up, and nothing of it runs any more, or is waited for. */
    void gone(TopicPartition partition);

    /** The membership is over, and with it every partition. */
    void allGone();
}
