package dev.leat.sink;

import dev.leat.core.spi.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests to an index, each within the index's time. The address that answered last is asked first; if it does not answer, whoever tries
 * again asks the next. Never goes where an answer sends it, since credentials would go along. Safe for use by many threads.
 */
final class IndexClient {
    /** How often a request that waits looks whether it is still wanted. */
    private static final long LOOK_NANOS = Duration.ofMillis(200).toNanos();
    /** What an answer that is on its way is still given when nobody wants it any more: to know it spares sending everything again. */
    private static final long GRACE_NANOS = Duration.ofSeconds(3).toNanos();

    /** Of an answer, beside what it may quote of the request. */
    private static final long MOST_BYTES = 16L << 20;
    /** How often it may quote all of it: an index tells a value, and its cause tells it again, and there is something around it. */
    private static final long MOST_QUOTED = 4;

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final SearchIndex index;
    private final Surroundings surroundings;
    private final HttpClient http;
    /** Which address to begin with. Any value is right, so nobody guards it. */
    private volatile int first;

    IndexClient(SearchIndex index, Surroundings surroundings) {
        this.index = index;
        this.surroundings = surroundings;
        Duration connect = index.timeout().compareTo(LONGEST_CONNECT) < 0 ? index.timeout() : LONGEST_CONNECT;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connect);
        if (index.tls() != null) {
            builder.sslContext(index.tls());
        }
        this.http = builder.build();
    }

    /** @param body read as JSON; nothing if it is none */
    record Answer(int status, JsonNode body, URI from) {
        boolean isOk() {
            return status >= 200 && status < 300;
        }

        /** What it says about its status. */
        Reason reason() {
            return Reason.of(body.path("error"));
        }

        /** For the log and for health. */
        IndexAwayException away() {
            String why = switch (status) {
                case 401 -> "it does not know these credentials; check user and password, or the API key";
                case 403 -> "these credentials may not do that; they need to create documents and indexes";
                case 429 -> "it has too much to do";
                default -> "it cannot now";
            };
            String reason = reason().toString();
            return new IndexAwayException("the index at " + from + " answers " + status + ": " + why
                    + (reason.isEmpty() ? "" : " (" + reason + ")"));
        }
    }

    /** As a part of a path. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    Answer get(String path, BooleanSupplier isWanted) throws IndexAwayException, InterruptedException {
        return ask(request("GET", path, BodyPublishers.noBody(), "application/json", false), MOST_BYTES, isWanted);
    }

    Answer put(String path, byte[] json, BooleanSupplier isWanted) throws IndexAwayException, InterruptedException {
        return ask(
                request("PUT", path, BodyPublishers.ofByteArray(json), "application/json", false),
                MOST_BYTES,
                isWanted);
    }

    Answer bulk(byte[] lines, BooleanSupplier isWanted) throws IndexAwayException, InterruptedException {
        String path = "/_bulk?filter_path=errors,error,status,items.*.status,items.*.error.type,items.*.error.reason,"
                + "items.*.error.caused_by.reason";
        return ask(
                request("POST", path, BodyPublishers.ofByteArray(gzip(lines)), "application/x-ndjson", true),
                MOST_BYTES + MOST_QUOTED * lines.length,
                isWanted);
    }

    private HttpRequest request(String method, String path, HttpRequest.BodyPublisher body, String type, boolean isGzip)
            throws IndexAwayException {
        URI address = index.addresses().get(first % index.addresses().size());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(index.timeout())
                .header("Accept", "application/json")
                .header("Content-Type", type)
                .method(method, body);
        if (isGzip) {
            request.header("Content-Encoding", "gzip");
        }
        try {
            index.headers().forEach((name, value) -> request.setHeader(name, value.get()));
        } catch (IllegalArgumentException e) { // whose message has the value
            throw new IndexAwayException("the credentials for " + address + " cannot be sent in a header");
        } catch (IllegalStateException e) {
            throw new IndexAwayException(String.valueOf(e.getMessage()));
        }
        return request.build();
    }

    private Answer ask(HttpRequest request, long mostBytes, BooleanSupplier isWanted)
            throws IndexAwayException, InterruptedException {
        int asked = first;
        URI from = index.addresses().get(asked % index.addresses().size());
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, info -> new BoundedBody(mostBytes));
        try {
            HttpResponse<byte[]> response = await(answer, isWanted);
            if (response.statusCode() >= 500) {
                first = asked + 1;
            }
            return new Answer(response.statusCode(), json(response.body()), from);
        } catch (IOException e) {
            first = asked + 1;
            throw new IndexAwayException("the index at " + from + " " + why(e));
        } finally {
            answer.cancel(true);
        }
    }

    /** Within the time of the index: the request's own ends with the answer's headers. */
    private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> answer, BooleanSupplier isWanted)
            throws IOException, InterruptedException {
        CountDownLatch there = new CountDownLatch(1);
        var unused = answer.whenComplete((response, failure) -> there.countDown());
        long now = surroundings.nanos();
        long end = now + index.timeout().toNanos();
        boolean isShort = false;
        while (!surroundings.await(there, Math.min(LOOK_NANOS, Math.max(1, end - now)))) {
            now = surroundings.nanos();
            if (!isShort && !isWanted.getAsBoolean()) {
                isShort = true;
                end = Math.min(end, now + GRACE_NANOS);
            }
            if (now - end >= 0) {
                throw new HttpTimeoutException("no answer");
            }
        }
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        }
    }

    private String why(IOException failure) {
        if (failure instanceof ConnectException) {
            return "cannot be reached; does it run, and is the address right?";
        }
        if (failure instanceof HttpTimeoutException) {
            return "has not answered within " + index.timeout().toMillis() + " ms";
        }
        if (failure instanceof BoundedBody.TooLongException tooLong) {
            return "answers with more than " + (tooLong.mostBytes() >> 20)
                    + " MiB, which no index does; is it OpenSearch or Elasticsearch?";
        }
        if (failure instanceof SSLException) {
            return "cannot be spoken to by TLS (" + failure.getMessage() + "); is its authority trusted?";
        }
        return "cannot be asked (" + failure.getClass().getSimpleName()
                + "); is address and TLS right, and does it run?";
    }

    private static JsonNode json(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (JacksonException e) {
            return MAPPER.createObjectNode(); // what a proxy says
        }
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 4 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
