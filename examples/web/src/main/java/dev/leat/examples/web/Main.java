package dev.leat.examples.web;

import dev.leat.core.Leat;
import dev.leat.embedded.Embedded;
import dev.leat.listener.Configuration;
import dev.leat.listener.Connection;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Runs the service until SIGTERM or Ctrl-C, on the brokers that the variable {@code LEAT_BROKERS} names, else on one of its own in this process. The port is the argument, 7070 without
 * one.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        int port = arguments.length == 0 ? 7070 : Integer.parseInt(arguments[0]);
        Configuration environment = Configuration.environment(System.getenv());
        if (environment.value("leat.brokers").isPresent()) {
            run(environment, port);
            return;
        }
        try (Embedded broker = Embedded.builder().withoutShutdownHook().start()) {
            broker.createTopic(OrderService.TOPIC, 3);
            run(
                    Configuration.of(Map.of("leat.brokers", broker.bootstrapServers()))
                            .or(environment),
                    port);
        }
    }

    private static void run(Configuration configuration, int port) throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(asked, ended), "web-end"));
        try (Leat leat = Connection.of(configuration).build();
                OrderService service = OrderService.start(leat, configuration, port)) {
            System.out.println("http://127.0.0.1:" + service.port() + "/totals");
            asked.await();
        } finally {
            ended.countDown();
        }
    }

    /** The JVM ends when its hooks have, so this one waits for the main thread. */
    private static void end(CountDownLatch asked, CountDownLatch ended) {
        asked.countDown();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
