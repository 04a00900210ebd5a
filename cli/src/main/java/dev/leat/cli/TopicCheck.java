package dev.leat.cli;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Whether a topic is there before something is sent to it: Kafka would make one of a misspelt name. */
final class TopicCheck {
    private TopicCheck() {}

    /**
     * How many partitions it has.
     *
     * @throws CommandException with a remedy, if it is not there or not to be seen
     */
    static int partitions(Cluster cluster, String topic) throws InterruptedException {
        try (Admin admin = Admin.create(cluster.leat().properties())) {
            return Objects.requireNonNull(admin.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get()
                            .get(topic))
                    .partitions()
                    .size();
        } catch (ExecutionException e) {
            throw new CommandException(whyNot(topic, e.getCause()), e);
        }
    }

    private static String whyNot(String topic, @Nullable Throwable refusal) {
        if (refusal instanceof UnknownTopicOrPartitionException) {
            return "there is no topic '" + topic + "'; check the name, or create it: './leat topics create " + topic
                    + "'";
        }
        if (refusal instanceof TopicAuthorizationException) {
            return "this login may not see the topic '" + topic
                    + "', if there is one; check the name; whoever gives out rights on this cluster"
                    + " can change that";
        }
        return "the topic '" + topic + "' cannot be asked for: "
                + (refusal == null ? "no reason given" : refusal.getMessage());
    }
}
