package dev.leat.avro;

import dev.leat.core.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * How a schema registry is reached over HTTP. For one thread.
 *
 * @since 0.1
 */
public final class SchemaRegistryBuilder {
    private static final String WHERE = "schema registry";
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(10);
    /** Beyond it, nanoseconds in a long would run over; nobody waits that long. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final String addresses;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable SSLContext tls;
    private Duration timeout = DEFAULT_TIMEOUT;
    private Duration patience = DEFAULT_PATIENCE;
    private LongSupplier nanoClock = System::nanoTime;

    SchemaRegistryBuilder(String addresses) {
        this.addresses = addresses;
    }

    /**
     * Name and password, by HTTP's basic authentication, sent with each question. Default none. Without TLS anybody on the way can read
     * them.
     *
     * @throws ConfigurationException if there is a colon in the name, which HTTP has no way to say
     */
    public SchemaRegistryBuilder basicAuth(String user, String password) {
        if (user.indexOf(':') >= 0) {
            throw new ConfigurationException(WHERE, "the user has a colon in its name, which HTTP does not allow");
        }
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return header("Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
    }

    /**
     * A header for each question, such as {@code Authorization} with a token. Its value is never shown.
     *
     * @throws ConfigurationException if HTTP or the JDK do not allow it
     */
    public SchemaRegistryBuilder header(String name, String value) {
        try {
            HttpRequest.newBuilder().header(name, value);
        } catch (IllegalArgumentException e) { // whose message has the value
            throw new ConfigurationException(WHERE, "header " + printable(name) + " cannot be sent with such a value");
        }
        headers.put(name, value);
        return this;
    }

    /** TLS with your own keys and trust. Default is what the JVM trusts, and no key. Names of hosts are always verified. */
    public SchemaRegistryBuilder tls(SSLContext tls) {
        this.tls = tls;
        return this;
    }

    /**
     * Trusts the certificates of a PEM file, and no others.
     *
     * @throws ConfigurationException if there are none
     */
    public SchemaRegistryBuilder trust(Path certificates) {
        try (InputStream in = Files.newInputStream(certificates)) {
            Collection<? extends Certificate> all =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (all.isEmpty()) {
                throw new ConfigurationException(WHERE, "no certificates in " + certificates);
            }
            return tls(trusting(all));
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigurationException(
                    WHERE,
                    "no certificates can be read from " + certificates + " ("
                            + e.getClass().getSimpleName() + "); it must be a PEM file");
        }
    }

    private static SSLContext trusting(Collection<? extends Certificate> certificates)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("trusted-" + number++, certificate);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /**
     * How long one question may take, with all addresses that are tried for it. Default 5 s. While the registry is away, each attempt at a
     * record that needs it may hold its worker for that long.
     */
    public SchemaRegistryBuilder timeout(Duration timeout) {
        this.timeout = timeout;
        return this;
    }

    /**
     * For how long an id that the registry does not know counts as a failure that may pass: one of several nodes may not have heard of it
     * yet. After that the record is unreadable. Default 10 s; zero is at once.
     */
    public SchemaRegistryBuilder patience(Duration patience) {
        this.patience = patience;
        return this;
    }

    /** What patience is measured with. */
    SchemaRegistryBuilder nanoClock(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        return this;
    }

    /**
     * Nothing is asked yet, so it may be away.
     *
     * @throws ConfigurationException naming every setting that cannot work
     */
    public SchemaRegistry build() {
        List<String> problems = new ArrayList<>();
        List<URI> uris = new ArrayList<>();
        String[] each = addresses.split(",", -1);
        for (int i = 0; i < each.length; i++) {
            URI uri = address(each[i].strip());
            if (uri == null) {
                // Not quoted: there may be a password in it.
                problems.add("address " + (i + 1) + " of " + each.length
                        + " is not http:// or https:// with a host; credentials belong into basicAuth");
            } else {
                uris.add(uri);
            }
        }
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
            problems.add("timeout is " + timeout + ", must be longer than zero and at most " + LONGEST);
        }
        if (patience.isNegative() || patience.compareTo(LONGEST) > 0) {
            problems.add("patience is " + patience + ", must be zero or longer and at most " + LONGEST);
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(WHERE, problems);
        }
        return new HttpSchemaRegistry(
                new RegistryHttp(uris, Map.copyOf(headers), timeout, tls), new Patience(patience, nanoClock));
    }

    private static @Nullable URI address(String text) {
        try {
            URI uri = URI.create(text.replaceAll("/+$", ""));
            boolean isHttp = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            boolean isPlain = uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            return isHttp && isPlain ? uri : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String printable(String name) {
        return name.replaceAll("[^\\x21-\\x7e]", "?");
    }
}
