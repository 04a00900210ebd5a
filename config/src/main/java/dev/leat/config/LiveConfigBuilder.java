package dev.leat.config;

import dev.leat.core.ConfigurationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.node.ObjectNode;

/**
 * Collects the options of a {@link LiveConfig}. For one thread.
 *
 * @since 0.1
 */
public final class LiveConfigBuilder<T> {
    /** What becomes of the options. */
    interface Made<T> {
        LiveConfig<T> live(String namespace, Binding<T> binding, Duration listenersWithin);
    }

    private final String namespace;
    private final JavaType type;
    private final T defaults;
    private final List<ConfigCheck<? super T>> checks = new ArrayList<>();
    private final List<String> secrets = new ArrayList<>();
    private final Made<T> made;
    private Duration listenersWithin = Duration.ofSeconds(30);

    LiveConfigBuilder(String namespace, JavaType type, T defaults, Made<T> made) {
        this.namespace = namespace;
        this.type = type;
        this.defaults = defaults;
        this.made = made;
    }

    /** Must be passed by a version before it is published from here, and before it comes into force here. Several must all be passed. */
    public LiveConfigBuilder<T> check(ConfigCheck<? super T> check) {
        checks.add(check);
        return this;
    }

    /**
     * What stands there is a secret: encrypted if it is published from here, and shown to nobody but the application. What others have encrypted is so without this.
     *
     * @param pointers places, as JSON Pointers: {@code /database/password}; not within lists
     * @throws IllegalArgumentException if one is none
     */
    public LiveConfigBuilder<T> secret(String... pointers) {
        secrets.addAll(Publication.pointers(pointers));
        return this;
    }

    /**
     * How long each call of a {@link ConfigListener} may take, more or less a second. One that takes longer is interrupted; if it is to prepare, the version is rejected, whatever comes of
     * the call. What does not heed interrupts holds up this namespace, and no other, until it comes back; {@link ConfigStore#status} tells that. Default 30 seconds.
     *
     * @throws dev.leat.core.ConfigurationException if it is not positive
     */
    public LiveConfigBuilder<T> listenersWithin(Duration longest) {
        if (longest.isNegative() || longest.isZero()) {
            throw new ConfigurationException(
                    "configuration '" + namespace + "'", "listenersWithin is " + longest + ", must be positive");
        }
        this.listenersWithin = longest;
        return this;
    }

    /**
     * @throws dev.leat.core.ConfigurationException if the defaults do not pass the checks, or the store has one of this namespace already
     * @throws dev.leat.core.SerdeException if the defaults cannot be written as a JSON object
     */
    public LiveConfig<T> build() {
        ObjectNode values = Publication.object(namespace, defaults);
        return made.live(namespace, new Binding<>(type, defaults, values, checks, secrets), listenersWithin);
    }
}
