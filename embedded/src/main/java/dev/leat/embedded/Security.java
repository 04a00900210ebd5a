package dev.leat.embedded;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How clients and the client listener speak with each other: both sides of the same choice, so that they agree. */
final class Security {
    private static final String MECHANISM = "SCRAM-SHA-256";

    private final Optional<Certificates> certificates;
    private final List<ScramUser> users;

    Security(Plan plan) {
        certificates = plan.tls() ? Optional.of(Certificates.create(Ports.address())) : Optional.empty();
        users = plan.users();
    }

    String protocol() {
        var transport = certificates.isPresent() ? "SSL" : "PLAINTEXT";
        return users.isEmpty() ? transport : "SASL_" + transport;
    }

    /** Client settings without the address; the first user logs in, if there are users. */
    Map<String, String> clientProperties() {
        return clientProperties(users.stream().findFirst());
    }

    Map<String, String> clientProperties(String user) {
        var known = users.stream().filter(each -> each.name().equals(user)).findFirst();
        if (known.isEmpty()) {
            throw new IllegalArgumentException("No user \"" + user + "\". Users given to sasl(user, password): "
                    + users.stream().map(ScramUser::name).toList());
        }
        return clientProperties(known);
    }

    /** Broker settings of the client listener, whose keys begin with the prefix. */
    Map<String, String> listenerSettings(String prefix) {
        var settings = new LinkedHashMap<String, String>();
        certificates.ifPresent(pem -> {
            settings.put(prefix + "ssl.keystore.type", "PEM");
            settings.put(prefix + "ssl.keystore.certificate.chain", pem.serverChain());
            settings.put(prefix + "ssl.keystore.key", pem.serverKey());
        });
        if (!users.isEmpty()) {
            settings.put(prefix + "sasl.enabled.mechanisms", MECHANISM + ",SCRAM-SHA-512,PLAIN");
            var scram = "org.apache.kafka.common.security.scram.ScramLoginModule required;";
            settings.put(prefix + "scram-sha-256.sasl.jaas.config", scram);
            settings.put(prefix + "scram-sha-512.sasl.jaas.config", scram);
            settings.put(
                    prefix + "plain.sasl.jaas.config",
                    users.stream()
                            .map(ScramUser::plainOption)
                            .collect(Collectors.joining(
                                    " ", "org.apache.kafka.common.security.plain.PlainLoginModule required ", ";")));
        }
        return settings;
    }

    private Map<String, String> clientProperties(Optional<ScramUser> user) {
        var properties = new LinkedHashMap<String, String>();
        properties.put("security.protocol", protocol());
        certificates.ifPresent(pem -> {
            properties.put("ssl.truststore.type", "PEM");
            properties.put("ssl.truststore.certificates", pem.authority());
        });
        user.ifPresent(who -> {
            properties.put("sasl.mechanism", MECHANISM);
            properties.put("sasl.jaas.config", who.jaasConfig());
        });
        return properties;
    }
}
