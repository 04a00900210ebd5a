package dev.leat.listener;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.core.Serde;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Producers and admin clients by name, on one connection block: each name has settings of its own, and one client that everybody shares who asks for it.
 *
 * <pre>{@code
 * KafkaClients clients = KafkaClients.of(leat).serdes(Json::ofType).configuration(configuration).build();
 * Producer<String, Order> orders = clients.producer(Order.class);           // the default one
 * Producer<String, Entry> audit = clients.producer("audit", Entry.class);   // leat.producers.audit.properties.acks = all
 * }</pre>
 *
 * <p>The default producer and the default admin client are always there, with the connection's settings if nothing else is said. All others are to be named, in
 * the {@linkplain KafkaClientsBuilder builder} or as {@code leat.producers.<name>.properties.<setting>} and {@code leat.admins.<name>.properties.<setting>}.
 * All methods may be called from any thread.
 *
 * @since 0.1
 */
public final class KafkaClients implements AutoCloseable {
    /** The name of what is meant if none is said. */
    public static final String DEFAULT = "default";

    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.listener");
    private static final Duration CLOSE = Duration.ofSeconds(30);

    private final Leat leat;
    private final BuiltInSerdes serdes;
    private final NamedProducers producers;
    private final NamedAdmins admins;

    KafkaClients(Leat leat, BuiltInSerdes serdes, NamedProducers producers, NamedAdmins admins) {
        this.leat = leat;
        this.serdes = serdes;
        this.producers = producers;
        this.admins = admins;
    }

    /** Nothing is made before {@link KafkaClientsBuilder#build()}. */
    public static KafkaClientsBuilder of(Leat leat) {
        return new KafkaClientsBuilder(leat);
    }

    /** {@link #producer(String, Type, Type)}: the default one, with keys as text. */
    public <V> Producer<String, V> producer(Class<V> values) {
        return producer(DEFAULT, values);
    }

    /** {@link #producer(String, Type, Type)} with keys as text. */
    public <V> Producer<String, V> producer(String name, Class<V> values) {
        return producer(name, String.class, values);
    }

    /** {@link #producer(String, Type, Type)}. */
    @SuppressWarnings("unchecked") // the serdes were found by these types
    public <K, V> Producer<K, V> producer(String name, Class<K> keys, Class<V> values) {
        return (Producer<K, V>) producer(name, (Type) keys, (Type) values);
    }

    /**
     * The producer of that name, for keys and values of these types. All that have one name share connection, buffer and order. Closed with these clients,
     * not by whoever uses it.
     *
     * @throws ConfigurationException if no producer has that name, or nobody knows how one of the types is written
     * @throws IllegalStateException if this is closed
     */
    public Producer<?, ?> producer(String name, Type keys, Type values) {
        String what = "producer '" + name + "'";
        Serde<?> keySerde = serde(what, "keys", keys);
        Serde<?> valueSerde = serde(what, "values", values);
        return producers.find(name).as(keySerde, valueSerde);
    }

    private Serde<?> serde(String what, String which, Type type) {
        Optional<Serde<?>> serde;
        try {
            serde = serdes.of(type);
        } catch (RuntimeException e) {
            throw new ConfigurationException(
                    what, which + " are " + type.getTypeName() + ", which cannot be written: " + e.getMessage());
        }
        return serde.orElseThrow(() -> new ConfigurationException(
                what,
                which + " are " + type.getTypeName()
                        + ", and nothing says how these are written; give serdes(…), such as" + " Json::ofType"));
    }

    /** {@link #admin(String)}: the default one. */
    public Admin admin() {
        return admin(DEFAULT);
    }

    /**
     * Kafka's admin client of that name, shared by all who ask. Closed with these clients, not by whoever uses it.
     *
     * @throws ConfigurationException if no admin client has that name
     * @throws IllegalStateException if this is closed, or where the cluster cannot be asked about itself, as on the test kit
     * @throws org.apache.kafka.common.KafkaException if it cannot be made now, because no broker's name can be looked up, say
     */
    public Admin admin(String name) {
        return admins.find(name);
    }

    /** The names of all producers, the default one included. */
    public Set<String> producerNames() {
        return producers.names();
    }

    /** The names of all admin clients, the default one included. */
    public Set<String> adminNames() {
        return admins.names();
    }

    /** {@link #close(Duration)} with 30 seconds. */
    @Override
    public void close() {
        close(CLOSE);
    }

    /** Waits for what is on its way, at most this long in all, and closes everything; the Leat stays open. A second call does nothing. */
    public void close(Duration atMost) {
        long deadline = leat.surroundings().nanos() + atMost.toNanos();
        producers.close(() -> left(deadline));
        admins.close(() -> left(deadline));
    }

    /** One that cannot be closed, such as by a thread that is interrupted, leaves none of the others behind. */
    static void close(String what, Runnable close) {
        try {
            close.run();
        } catch (RuntimeException e) {
            LOG.warn("could not close {} in order, going on", what, e);
        }
    }

    private Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - leat.surroundings().nanos()));
    }

    /** The default one, for keys and values that these can write. */
    <K, V> Producer<K, V> producer(Serde<K> keys, Serde<V> values) {
        return producers.find(DEFAULT).as(keys, values);
    }

    @Override
    public String toString() {
        return "KafkaClients[producers " + producerNames() + ", admins " + adminNames() + "]";
    }

    /** What is said when a name is not known. */
    static ConfigurationException unknown(String what, String name, Set<String> known, String block) {
        return new ConfigurationException(
                what + " '" + name + "'",
                "there is none of that name, but " + known + "; "
                        + Nearest.to(name, known)
                                .map(near -> "did you mean '" + near + "'?")
                                .orElse("name it in KafkaClients.of(…), or set one of " + block + name
                                        + ".properties.…"));
    }
}
