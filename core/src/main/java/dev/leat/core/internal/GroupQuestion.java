package dev.leat.core.internal;

import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeFeaturesOptions;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;

/** Asks the cluster for {@link GroupFacts}, with a client of its own that lives as long as the question. */
final class GroupQuestion {
    private static final int LONGEST_MILLIS = 10_000;
    private static final String GROUP_VERSION = "group.version";

    private final String group;
    private final Surroundings surroundings;
    private final Map<String, Object> adminProperties;

    GroupQuestion(String group, Surroundings surroundings, Map<String, Object> adminProperties) {
        this.group = group;
        this.surroundings = surroundings;
        this.adminProperties = adminProperties;
    }

    /**
     * Empty where the cluster cannot be asked at all.
     *
     * @throws KafkaException if it does not answer, within ten seconds for each of two questions
     * @throws WakeupException if the group shall end before
     */
    Optional<GroupFacts> ask(Waiting waiting) {
        Optional<Admin> client = surroundings.admin(adminProperties);
        if (client.isEmpty()) {
            return Optional.empty();
        }
        Admin admin = client.get();
        try {
            return Optional.of(facts(admin, waiting));
        } finally {
            admin.close(Duration.ZERO); // nothing is on its way that would be missed
        }
    }

    private GroupFacts facts(Admin admin, Waiting waiting) {
        int groupVersion = groupVersion(admin, waiting);
        try {
            ConsumerGroupDescription found = answer(
                    Objects.requireNonNull(admin.describeConsumerGroups(
                                    List.of(group), new DescribeConsumerGroupsOptions().timeoutMs(LONGEST_MILLIS))
                            .describedGroups()
                            .get(group)),
                    waiting);
            return new GroupFacts(
                    groupVersion,
                    found.type() == GroupType.CLASSIC,
                    found.members().size());
        } catch (GroupIdNotFoundException nobodyYet) {
            return new GroupFacts(groupVersion, false, 0);
        }
    }

    /** Zero where it is unknown, as it was before Kafka 4.0. */
    private static int groupVersion(Admin admin, Waiting waiting) {
        FinalizedVersionRange version = answer(
                        admin.describeFeatures(new DescribeFeaturesOptions().timeoutMs(LONGEST_MILLIS))
                                .featureMetadata(),
                        waiting)
                .finalizedFeatures()
                .get(GROUP_VERSION);
        return version == null ? 0 : version.maxVersionLevel();
    }

    private static <T> T answer(KafkaFuture<T> answer, Waiting waiting) {
        if (!waiting.await(answer)) {
            throw new WakeupException();
        }
        try {
            return answer.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        }
    }
}
