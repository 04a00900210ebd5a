package dev.leat.core.internal;

import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeFeaturesOptions;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the cluster for {@link GroupFacts}, with a client of its own that lives as long as the question. */
final class GroupQuestion {
    private static final int LONGEST_MILLIS = 10_000;
    private static final String GROUP_VERSION = "group.version";

    /** The question has bounds of its own, within which it is repeated, whatever producers are meant to do. */
    private static final Set<String> NOT_FOR_QUESTIONS = Set.of(
            AdminClientConfig.RETRIES_CONFIG,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG);

    private static final String SESSION_TIMEOUT = "consumer.session.timeout.ms";
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.group");

    private final String group;
    private final Surroundings surroundings;
    private final Map<String, Object> adminProperties;

    GroupQuestion(String group, Surroundings surroundings, Map<String, Object> adminProperties) {
        this.group = group;
        this.surroundings = surroundings;
        this.adminProperties = new HashMap<>(adminProperties);
        this.adminProperties.keySet().removeAll(NOT_FOR_QUESTIONS);
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

    /**
     * Any answer at all.
     *
     * @throws KafkaException if there is none within ten seconds
     * @throws WakeupException if the group shall end before
     */
    void reach(Waiting waiting) {
        Optional<Admin> client = surroundings.admin(adminProperties);
        if (client.isPresent()) {
            Admin admin = client.get();
            try {
                answer(
                        admin.describeCluster(new DescribeClusterOptions().timeoutMs(LONGEST_MILLIS))
                                .nodes(),
                        waiting);
            } finally {
                admin.close(Duration.ZERO);
            }
        }
    }

    /**
     * After which brokers give up a member of the group that uses the consumer protocol. Empty if they do not say, which they may keep
     * from us.
     *
     * @throws KafkaException if nobody can tell for now
     * @throws WakeupException if the group shall end before
     */
    Optional<Duration> sessionTimeout(Waiting waiting) {
        Optional<Admin> client = surroundings.admin(adminProperties);
        if (client.isEmpty()) {
            return Optional.empty();
        }
        Admin admin = client.get();
        try {
            ConfigResource settings = new ConfigResource(ConfigResource.Type.GROUP, group);
            ConfigEntry entry = answer(
                            admin.describeConfigs(
                                            List.of(settings), new DescribeConfigsOptions().timeoutMs(LONGEST_MILLIS))
                                    .all(),
                            waiting)
                    .getOrDefault(settings, new Config(List.of()))
                    .get(SESSION_TIMEOUT);
            return entry == null || entry.value() == null
                    ? Optional.empty()
                    : Optional.of(Duration.ofMillis(Long.parseLong(entry.value())));
        } catch (WakeupException | RetriableException | AuthenticationException e) {
            throw e; // a session taken for longer than it is would let a member start records it has lost
        } catch (KafkaException e) {
            LOG.debug("group={} may not know its session timeout", group, e);
            return Optional.empty();
        } finally {
            admin.close(Duration.ZERO);
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
