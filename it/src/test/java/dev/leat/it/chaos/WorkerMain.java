package dev.leat.it.chaos;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.Leat;
import dev.leat.core.Ordering;
import dev.leat.core.Retry;
import dev.leat.flow.Command;
import dev.leat.flow.CommandsExecutor;
import dev.leat.flow.EventsEmitter;
import dev.leat.flow.FlowClient;
import java.time.Duration;
import java.util.Map;

/**
 * Program of a child JVM: a worker of sagas, which answers each command with an event that names it, and writes down each call of its
 * handler. Ends as {@link Requests} says.
 */
final class WorkerMain {
    private static final int AT_A_TIME = 16;

    private WorkerMain() {}

    public static void main(String[] arguments) throws Exception {
        Orders orders = Orders.of(arguments);
        try (Leat leat = Leat.create(orders.brokers());
                Pen pen = new Pen(orders.ledger());
                FlowClient client = FlowClient.on(leat)
                        .commands(executor(orders, pen))
                        .events(EventsEmitter.to(orders.beside()).property("linger.ms", 0))
                        .build()) {
            client.onCommand(Event.COMMAND, WorkerMain::handle);
            client.start();
            ConsumerGroup group = client.group().orElseThrow();
            Requests.await(client::stop);
            group.awaitStopped();
        }
        Runtime.getRuntime().halt(0);
    }

    private static CommandsExecutor executor(Orders orders, Pen pen) {
        CommandsExecutor executor = CommandsExecutor.of(orders.topic(), orders.group());
        return (orders.ordering() == Ordering.PARTITION
                        ? executor.partitionsConsumedConcurrently(AT_A_TIME)
                        : executor.sagasConcurrently(AT_A_TIME))
                .group(group -> settle(group, orders, pen));
    }

    /** Nothing is given up: who tries for ever needs no dead letters. */
    private static void settle(ConsumerGroupBuilder<byte[]> group, Orders orders, Pen pen) {
        group.retry(Retry.exponential(Duration.ofMillis(5)).max(Duration.ofMillis(50)))
                .interceptor(new Witness(pen))
                .commitInterval(Duration.ofMillis(200))
                .drain(Duration.ofSeconds(5));
        orders.settings().forEach(group::property);
    }

    /** Half of the attempts that fail have emitted their event before. */
    private static void handle(Command command) {
        Work work = Work.parse(command.metadata().path(Event.WORK).stringValue());
        boolean early = work.sequence() % 2 == 0;
        if (early) {
            answer(command, work);
        }
        work.perform(command.attempt());
        if (!early) {
            answer(command, work);
        }
    }

    private static void answer(Command command, Work work) {
        command.emit(Event.ANSWER, Map.of(Event.SEQUENCE, work.sequence()));
    }
}
