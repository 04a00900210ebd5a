package dev.leat.examples.web;

import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.core.RecordId;
import dev.leat.core.health.BrokerCheck;
import dev.leat.core.health.GroupCheck;
import dev.leat.core.health.Health;
import dev.leat.core.health.HealthReport;
import dev.leat.json.HealthJson;
import dev.leat.json.Json;
import dev.leat.listener.Configuration;
import dev.leat.listener.KafkaClients;
import dev.leat.listener.Listeners;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.json.JavalinJackson3;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;

/**
 * A web service that takes orders, and adds up what comes out of Kafka again: {@code POST /orders}, {@code GET /totals}, {@code GET /health}. On the loopback interface alone, since whoever
 * reaches it may order.
 */
final class OrderService implements AutoCloseable {
    static final String TOPIC = "orders";

    private static final Duration DRAIN = Duration.ofSeconds(20);

    private final Totals totals = new Totals();
    private final KafkaClients clients;
    private final Producer<String, Order> orders;
    private final Listeners listeners;
    private final Health health;
    private final Javalin server;

    private OrderService(Leat leat, Configuration configuration, int port) {
        this.clients = KafkaClients.of(leat)
                .configuration(configuration)
                .serdes(Json::ofType)
                // Who orders waits for the answer, so not for the two minutes of Kafka's defaults.
                .producer(
                        "orders",
                        Map.of("max.block.ms", "5000", "request.timeout.ms", "4000", "delivery.timeout.ms", "9000"))
                .build();
        this.orders = clients.producer("orders", Order.class);
        this.listeners = Listeners.of(leat)
                .configuration(configuration)
                .serdes(Json::ofType)
                .clients(clients)
                .add(totals)
                .build();
        this.health = Health.of(leat)
                .check("kafka", BrokerCheck.of(leat).topics(TOPIC))
                .check("totals", GroupCheck.of(listeners.group("totals")))
                .build();
        this.server = Javalin.create(config -> {
            config.jetty.host = "127.0.0.1";
            config.jetty.port = port;
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false; // it would ask the network
            config.jsonMapper(new JavalinJackson3());
            routes(config);
            lifeCycle(config);
        });
    }

    /** Answers when this returns; the listeners start with the server, and wait until Kafka is there. */
    static OrderService start(Leat leat, Configuration configuration, int port) {
        OrderService service = new OrderService(leat, configuration, port);
        service.server.start();
        return service;
    }

    private void lifeCycle(JavalinConfig config) {
        // page:begin
        config.events.serverStarted(() -> {
            listeners.start();
            health.start();
        });
        config.events.serverStopping(() -> listeners.stop(DRAIN)); // while the server still answers
        config.events.serverStopped(() -> {
            health.close();
            listeners.close();
            clients.close(); // sends what the last requests have left
        });
        // page:end
    }

    private void routes(JavalinConfig config) {
        config.routes.post("/orders", this::order);
        config.routes.get("/totals", context -> context.json(totals()));
        config.routes.get("/health", this::health);
        config.routes.exception(
                JacksonException.class,
                (e, context) -> problem(context, HttpStatus.BAD_REQUEST, "the body is no order: " + reason(e)));
    }

    private static String reason(JacksonException e) {
        Throwable cause = e.getCause();
        return cause instanceof IllegalArgumentException ? String.valueOf(cause.getMessage()) : e.getOriginalMessage();
    }

    /** Answers when Kafka has confirmed. */
    private void order(Context context) {
        Order order = context.bodyAsClass(Order.class);
        context.future(() -> orders.send(TOPIC, order.customer(), order).handle((sent, failure) -> {
            if (failure == null) {
                accepted(context, sent);
            } else {
                problem(context, HttpStatus.SERVICE_UNAVAILABLE, "the order could not be kept; send it again later");
            }
            return failure == null;
        }));
    }

    private static void accepted(Context context, RecordId sent) {
        context.status(HttpStatus.ACCEPTED).json(Map.of("kept", sent.toString()));
    }

    private static void problem(Context context, HttpStatus status, String message) {
        context.status(status).json(Map.of("problem", message));
    }

    private void health(Context context) {
        HealthReport report = health.report();
        context.status(report.status().httpStatus())
                .contentType("application/json")
                .result(HealthJson.of(report));
    }

    Map<String, Long> totals() {
        return totals.all();
    }

    int port() {
        return server.port();
    }

    /** Drains the listeners, answers the last requests, sends what they have left. */
    @Override
    public void close() {
        server.stop();
    }
}
