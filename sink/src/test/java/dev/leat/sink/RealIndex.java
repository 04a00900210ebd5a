package dev.leat.sink;

import dev.leat.searchnode.SearchNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks an index, as a test wants to know it. As an extension: the one node that the classes of this JVM share, and stop by no means. */
final class RealIndex {
    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;

    RealIndex(URI url) {
        this.url = url;
    }

    static final class Shared implements ParameterResolver {
        private static final Namespace NAMESPACE = Namespace.create(RealIndex.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == RealIndex.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            SearchNode node = context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                    .computeIfAbsent(SearchNode.class, key -> SearchNode.start(), SearchNode.class);
            return new RealIndex(node.url());
        }
    }

    String url() {
        return url.toString();
    }

    /** @throws AssertionError if it answers anything but 200 or 201 */
    JsonNode ask(String method, String path, String body) {
        HttpResponse<String> answer = send(method, path, body);
        if (answer.statusCode() > 201) {
            throw new AssertionError(
                    method + " " + path + " is answered with " + answer.statusCode() + " " + answer.body());
        }
        return MAPPER.readTree(answer.body());
    }

    private HttpResponse<String> send(String method, String path, String body) {
        try {
            return http.send(
                    HttpRequest.newBuilder(url.resolve(path))
                            .timeout(Duration.ofSeconds(30))
                            .header("Content-Type", "application/json")
                            .method(method, BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** How many documents there are in these indexes; 0 if there are no such indexes. */
    long count(String indexes) {
        HttpResponse<String> refreshed = send("POST", "/" + indexes + "/_refresh", "");
        if (refreshed.statusCode() == 404) {
            return 0;
        }
        return ask("GET", "/" + indexes + "/_count", "").path("count").asLong();
    }

    /** The document of that id, as it was sent. */
    Optional<JsonNode> document(String index, String id) {
        HttpResponse<String> answer = send("GET", "/" + index + "/_doc/" + id.replace("+", "%2B"), "");
        return answer.statusCode() == 404
                ? Optional.empty()
                : Optional.of(MAPPER.readTree(answer.body()).path("_source"));
    }

    /** How many a query finds. */
    long found(String indexes, String field, String value) {
        ask("POST", "/" + indexes + "/_refresh", "");
        String query = MAPPER.writeValueAsString(MAPPER.createObjectNode()
                .set(
                        "query",
                        MAPPER.createObjectNode()
                                .set("term", MAPPER.createObjectNode().put(field, value))));
        return ask("GET", "/" + indexes + "/_count", query).path("count").asLong();
    }
}
