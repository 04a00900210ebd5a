package dev.leat.it.chaos;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.Leat;
import dev.leat.core.Message;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import java.time.Duration;

/** Program of a child JVM: one member of a group, which writes down each call of its handler. Ends as {@link Requests} says. */
final class MemberMain {
    private MemberMain() {}

    public static void main(String[] arguments) throws Exception {
        Orders orders = Orders.of(arguments);
        try (Leat leat = Leat.create(orders.brokers());
                Pen pen = new Pen(orders.ledger())) {
            ConsumerGroup group = group(leat, orders, pen);
            group.start();
            Requests.await(group::close); // now, for what was closed cannot be started
            group.awaitStopped();
        }
        Runtime.getRuntime().halt(0);
    }

    private static ConsumerGroup group(Leat leat, Orders orders, Pen pen) {
        ConsumerGroupBuilder<String> group = leat.consumerGroup(orders.group())
                .ordering(orders.ordering())
                .concurrency(16)
                .retry(Retry.exponential(Duration.ofMillis(5))
                        .max(Duration.ofMillis(50))
                        .attempts(Work.ATTEMPTS))
                .deadLetters(orders.beside())
                .interceptor(new Witness(pen))
                .commitInterval(Duration.ofMillis(200))
                .drain(Duration.ofSeconds(5));
        orders.settings().forEach(group::property);
        return group.on(orders.topic(), Serde.text(), MemberMain::handle).build();
    }

    private static void handle(Message<String, String> message) {
        Work.parse(message.value()).perform(message.attempt());
    }
}
