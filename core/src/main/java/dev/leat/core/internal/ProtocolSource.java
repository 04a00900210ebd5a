package dev.leat.core.internal;

import dev.leat.core.GroupProtocol;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the rebalance protocol, and makes clients that speak it. Where the settings make no choice, the cluster is asked before each
 * client. So members that come one after another agree with those already there, and a member that joins again does as it did before,
 * for as long as the others do.
 *
 * <p>{@link #choice} is for any thread, the rest for the owner thread.
 */
public final class ProtocolSource implements ConsumerSource {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.group");

    private final String group;
    private final Surroundings surroundings;
    private final Optional<ProtocolChoice> bySettings;
    private final java.util.function.Consumer<Waiting> reach;
    private final Function<Waiting, Optional<GroupFacts>> question;
    private final Function<Waiting, Optional<Duration>> session;
    private final Function<GroupProtocol, Map<String, Object>> properties;
    private @Nullable Duration sessionTimeout;
    private boolean refused;
    private volatile @Nullable ProtocolChoice choice;

    /**
     * @param bySettings the choice that settings make, if any
     * @param adminProperties for the client that asks the cluster
     * @param properties of Kafka's consumer with that protocol
     */
    public ProtocolSource(
            String group,
            Surroundings surroundings,
            Optional<ProtocolChoice> bySettings,
            Map<String, Object> adminProperties,
            Function<GroupProtocol, Map<String, Object>> properties) {
        this(group, surroundings, bySettings, new GroupQuestion(group, surroundings, adminProperties), properties);
    }

    private ProtocolSource(
            String group,
            Surroundings surroundings,
            Optional<ProtocolChoice> bySettings,
            GroupQuestion question,
            Function<GroupProtocol, Map<String, Object>> properties) {
        this(group, surroundings, bySettings, question::reach, question::ask, question::sessionTimeout, properties);
    }

    ProtocolSource(
            String group,
            Surroundings surroundings,
            Optional<ProtocolChoice> bySettings,
            java.util.function.Consumer<Waiting> reach,
            Function<Waiting, Optional<GroupFacts>> question,
            Function<Waiting, Optional<Duration>> session,
            Function<GroupProtocol, Map<String, Object>> properties) {
        this.group = group;
        this.surroundings = surroundings;
        this.bySettings = bySettings;
        this.reach = reach;
        this.question = question;
        this.session = session;
        this.properties = properties;
    }

    /** The protocol of the last client, or of the first if the settings choose it; empty while it is open. */
    public Optional<ProtocolChoice> choice() {
        return Optional.ofNullable(choice).or(() -> bySettings);
    }

    @Override
    public void reach(Waiting waiting) {
        reach.accept(waiting);
    }

    @Override
    public Consumer<byte[], byte[]> next(Waiting waiting) {
        ProtocolChoice next = bySettings.isPresent() ? bySettings.get() : byCluster(waiting);
        ProtocolChoice before = choice;
        if (before == null || before.protocol() != next.protocol()) {
            choice = next;
            LOG.info("group={} joins with the {} protocol: {}", group, name(next.protocol()), next.reason());
        }
        sessionTimeout = next.protocol() == GroupProtocol.CONSUMER
                ? session.apply(waiting).orElse(null)
                : null;
        return surroundings.consumer(properties.apply(next.protocol()));
    }

    /** Brokers decide on it with the consumer protocol, the member itself with the classic one. */
    @Override
    public Optional<Duration> sessionTimeout() {
        return Optional.ofNullable(sessionTimeout);
    }

    private ProtocolChoice byCluster(Waiting waiting) {
        return refused
                ? ProtocolChoice.REFUSED
                : question.apply(waiting).map(ProtocolChoice::by).orElse(ProtocolChoice.UNASKED);
    }

    /** Brokers may know the consumer protocol and have it switched off, which only shows when it is used. */
    @Override
    public boolean avoids(RuntimeException failure) {
        ProtocolChoice last = choice;
        if (bySettings.isPresent()
                || last == null
                || last.protocol() != GroupProtocol.CONSUMER
                || !(failure instanceof UnsupportedVersionException)) {
            return false;
        }
        refused = true;
        return true;
    }

    private static String name(GroupProtocol protocol) {
        return protocol == GroupProtocol.CONSUMER ? "consumer" : "classic";
    }
}
