package dev.leat.flow;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import dev.leat.core.LeatBuilder;
import dev.leat.core.security.Sasl;
import dev.leat.core.security.Secret;
import dev.leat.core.security.Security;
import dev.leat.core.security.Tls;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Connection settings under the names that the original client has for them, for services that move over with their configuration. Others begin with
 * {@link Leat#builder()}, which has more, such as certificates of their own.
 *
 * @since 0.1
 */
public final class KafkaConfig {
    private static final int SETUP_MAX = 30_000;

    private KafkaConfig() {}

    /**
     * @param kafkaConfig {@code clientId} and {@code brokers} (with commas between them) must be there. With {@code username} and {@code password} the connection
     *     is by TLS, trusting whom the JVM trusts, and logs in by {@code authMechanism} ({@code PLAIN}, the default, {@code SCRAM-SHA-256} or {@code SCRAM-SHA-512},
     *     in any case). {@code connectionTimeout} is in milliseconds, default 10,000. {@code authenticationTimeout} and {@code connectionRetries} are read and change nothing: a
     *     connection is tried for ever, after pauses that grow. Names with dots are Kafka's own
     * @return to go on with
     * @throws ConfigurationException naming every setting that is missing, unknown, or cannot work
     */
    public static LeatBuilder leat(Map<String, ?> kafkaConfig) {
        NodeSettings settings = new NodeSettings("kafkaConfig", kafkaConfig);
        Optional<String> clientId = settings.text("clientId");
        clientId.ifPresentOrElse(
                id -> settings.property("client.id", id), () -> settings.problem("clientId is missing"));
        Optional<String> brokers = settings.text("brokers").map(KafkaConfig::trimmed);
        brokers.filter(list -> !list.isEmpty())
                .ifPresentOrElse(
                        list -> settings.property("bootstrap.servers", list),
                        () -> settings.problem("brokers is missing; give host:port, several with commas between them"));
        settings.number("connectionTimeout").ifPresent(millis -> {
            settings.property("socket.connection.setup.timeout.ms", millis);
            settings.property("socket.connection.setup.timeout.max.ms", Math.max(millis, SETUP_MAX));
        });
        var unused = settings.number("authenticationTimeout");
        var unusedToo = settings.number("connectionRetries");
        Optional<Security> security = security(settings);
        LeatBuilder builder = Leat.builder().properties(settings.done());
        return security.map(builder::security).orElse(builder);
    }

    private static String trimmed(String brokers) {
        return Arrays.stream(brokers.split(",", -1))
                .map(String::trim)
                .filter(broker -> !broker.isEmpty())
                .collect(Collectors.joining(","));
    }

    private static Optional<Security> security(NodeSettings settings) {
        String mechanism = settings.text("authMechanism").orElse("PLAIN").toUpperCase(Locale.ROOT);
        Optional<String> user = settings.secret("username");
        Optional<Secret> password = settings.secret("password").map(Secret::of);
        if (user.isEmpty() && password.isEmpty()) {
            return Optional.empty();
        }
        if (user.isEmpty() || password.isEmpty()) {
            settings.problem((user.isEmpty() ? "username" : "password") + " is missing beside "
                    + (user.isEmpty() ? "password" : "username") + "; the connection would be without a login");
            return Optional.empty();
        }
        return login(mechanism, user.get(), password.get(), settings)
                .map(login -> Security.tls(Tls.trustingJvm()).login(login));
    }

    private static Optional<Sasl> login(String mechanism, String user, Secret password, NodeSettings settings) {
        return switch (mechanism) {
            case "PLAIN" -> Optional.of(Sasl.plain(user, password));
            case "SCRAM-SHA-256" -> Optional.of(Sasl.scramSha256(user, password));
            case "SCRAM-SHA-512" -> Optional.of(Sasl.scramSha512(user, password));
            default -> {
                settings.problem(
                        "authMechanism is none that this knows, must be PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512; for others begin with Leat.builder().security(…)");
                yield Optional.empty();
            }
        };
    }
}
