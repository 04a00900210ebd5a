package dev.leat.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.node.ObjectNode;

/**
 * Collects the options of a {@link LiveConfig}. For one thread.
 *
 * @since 0.1
 */
public final class LiveConfigBuilder<T> {
    private final String namespace;
    private final JavaType type;
    private final T defaults;
    private final List<ConfigCheck<? super T>> checks = new ArrayList<>();
    private final List<String> secrets = new ArrayList<>();
    private final BiFunction<String, Binding<T>, LiveConfig<T>> made;

    LiveConfigBuilder(String namespace, JavaType type, T defaults, BiFunction<String, Binding<T>, LiveConfig<T>> made) {
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
     * @throws dev.leat.core.ConfigurationException if the defaults do not pass the checks, or the store has one of this namespace already
     * @throws dev.leat.core.SerdeException if the defaults cannot be written as a JSON object
     */
    public LiveConfig<T> build() {
        ObjectNode values = Publication.object(namespace, defaults);
        return made.apply(namespace, new Binding<>(type, defaults, values, checks, secrets));
    }
}
