package dev.leat.listener;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import dev.leat.core.LeatBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The connection block of a configuration, said once for all groups, producers and admin clients:
 *
 * <ul>
 *   <li>{@code leat.brokers}: {@code host:port}, several separated by commas; needed
 *   <li>{@code leat.properties.<setting>}: any setting of Kafka's clients; each client gets those that it knows
 *   <li>{@code leat.request-context}: {@code true} hands ids of requests on from message to message, as {@link LeatBuilder#requestContext()} says
 * </ul>
 *
 * @since 0.1
 */
public final class Connection {
    static final String BROKERS = "leat.brokers";
    static final String PROPERTIES = "leat.properties.";
    static final String REQUEST_CONTEXT = "leat.request-context";

    private static final String WHERE = "connection";

    private Connection() {}

    /**
     * A builder with what the configuration says, to which more can be added before it is built.
     *
     * @throws ConfigurationException if there are no brokers, or a name is misspelt; settings of Kafka's are checked when the builder builds
     */
    public static LeatBuilder of(Configuration configuration) {
        List<String> problems = new ArrayList<>();
        LeatBuilder builder = Leat.builder();
        if (brokers(configuration).isEmpty()) {
            problems.add("'" + BROKERS + "' is not set; set it to host:port of a broker, several separated by commas");
        }
        add(configuration, builder, problems);
        throwThese(problems);
        return builder;
    }

    /**
     * The same for a builder that knows its brokers, or is told of them elsewhere: {@code leat.brokers} may be missing. What the configuration says wins over what
     * the builder has.
     *
     * @throws ConfigurationException if a name is misspelt
     */
    public static void addTo(LeatBuilder builder, Configuration configuration) {
        List<String> problems = new ArrayList<>();
        add(configuration, builder, problems);
        throwThese(problems);
    }

    private static Optional<String> brokers(Configuration configuration) {
        return configuration.value(BROKERS).map(String::trim).filter(text -> !text.isEmpty());
    }

    private static void add(Configuration configuration, LeatBuilder builder, List<String> problems) {
        brokers(configuration).ifPresent(builder::brokers);
        configuration.value(REQUEST_CONTEXT).ifPresent(text -> {
            try {
                if (Texts.truth(text.trim())) {
                    builder.requestContext();
                }
            } catch (IllegalArgumentException e) {
                problems.add("'" + REQUEST_CONTEXT + "' is '" + text + "' (" + configuration.origin(REQUEST_CONTEXT)
                        + "), " + e.getMessage());
            }
        });
        for (String name : configuration.names(PROPERTIES)) {
            configuration
                    .value(name)
                    .ifPresent(value -> builder.property(name.substring(PROPERTIES.length()), value.trim()));
        }
        TopLevelNames.check(configuration, Set.of(), problems);
    }

    private static void throwThese(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new ConfigurationException(WHERE, problems.stream().distinct().toList());
        }
    }
}
