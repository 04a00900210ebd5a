package dev.leat.sink;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An OpenSearch (2.12 or later) or Elasticsearch (8 or later), how it is reached, and under which names documents go there. Immutable; never
 * shows a password or key.
 *
 * <pre>{@code
 * SearchIndex index = SearchIndex.at("https://search-1:9200", "https://search-2:9200")
 *         .name("logs-{service.name}-{date}")
 *         .basicAuth("leat", Path.of("/etc/leat/search-password"))
 *         .trust(Path.of("/etc/leat/ca.crt"))
 *         .build();
 * }</pre>
 *
 * @since 0.1
 */
public final class SearchIndex {
    private final List<URI> addresses;
    private final IndexPattern pattern;
    private final boolean isDataStream;
    private final Optional<String> template;
    private final Duration timeout;
    private final Map<String, Supplier<String>> headers;
    private final @Nullable SSLContext tls;

    SearchIndex(
            List<URI> addresses,
            IndexPattern pattern,
            boolean isDataStream,
            Optional<String> template,
            Duration timeout,
            Map<String, Supplier<String>> headers,
            @Nullable SSLContext tls) {
        this.addresses = List.copyOf(addresses);
        this.pattern = pattern;
        this.isDataStream = isDataStream;
        this.template = template;
        this.timeout = timeout;
        this.headers = Map.copyOf(headers);
        this.tls = tls;
    }

    /**
     * Begins one.
     *
     * @param addresses {@code http://host:port} or {@code https://…}, of nodes of one cluster; if one does not answer the next is tried
     */
    public static SearchIndexBuilder at(String... addresses) {
        return new SearchIndexBuilder(List.of(addresses));
    }

    List<URI> addresses() {
        return addresses;
    }

    IndexPattern pattern() {
        return pattern;
    }

    boolean isDataStream() {
        return isDataStream;
    }

    /** Its name; empty if none shall be made. */
    Optional<String> template() {
        return template;
    }

    Duration timeout() {
        return timeout;
    }

    /** Asked for each request, so that what is in files may change. */
    Map<String, Supplier<String>> headers() {
        return headers;
    }

    @Nullable
    SSLContext tls() {
        return tls;
    }

    @Override
    public String toString() {
        return "SearchIndex[" + pattern + " at " + addresses + "]";
    }
}
