package dev.leat.spring;

import dev.leat.core.ConfigurationException;
import dev.leat.core.LeatBuilder;
import dev.leat.listener.Connection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** From properties to a connection: {@code leat.brokers}, else what Spring Kafka has. */
final class BrokerConnection {
    private BrokerConnection() {}

    /**
     * @param kafka what else says where Kafka is
     * @throws ConfigurationException naming everything that cannot work
     */
    static void addTo(
            LeatBuilder builder,
            EnvironmentConfiguration configuration,
            Connecting way,
            Supplier<@Nullable KafkaSettings> kafka) {
        List<String> problems = OurNames.problems(configuration);
        boolean hasBrokers = configuration
                .value("leat.brokers")
                .filter(text -> !text.isBlank())
                .isPresent();
        if (!hasBrokers && !way.knowsBrokers()) {
            KafkaSettings settings = kafka.get();
            if (settings == null) {
                problems.add(
                        "nothing says where Kafka is; set leat.brokers to host:port, or, with Boot's own Kafka module on the class path,"
                                + " spring.kafka.bootstrap-servers");
            } else {
                builder.properties(settings.settings());
            }
        }
        try {
            Connection.addTo(builder, configuration);
        } catch (ConfigurationException e) {
            problems.addAll(e.problems());
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException("Leat", problems);
        }
    }
}
