package dev.leat.embedded;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SaslAuthenticationException;

/** The little that the embedded broker asks of itself, over the listener where nobody has to log in. */
final class Administration {
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(20);
    private static final int ITERATIONS = 4096;

    private final Map<String, String> connection;

    Administration(Map<String, String> connection) {
        this.connection = connection;
    }

    void createTopic(String name, int partitions, Deadline deadline) throws InterruptedException {
        try (var admin = admin(connection)) {
            var topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
            admin.createTopics(List.of(topic)).all().get();
            while (!hasLeaders(admin, name, partitions) && deadline.pause(BETWEEN_QUESTIONS)) {
                // Controllers confirm a topic before brokers know it.
            }
        } catch (ExecutionException e) {
            throw asKafka(e);
        }
    }

    /** Makes the users log in with these passwords, on a cluster that was formatted by an earlier run. */
    void putUsers(List<ScramUser> users, Function<String, Map<String, String>> properties, Deadline deadline)
            throws InterruptedException {
        try (var admin = admin(connection)) {
            // Kafka refuses a request that has a user twice.
            for (var mechanism : List.of(ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512)) {
                var info = new ScramCredentialInfo(mechanism, ITERATIONS);
                List<UserScramCredentialAlteration> changes = users.stream()
                        .<UserScramCredentialAlteration>map(
                                user -> new UserScramCredentialUpsertion(user.name(), info, user.password()))
                        .toList();
                admin.alterUserScramCredentials(changes).all().get();
            }
        } catch (ExecutionException e) {
            throw asKafka(e);
        }
        for (var user : users) {
            awaitLogin(properties.apply(user.name()), deadline);
        }
    }

    private static void awaitLogin(Map<String, String> properties, Deadline deadline) throws InterruptedException {
        while (true) {
            try (var admin = admin(properties)) {
                admin.describeCluster().nodes().get();
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof SaslAuthenticationException) || !deadline.pause(BETWEEN_QUESTIONS)) {
                    throw asKafka(e);
                }
            }
        }
    }

    /**
     * Whether every leader serves its partition. Metadata names leaders that are not ready yet; an idempotent producer's second batch may
     * then be taken before its first, which is refused as out of sequence until it expires after two minutes.
     */
    private static boolean hasLeaders(Admin admin, String name, int partitions)
            throws InterruptedException, ExecutionException {
        try {
            var ends = new HashMap<TopicPartition, OffsetSpec>();
            for (var partition = 0; partition < partitions; partition++) {
                ends.put(new TopicPartition(name, partition), OffsetSpec.latest());
            }
            admin.listOffsets(ends).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException) {
                return false;
            }
            throw e;
        }
    }

    private static Admin admin(Map<String, String> properties) {
        return Admin.create(Map.<String, Object>copyOf(properties));
    }

    private static RuntimeException asKafka(ExecutionException e) {
        return e.getCause() instanceof KafkaException refusal ? refusal : new KafkaException(e.getCause());
    }
}
