package dev.leat.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.spi.Surroundings;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeConfigsResult;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class GroupQuestionTest {
    private static final Waiting NO_WAITING = answer -> true;

    private KafkaFuture<Config> answer = KafkaFuture.completedFuture(new Config(List.of()));

    @Test
    void theSessionIsWhatBrokersSay() {
        answer = KafkaFuture.completedFuture(
                new Config(List.of(new ConfigEntry("consumer.session.timeout.ms", "7000"))));

        assertThat(sessionTimeout()).contains(Duration.ofSeconds(7));
    }

    @Test
    void aSessionThatBrokersKeepFromUsIsUnknown() {
        answer = failed(new GroupAuthorizationException("not for you"));

        assertThat(sessionTimeout()).isEmpty();
    }

    @Test
    void aSessionThatNobodyCanTellForNowIsNotTakenForUnknown() {
        answer = failed(new TimeoutException("the broker is away"));

        assertThatThrownBy(this::sessionTimeout).isInstanceOf(TimeoutException.class);
    }

    @Test
    void aSessionThatNobodyTellsWhileOurLoginIsWrongIsNotTakenForUnknown() {
        answer = failed(new SaslAuthenticationException("wrong password"));

        assertThatThrownBy(this::sessionTimeout).isInstanceOf(SaslAuthenticationException.class);
    }

    private Optional<Duration> sessionTimeout() {
        return new GroupQuestion("billing", surroundings(), Map.of()).sessionTimeout(NO_WAITING);
    }

    private static KafkaFuture<Config> failed(RuntimeException reason) {
        return KafkaFuture.completedFuture(reason).thenApply(failure -> {
            throw failure;
        });
    }

    /** Only asked for the client that asks the cluster. */
    private Surroundings surroundings() {
        return (Surroundings) Proxy.newProxyInstance(
                Surroundings.class.getClassLoader(),
                new Class<?>[] {Surroundings.class},
                (proxy, method, arguments) -> Optional.<Admin>of(new Answering()));
    }

    /** Kafka's client to nobody, whose one question is answered here. */
    private final class Answering extends ForwardingAdmin {
        Answering() {
            super(Map.of("bootstrap.servers", "127.0.0.1:1"));
        }

        @Override
        public DescribeConfigsResult describeConfigs(
                Collection<ConfigResource> resources, DescribeConfigsOptions options) {
            return new Answer(Map.of(resources.iterator().next(), answer));
        }
    }

    private static final class Answer extends DescribeConfigsResult {
        Answer(Map<ConfigResource, KafkaFuture<Config>> futures) {
            super(futures);
        }
    }
}
