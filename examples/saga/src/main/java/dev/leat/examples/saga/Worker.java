package dev.leat.examples.saga;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.Leat;
import dev.leat.flow.CommandsExecutor;
import dev.leat.flow.EventsEmitter;
import dev.leat.flow.FlowClient;
import dev.leat.micrometer.FlowMeters;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;

/** A service of the saga as a platform sees it: a flow client, its meters, and routes to ask it how it is. All methods may be called from any thread. */
final class Worker implements AutoCloseable {
    private static final int SAGAS = 64;

    private final String name;
    private final FlowClient client;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Routes routes;

    private Worker(Leat leat, String name, SagaTopics topics, Consumer<FlowClient> handlers) {
        this.name = name;
        this.client = FlowClient.on(leat)
                .commands(CommandsExecutor.of(topics.commands(), topics.group(name))
                        .sagasConcurrently(SAGAS))
                .events(EventsEmitter.to(topics.events()))
                .observer(FlowMeters.of(meters))
                .build();
        handlers.accept(client);
        this.routes = Routes.open(name, client, meters);
    }

    static Worker payments(Leat leat, SagaTopics topics, Cards cards) {
        return new Worker(leat, Payments.NAME, topics, new Payments(cards)::serve);
    }

    static Worker shipping(Leat leat, SagaTopics topics, Carrier carrier) {
        return new Worker(leat, Shipping.NAME, topics, new Shipping(carrier)::serve);
    }

    String name() {
        return name;
    }

    /** Where its routes are, from the beginning to {@link #close()}. */
    URI address() {
        return routes.address();
    }

    /** Returns at once; Kafka may be away. */
    void start() {
        client.start();
    }

    boolean awaitReady(Duration atMost) throws InterruptedException {
        return client.awaitReady(atMost);
    }

    /** @throws SagaException if its group has ended by itself */
    void check() {
        client.group().flatMap(ConsumerGroup::failure).ifPresent(failure -> {
            throw new SagaException("worker '" + name + "' has ended: " + failure.getMessage(), failure);
        });
    }

    /** Lets running handlers end, commits, and leaves the group; the routes still answer. It may be started again. */
    void stop() {
        client.stop();
    }

    @Override
    public void close() {
        client.close();
        routes.close();
        meters.close();
    }
}
