package dev.leat.listener;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import dev.leat.core.SendFailureListener;
import dev.leat.core.Serde;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Collects what {@link KafkaClients} are made of, in any order. For one thread; {@link #build()} checks everything at once.
 *
 * @since 0.1
 */
public final class KafkaClientsBuilder {
    private static final String WHERE = "clients";

    private final Leat leat;
    private final NamedSettings producers = new NamedSettings("producer", "leat.producers.");
    private final NamedSettings admins = new NamedSettings("admin client", "leat.admins.");
    private Configuration configuration = Configuration.none();
    private @Nullable SendFailureListener failures;
    private @Nullable Function<? super Type, ? extends @Nullable Serde<?>> serdes;

    KafkaClientsBuilder(Leat leat) {
        this.leat = leat;
    }

    /** Where {@code leat.producers.…} and {@code leat.admins.…} come from. Default {@link Configuration#none()}. */
    public KafkaClientsBuilder configuration(Configuration configuration) {
        this.configuration = configuration;
        return this;
    }

    /** How types are written that Leat does not know by itself; as {@link ListenersBuilder#serdes}. */
    public KafkaClientsBuilder serdes(Function<? super Type, ? extends @Nullable Serde<?>> serdes) {
        this.serdes = serdes;
        return this;
    }

    /** Names a producer. The configuration wins over these settings, which are Kafka's. */
    public KafkaClientsBuilder producer(String name, Map<String, ?> settings) {
        producers.name(name, settings);
        return this;
    }

    /** Names an admin client. The configuration wins over these settings, which are Kafka's. */
    public KafkaClientsBuilder admin(String name, Map<String, ?> settings) {
        admins.name(name, settings);
        return this;
    }

    /** Told of each message that no producer could send; as {@link dev.leat.core.ProducerBuilder#onFailure}. Default none. */
    public KafkaClientsBuilder onFailure(SendFailureListener listener) {
        this.failures = listener;
        return this;
    }

    /**
     * Makes all that are named, which connect in the background, so Kafka may be away.
     *
     * @throws ConfigurationException naming everything that cannot work
     * @throws IllegalStateException if the Leat is closed
     */
    public KafkaClients build() {
        List<String> problems = new ArrayList<>();
        NamedAdmins namedAdmins = new NamedAdmins(leat, admins, admins.with(configuration, problems));
        namedAdmins.open(problems);
        TopLevelNames.check(configuration, Set.of(), problems);
        NamedProducers namedProducers =
                NamedProducers.open(leat, producers, producers.with(configuration, problems), failures, problems);
        if (!problems.isEmpty()) {
            namedProducers.close(() -> Duration.ZERO);
            namedAdmins.close(() -> Duration.ZERO);
            throw new ConfigurationException(WHERE, problems.stream().distinct().toList());
        }
        return new KafkaClients(leat, new BuiltInSerdes(serdes), namedProducers, namedAdmins);
    }
}
