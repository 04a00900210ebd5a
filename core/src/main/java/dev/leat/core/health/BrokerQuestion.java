package dev.leat.core.health;

import dev.leat.core.Leat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks the broker at one address, with a client that knows no other and lives no longer: one that lasts would ask whichever it has met. */
final class BrokerQuestion {
    private final Leat leat;
    private final Set<String> topics;
    private final int atMostMillis;

    BrokerQuestion(Leat leat, Set<String> topics, Duration atMost) {
        this.leat = leat;
        this.topics = topics;
        this.atMostMillis = (int) Math.min(Integer.MAX_VALUE, Math.max(1, atMost.toMillis()));
    }

    BrokerAnswer ask(String address) {
        Optional<Admin> client;
        try {
            client = leat.admin(Map.of(
                    CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                    address,
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    atMostMillis,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    atMostMillis));
        } catch (RuntimeException e) {
            return BrokerAnswer.unreachable(reason(e));
        }
        if (client.isEmpty()) {
            return BrokerAnswer.reached(List.of()); // nobody there to ask, so nothing is known to be wrong
        }
        Admin admin = client.get();
        try {
            answer(admin.describeCluster().nodes());
            return BrokerAnswer.reached(missing(admin));
        } catch (Exception e) {
            return BrokerAnswer.unreachable(reason(e));
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private List<String> missing(Admin admin) throws Exception {
        if (topics.isEmpty()) {
            return List.of();
        }
        Map<String, KafkaFuture<TopicDescription>> asked =
                admin.describeTopics(topics).topicNameValues();
        List<String> missing = new ArrayList<>();
        for (String topic : new TreeSet<>(topics)) {
            try {
                if (answer(Objects.requireNonNull(asked.get(topic)))
                        .partitions()
                        .isEmpty()) {
                    missing.add(topic + " (without partitions)");
                }
            } catch (UnknownTopicOrPartitionException e) {
                missing.add(topic);
            } catch (AuthorizationException e) {
                missing.add(topic + " (not allowed to look)");
            }
        }
        return missing;
    }

    private <T> T answer(KafkaFuture<T> future) throws Exception {
        try {
            return future.get(atMostMillis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static String reason(Exception e) {
        if (e instanceof AuthenticationException) {
            return "it refuses our credentials or certificate (" + e.getMessage() + ")";
        }
        if (e instanceof TimeoutException || e instanceof org.apache.kafka.common.errors.TimeoutException) {
            return "no answer";
        }
        Throwable root = e;
        while (root instanceof KafkaException && root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage() == null ? root : root.getMessage());
    }
}
