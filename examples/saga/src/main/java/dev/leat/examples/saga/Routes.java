package dev.leat.examples.saga;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.leat.flow.FlowClient;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * The routes that workers of Node have too: {@code /-/healthz} and {@code /-/ready}, 200 or 503, for the probes of a platform, and {@code /-/metrics} for Prometheus. On a
 * free port of the loopback interface.
 */
final class Routes implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String VERSION = version();

    private final HttpServer server;

    private Routes(HttpServer server) {
        this.server = server;
    }

    private record Status(String status, String name, String version) {}

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    /** Answers when this returns. */
    static Routes open(String name, FlowClient client, PrometheusMeterRegistry meters) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            route(server, "/", exchange -> send(exchange, 404, "text/plain", "see /-/healthz, /-/ready, /-/metrics\n"));
            route(server, "/-/healthz", exchange -> status(exchange, name, client::isHealthy));
            route(server, "/-/ready", exchange -> status(exchange, name, client::isReady));
            route(server, "/-/metrics", exchange -> send(exchange, 200, "text/plain; version=0.0.4", meters.scrape()));
            server.start();
            return new Routes(server);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the routes of worker '" + name + "' cannot be opened on the loopback interface", e);
        }
    }

    private static void route(HttpServer server, String path, Answer answer) {
        server.createContext(path, exchange -> {
            try (exchange) {
                // A context is a beginning; whatever goes on after it is something else.
                boolean isKnown =
                        path.equals("/") || exchange.getRequestURI().getPath().equals(path);
                if (!exchange.getRequestMethod().equals("GET")) {
                    exchange.getResponseHeaders().set("Allow", "GET");
                    send(exchange, 405, "text/plain", "there is only GET here\n");
                } else if (isKnown) {
                    answer.to(exchange);
                } else {
                    send(exchange, 404, "text/plain", "there is " + path + "\n");
                }
            }
        });
    }

    private static void status(HttpExchange exchange, String name, BooleanSupplier isFine) throws IOException {
        boolean fine = isFine.getAsBoolean();
        String json = JSON.writeValueAsString(new Status(fine ? "OK" : "KO", name, VERSION));
        send(exchange, fine ? 200 : 503, "application/json", json);
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static String version() {
        Properties build = new Properties();
        try (InputStream in = Routes.class.getResourceAsStream("build.properties")) {
            if (in != null) {
                build.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return build.getProperty("version", "unknown");
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/-/");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
