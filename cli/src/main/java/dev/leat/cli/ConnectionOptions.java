package dev.leat.cli;

import dev.leat.core.Leat;
import dev.leat.core.LeatBuilder;
import dev.leat.core.security.Security;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Where a command finds Kafka, and how it logs in there; the same options for all commands, as a mixin:
 *
 * <pre>{@code
 * @Mixin
 * private final ConnectionOptions connection = new ConnectionOptions();
 * }</pre>
 *
 * <p>The nearest wins: {@code --brokers}, then {@code -X}, then the file, then the environment. TLS and login are one thing and come from
 * one side: the environment's ({@link Security#fromEnvironment}) count only if no option and no line of the file says anything of them, since
 * halves of two ways to log in make none. Messages name settings, never their values: those may be secrets.
 */
final class ConnectionOptions {
    /** The environment variable with the brokers for when no option has them. */
    static final String BROKERS_VARIABLE = "LEAT_BROKERS";

    static final String DEFAULT_BROKERS = "localhost:9092";

    /** What all settings of TLS and login begin with. */
    private static final List<String> OF_SECURITY =
            List.of(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "ssl.", "sasl.");

    private final Map<String, String> environment;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Option(
            names = "--brokers",
            paramLabel = "LIST",
            description =
                    "The brokers (host:port, with commas between them). Default: bootstrap.servers of -X or --config, else the"
                            + " environment variable " + BROKERS_VARIABLE + ", else " + DEFAULT_BROKERS + ".")
    private @Nullable String brokers;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Settings of Kafka's clients (name=value on each line), such as those for TLS and login. Default for these: the"
                            + " environment's KAFKA_SEC_PROTO and what goes with it, unless the file or -X says anything of them.")
    private @Nullable Path file;

    @Option(
            names = "-X",
            paramLabel = "NAME=VALUE",
            description =
                    "One setting of Kafka's clients; may be given several times, and wins over the file, which wins over the"
                            + " environment. Secrets belong into the file: other users of the machine can read command lines.")
    private List<String> settings = new ArrayList<>();

    /** With the environment of this JVM. */
    ConnectionOptions() {
        this(System.getenv());
    }

    ConnectionOptions(Map<String, String> environment) {
        this.environment = environment;
    }

    /** For a command that has options of its own for these: its file is about something else. */
    static ConnectionOptions of(
            CommandSpec command, Map<String, String> environment, @Nullable String brokers, List<String> settings) {
        ConnectionOptions options = new ConnectionOptions(environment);
        options.command = command;
        options.brokers = brokers;
        options.settings = List.copyOf(settings);
        return options;
    }

    /**
     * The settings as they were given, with {@code bootstrap.servers}, without TLS and login of the environment. Not checked:
     * {@link #leat()} does that.
     *
     * @throws ParameterException if the file cannot be read, or a setting is not {@code name=value}
     */
    Map<String, Object> properties() {
        Map<String, Object> all = new TreeMap<>();
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, defaultBrokers());
        if (file != null) {
            read(file).forEach((name, value) -> all.put(name.toString(), value));
        }
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw wrong("-X has a setting that is not NAME=VALUE; write it like -X client.id=me");
            }
            all.put(setting.substring(0, equals).strip(), setting.substring(equals + 1));
        }
        if (brokers != null) {
            if (brokers.isBlank()) {
                throw wrong("--brokers is empty; give host:port, such as " + DEFAULT_BROKERS);
            }
            all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers);
        }
        return all;
    }

    /**
     * A connection with these settings, not yet tried. The caller closes it.
     *
     * @throws ParameterException as {@link #properties()}
     * @throws dev.leat.core.ConfigurationException naming every setting, or variable of the environment, that cannot work
     */
    Leat leat() {
        LeatBuilder leat = Leat.builder().properties(properties());
        security().ifPresent(leat::security);
        return leat.build();
    }

    /** TLS and login of the environment, if they count. */
    Optional<Security> security() {
        boolean given = properties().keySet().stream()
                .anyMatch(name -> OF_SECURITY.stream().anyMatch(name::startsWith));
        return given ? Optional.empty() : Security.fromEnvironment(environment);
    }

    /** The brokers' addresses, for messages. */
    String brokers() {
        return properties()
                .getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, DEFAULT_BROKERS)
                .toString();
    }

    private String defaultBrokers() {
        String named = environment.get(BROKERS_VARIABLE);
        return named == null || named.isBlank() ? DEFAULT_BROKERS : named;
    }

    private Properties read(Path from) {
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(from, StandardCharsets.UTF_8)) {
            read.load(reader);
        } catch (NoSuchFileException e) {
            throw wrong("--config " + from + ": there is no such file; check the name");
        } catch (IOException e) {
            throw wrong("--config " + from + ": cannot be read (" + e.getClass().getSimpleName()
                    + "); it must be a text file in UTF-8 that you may read");
        } catch (IllegalArgumentException e) {
            throw wrong("--config " + from + ": has a \\u that is not followed by four hexadecimal digits");
        }
        return read;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
