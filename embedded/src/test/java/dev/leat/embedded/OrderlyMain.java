package dev.leat.embedded;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Program that ends in an order of its own: when the JVM ends, it goes on to use its broker for a while, and closes it then. */
final class OrderlyMain {

    private OrderlyMain() {}

    public static void main(String[] arguments) {
        var broker = Embedded.builder().withoutShutdownHook().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(broker)));
        System.out.println(broker.data());
        System.exit(0);
    }

    private static void end(Embedded broker) {
        try {
            // Longer than a hook of the broker's own would take to stop it.
            var unused = new CountDownLatch(1).await(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        broker.createTopic("late", 1);
        System.out.println("used");
        broker.close();
        System.out.println("closed");
    }
}
