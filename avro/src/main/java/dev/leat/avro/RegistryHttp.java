package dev.leat.avro;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Questions to a registry, which may have several addresses: they are tried one after the other within one time, the one that answered
 * last time first. Never goes where an answer sends it, since credentials would go along.
 */
final class RegistryHttp {
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;

    private final List<URI> addresses;
    private final Map<String, String> headers;
    private final Duration timeout;
    private final HttpClient client;
    /** Which address to begin with. Any value is right, so nobody guards it. */
    private volatile int first;

    RegistryHttp(List<URI> addresses, Map<String, String> headers, Duration timeout, @Nullable SSLContext tls) {
        this.addresses = List.copyOf(addresses);
        this.headers = headers;
        this.timeout = timeout;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout);
        if (tls != null) {
            builder.sslContext(tls);
        }
        this.client = builder.build();
    }

    record Answer(int status, String body, URI from) {}

    /** @param body to post; null to get */
    private record Question(String path, @Nullable String body) {
        @Override
        public String toString() {
            return (body == null ? "GET " : "POST ") + path;
        }
    }

    Answer get(String path) {
        return ask(new Question(path, null));
    }

    Answer post(String path, String body) {
        return ask(new Question(path, body));
    }

    /** @throws SchemaRegistryException if no address has an answer, or all have one that says: not now */
    private Answer ask(Question question) {
        long deadline = System.nanoTime() + timeout.toNanos();
        int begin = first;
        SchemaRegistryException failure = null;
        for (int i = 0; i < addresses.size(); i++) {
            int at = (begin + i) % addresses.size();
            URI address = addresses.get(at);
            // What is left is shared out, so that one that swallows everything leaves time for the next.
            long share = (deadline - System.nanoTime()) / (addresses.size() - i);
            try {
                Answer answer = askAt(address, question, Duration.ofNanos(Math.max(1, share)));
                if (answer.status() < SERVER_ERRORS && answer.status() != TOO_MANY_REQUESTS) {
                    first = at;
                    return answer;
                }
                failure = new SchemaRegistryException(
                        "schema registry " + address + " answered " + question + " with " + answer.status()
                                + ": it cannot now",
                        answer.status());
            } catch (TimeoutException e) {
                failure = new SchemaRegistryException(
                        "schema registry " + address + " did not answer " + question + " in time (" + timeout + " for "
                                + addresses.size() + " addresses)",
                        e);
            } catch (IOException e) {
                failure = new SchemaRegistryException(
                        "schema registry " + address + " cannot be asked " + question + " ("
                                + e.getClass().getSimpleName() + "); are address and TLS right, and does it run?",
                        e);
            }
        }
        if (failure == null) {
            throw new IllegalStateException("no addresses");
        }
        throw failure;
    }

    private Answer askAt(URI address, Question question, Duration time) throws IOException, TimeoutException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + question.path()))
                .timeout(time)
                .header("Accept", MEDIA_TYPE + ", application/json; q=0.5");
        headers.forEach(request::setHeader);
        String body = question.body();
        if (body != null) {
            request.setHeader("Content-Type", MEDIA_TYPE).POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        }
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        try {
            // The request's own time ends with the answer's headers.
            HttpResponse<String> response = answer.get(time.toNanos(), TimeUnit.NANOSECONDS);
            return new Answer(response.statusCode(), response.body(), address);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SchemaRegistryException("interrupted while schema registry " + address + " was asked", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HttpTimeoutException late) {
                TimeoutException timeout = new TimeoutException();
                timeout.initCause(late);
                throw timeout;
            }
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    @Override
    public String toString() {
        return addresses.toString();
    }
}
