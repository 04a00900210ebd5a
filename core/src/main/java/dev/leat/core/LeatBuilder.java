package dev.leat.core;

import dev.leat.core.internal.StandardSurroundings;
import dev.leat.core.security.Security;
import dev.leat.core.spi.Surroundings;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;

/** Collects the connection settings of a {@link Leat}. For one thread. */
public final class LeatBuilder {
    private KafkaProperties properties = KafkaProperties.NONE;
    private @Nullable Security security;
    private Surroundings surroundings = StandardSurroundings.INSTANCE;
    private Shared shared = Shared.NOTHING;

    LeatBuilder() {}

    /** {@code host:port}, several separated by commas. Kafka's {@code bootstrap.servers}. */
    public LeatBuilder brokers(String brokers) {
        return property(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers);
    }

    /**
     * Any setting of Kafka's clients, under Kafka's name. Each client gets those it knows; groups and producers may override them.
     * A name that no client knows is passed to all, for plug-ins, unless it looks like a misspelt one.
     */
    public LeatBuilder property(String key, Object value) {
        properties = properties.with(key, value);
        return this;
    }

    /** Several at a time; see {@link #property}. */
    public LeatBuilder properties(Map<String, ?> more) {
        more.forEach(this::property);
        return this;
    }

    /**
     * Handlers run in the {@link RequestContext} of their message, and producers put the one of the calling thread, else a new one, into the
     * headers of what they send, unless it has one. Default without: two headers and
     * their ids cost something with each message.
     */
    public LeatBuilder requestContext() {
        shared = shared.withRequestContext();
        return this;
    }

    /** Surrounds the handlers of all groups and tails, outside of their own interceptors; the first one added is the outermost. */
    public LeatBuilder interceptor(Interceptor interceptor) {
        shared = shared.with(interceptor);
        return this;
    }

    /** Told of what all producers send; the first one added is asked first. Dead letters go without. */
    public LeatBuilder sendInterceptor(SendInterceptor interceptor) {
        shared = shared.with(interceptor);
        return this;
    }

    /**
     * How brokers are reached and who we are to them. Default what Kafka's own settings say, and without them in the open, as nobody.
     * Sets {@code security.protocol} and what goes with it; settings of Kafka's that say the same otherwise are refused.
     */
    public LeatBuilder security(Security security) {
        this.security = security;
        return this;
    }

    /** Where Kafka's clients, time and threads come from. Default Kafka, the machine and the JVM; for tests without them. */
    public LeatBuilder surroundings(Surroundings surroundings) {
        this.surroundings = surroundings;
        return this;
    }

    /** @throws ConfigurationException naming every setting that cannot work, and every file of the security that cannot be used */
    public Leat build() {
        if (!properties.values().containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
            throw new ConfigurationException("Leat", "no brokers; call brokers(\"host:port\")");
        }
        properties.validate("Leat");
        return new Leat(secured(), surroundings, shared);
    }

    private KafkaProperties secured() {
        if (security == null) {
            return properties;
        }
        KafkaProperties secured = new KafkaProperties(security.clientProperties());
        List<String> problems = secured.contradictions(properties);
        if (!problems.isEmpty()) {
            throw new ConfigurationException("Leat", problems);
        }
        return properties.with(secured);
    }
}
