package dev.leat.avro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A schema registry on this machine, over real HTTP, that can also be away, slow, strict and mistaken. */
final class RegistryServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String scheme;
    private final List<String> questions = Collections.synchronizedList(new ArrayList<>());
    private final List<ObjectNode> schemas = new ArrayList<>();
    private final Map<String, List<Integer>> subjects = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private volatile @Nullable String credentials;
    private volatile @Nullable Answer always;
    private volatile boolean isSilent;

    private record Answer(int status, String body) {}

    private RegistryServer(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    static RegistryServer start() throws IOException {
        return new RegistryServer(HttpServer.create(anywhere(), 0), "http");
    }

    static RegistryServer start(SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(anywhere(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new RegistryServer(server, "https");
    }

    private static InetSocketAddress anywhere() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    String address() {
        return scheme + "://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Method and path of all that was asked so far. */
    List<String> questions() {
        return List.copyOf(questions);
    }

    /** Every question gets this answer. */
    void always(int status, String body) {
        always = new Answer(status, body);
    }

    void asUsual() {
        always = null;
    }

    /** No question gets an answer. */
    void beSilent() {
        isSilent = true;
    }

    void require(String credentials) {
        this.credentials = credentials;
    }

    /** @param references to name, subject and version, as JSON */
    synchronized int add(String subject, String schema, @Nullable String type, String references) throws IOException {
        ObjectNode node = JSON.createObjectNode().put("schema", schema);
        if (type != null) {
            node.put("schemaType", type);
        }
        node.set("references", JSON.readTree(references));
        int known = schemas.indexOf(node);
        int id = known < 0 ? schemas.size() + 1 : known + 1;
        if (known < 0) {
            schemas.add(node);
        }
        List<Integer> versions = subjects.computeIfAbsent(subject, name -> new ArrayList<>());
        if (!versions.contains(id)) {
            versions.add(id);
        }
        return id;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        questions.add(exchange.getRequestMethod() + " " + path);
        byte[] question = exchange.getRequestBody().readAllBytes();
        if (isSilent) {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
            return;
        }
        Answer answer = answer(exchange, path, question);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private Answer answer(HttpExchange exchange, String path, byte[] question) {
        Answer fixed = always;
        if (fixed != null) {
            return fixed;
        }
        String needed = credentials;
        if (needed != null && !needed.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return error(401, 40101, "Unauthorized");
        }
        try {
            return exchange.getRequestMethod().equals("GET")
                    ? get(path.split("/", -1))
                    : post(path.split("/", -1), question);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized Answer get(String[] path) {
        if (path.length == 4 && path[1].equals("schemas")) {
            int id = Integer.parseInt(path[3]);
            return id < 1 || id > schemas.size()
                    ? error(404, 40403, "Schema " + id + " not found")
                    : new Answer(200, schemas.get(id - 1).toString());
        }
        if (!path[1].equals("subjects")) {
            return error(404, 404, "HTTP 404 Not Found");
        }
        List<Integer> versions = subjects.getOrDefault(decoded(path[2]), List.of());
        int version = Integer.parseInt(path[4]);
        return version > versions.size()
                ? error(404, 40402, "Version not found")
                : new Answer(200, schemas.get(versions.get(version - 1) - 1).toString());
    }

    private synchronized Answer post(String[] path, byte[] question) throws IOException {
        String subject = decoded(path[2]);
        JsonNode asked = JSON.readTree(question);
        String schema = asked.path("schema").asText();
        if (path.length == 4) {
            return new Answer(200, "{\"id\":" + add(subject, schema, null, "[]") + "}");
        }
        List<Integer> versions = subjects.get(subject);
        if (versions == null) {
            return error(404, 40401, "Subject not found");
        }
        return versions.stream()
                .filter(id -> schemas.get(id - 1).path("schema").asText().equals(schema))
                .findFirst()
                .map(id -> new Answer(200, "{\"subject\":\"s\",\"version\":1,\"id\":" + id + "}"))
                .orElseGet(() -> error(404, 40403, "Schema not found"));
    }

    static String error(int code, String message) {
        return "{\"error_code\":" + code + ",\"message\":\"" + message + "\"}";
    }

    private static Answer error(int status, int code, String message) {
        return new Answer(status, error(code, message));
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
