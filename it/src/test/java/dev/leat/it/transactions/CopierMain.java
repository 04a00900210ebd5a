package dev.leat.it.transactions;

import dev.leat.core.Batching;
import dev.leat.core.ConsumerGroup;
import dev.leat.core.Leat;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import java.io.IOException;
import java.time.Duration;

/**
 * Program of a child JVM: copies a topic in transactions. The end of its standard input, which comes with the death of the test however it died,
 * ends it at once.
 */
final class CopierMain {
    private CopierMain() {}

    /** @param arguments brokers, group, the topic to read and the one to write */
    public static void main(String[] arguments) throws Exception {
        Thread watch = new Thread(CopierMain::endWithParent, "parent");
        watch.setDaemon(true);
        watch.start();
        try (Leat leat = Leat.create(arguments[0])) {
            ConsumerGroup group = leat.consumerGroup(arguments[1])
                    .retry(Retry.exponential(Duration.ofMillis(10)).max(Duration.ofMillis(200)))
                    .drain(Duration.ofSeconds(5))
                    .onTransaction(
                            arguments[2],
                            Serde.text(),
                            Batching.of(50, Duration.ofMillis(20)),
                            (message, transaction) ->
                                    transaction.send(arguments[3], Serde.text(), message.key(), message.value()))
                    .build();
            group.start();
            group.awaitStopped();
        }
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // nothing is said here
            }
        } catch (IOException e) {
            // the same as the end
        }
        Runtime.getRuntime().halt(0);
    }
}
