package dev.leat.sink;

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
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Collects the options of a {@link SearchIndex}. For one thread; {@link #build()} checks everything at once.
 *
 * @since 0.1
 */
public final class SearchIndexBuilder {
    private static final String WHERE = "search index";
    private static final String AUTHORIZATION = "Authorization";
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    /** Beyond it, nanoseconds in a long would run over; nobody waits that long. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final List<String> addresses;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Supplier<String>> headers = new LinkedHashMap<>();
    private String pattern = "logs-{date}";
    private boolean isDataStream;
    private @Nullable String template;
    private boolean hasTemplate = true;
    private Duration timeout = DEFAULT_TIMEOUT;
    private @Nullable SSLContext tls;

    SearchIndexBuilder(List<String> addresses) {
        this.addresses = addresses;
    }

    /**
     * The name of the index that a document goes to. In braces may stand {@code date}, which is the event's own in UTC (2026.11.22), {@code
     * topic}, and names of fields; what of them an index cannot have in its name is replaced by underscores, and a field that is not there
     * by {@code unknown}. With the date in it no document is ever there twice, whatever happens. Default {@code logs-{date}}.
     */
    public SearchIndexBuilder name(String pattern) {
        this.pattern = pattern;
        this.isDataStream = false;
        return this;
    }

    /**
     * A data stream instead of indexes by date. After a rollover the index no longer knows what was there before it: a document whose answer
     * was lost and that is sent again then is there twice.
     */
    public SearchIndexBuilder dataStream(String name) {
        this.pattern = name;
        this.isDataStream = true;
        return this;
    }

    /** The name of the index template that is made if there is none of that name. Default {@code leat-} and how the name of the index begins. */
    public SearchIndexBuilder template(String name) {
        this.template = name;
        this.hasTemplate = true;
        return this;
    }

    /** Makes no template. Without one, each field that comes is made part of the mapping, up to the index's limit; what goes beyond is refused. */
    public SearchIndexBuilder withoutTemplate() {
        this.hasTemplate = false;
        return this;
    }

    /** How long an answer may take; the request is then made again. Default 30 s. */
    public SearchIndexBuilder timeout(Duration timeout) {
        this.timeout = timeout;
        return this;
    }

    /** User and password, by HTTP's basic authentication. Default none. Without TLS anybody on the way can read them. */
    public SearchIndexBuilder basicAuth(String user, String password) {
        return basicAuth(user, () -> password);
    }

    /** The same with the password in a UTF-8 file, which is read for each request, so that it may change. Without the line break at its end. */
    public SearchIndexBuilder basicAuth(String user, Path passwordFile) {
        return basicAuth(user, () -> SecretFile.read(passwordFile));
    }

    private SearchIndexBuilder basicAuth(String user, Supplier<String> password) {
        if (user.indexOf(':') >= 0) {
            problems.add("the user has a colon in its name, which HTTP does not allow");
        }
        headers.put(
                AUTHORIZATION,
                () -> "Basic "
                        + Base64.getEncoder()
                                .encodeToString((user + ":" + password.get()).getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** An API key, in the encoded form that Elasticsearch gives out. Default none. */
    public SearchIndexBuilder apiKey(String key) {
        return apiKey(() -> key);
    }

    /** The same in a file, which is read for each request. */
    public SearchIndexBuilder apiKey(Path keyFile) {
        return apiKey(() -> SecretFile.read(keyFile));
    }

    private SearchIndexBuilder apiKey(Supplier<String> key) {
        headers.put(AUTHORIZATION, () -> "ApiKey " + key.get());
        return this;
    }

    /** TLS with your own keys and trust. Default is what the JVM trusts, and no key. Names of hosts are always verified. */
    public SearchIndexBuilder tls(SSLContext tls) {
        this.tls = tls;
        return this;
    }

    /** Trusts the certificates of a PEM file, and no others. */
    public SearchIndexBuilder trust(Path certificates) {
        try (InputStream in = Files.newInputStream(certificates)) {
            Collection<? extends Certificate> all =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (all.isEmpty()) {
                problems.add("there are no certificates in " + certificates + "; it must be a PEM file");
                return this;
            }
            return tls(trusting(all));
        } catch (IOException | GeneralSecurityException e) {
            problems.add("no certificates can be read from " + certificates + " ("
                    + e.getClass().getSimpleName() + "); it must be a PEM file");
            return this;
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
     * Nothing is asked yet, so it may be away.
     *
     * @throws ConfigurationException naming every option that cannot work
     */
    public SearchIndex build() {
        List<String> found = new ArrayList<>(problems);
        List<URI> uris = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            URI uri = address(addresses.get(i).strip());
            if (uri == null) {
                // Not quoted: there may be a password in it.
                found.add("address " + (i + 1) + " of " + addresses.size()
                        + " is not http:// or https:// with a host; credentials belong into basicAuth");
            } else {
                uris.add(uri);
            }
        }
        if (addresses.isEmpty()) {
            found.add("there is no address; name at least one, such as http://localhost:9200");
        }
        IndexPattern names = IndexPattern.of(pattern);
        String problem = names.problem();
        if (problem != null) {
            found.add((isDataStream ? "data stream '" : "name '") + pattern + "' " + problem);
        }
        String wrong = hasTemplate && template != null ? IndexTemplate.problem(template) : null;
        if (wrong != null) {
            found.add("template '" + template + "' " + wrong);
        }
        if (isDataStream && pattern.contains("{date}")) {
            found.add("data stream '" + pattern + "' has a date; it makes indexes of its own, so leave the date out");
        }
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
            found.add("timeout is " + timeout + ", must be longer than zero and at most " + LONGEST);
        }
        headers.forEach((name, value) -> {
            try {
                HttpRequest.newBuilder().header(name, value.get());
            } catch (IllegalArgumentException e) { // whose message has the value
                found.add("the credentials cannot be sent in a header: there are line breaks or the like in them");
            } catch (IllegalStateException e) {
                found.add(String.valueOf(e.getMessage()));
            }
        });
        if (!found.isEmpty()) {
            throw new ConfigurationException(WHERE, found);
        }
        Optional<String> made =
                hasTemplate ? Optional.of(template == null ? templateName() : template) : Optional.empty();
        return new SearchIndex(uris, names, isDataStream, made, timeout, headers, tls);
    }

    private String templateName() {
        String start = pattern.replaceAll("\\{.*", "").replaceAll("[^a-z0-9]+$", "");
        return "leat-" + (start.isEmpty() ? "logs" : start);
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
}
