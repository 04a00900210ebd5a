package dev.leat.flow;

import dev.leat.core.Leat;
import dev.leat.testkit.TestGroup;
import dev.leat.testkit.TestKafka;
import dev.leat.testkit.TestRecord;
import dev.leat.testkit.TestTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;

/** Clients of the group "workers" without a broker: commands in two partitions, events in one, a topic of dead letters. */
abstract class Workers {
    static final Duration SECOND = Duration.ofSeconds(1);
    static final Duration MINUTE = Duration.ofMinutes(1);

    final TestKafka kafka = TestKafka.create();
    final TestTopic commands = kafka.topic("commands", 2);
    final TestTopic events = kafka.topic("events");
    final TestTopic dead = kafka.topic("dead");
    final TestGroup workers = kafka.group("workers");
    final Leat leat = kafka.leat();
    final Observed observed = new Observed();
    /** What handlers note down, in order: one runs at a time. */
    final List<String> calls = new ArrayList<>();

    @AfterEach
    final void close() {
        kafka.close();
    }

    final FlowClient client() {
        return client(leat, executor -> executor);
    }

    final FlowClient client(UnaryOperator<CommandsExecutor> more) {
        return client(leat, more);
    }

    final FlowClient client(Leat process, UnaryOperator<CommandsExecutor> more) {
        return FlowClient.on(process)
                .commands(more.apply(CommandsExecutor.of("commands", "workers")))
                .events(EventsEmitter.to("events"))
                .observer(observed)
                .build();
    }

    /** To the first partition. */
    final void command(String sagaId, String label) {
        command(0, sagaId, label);
    }

    final void command(int partition, String sagaId, String label) {
        commands.partition(partition).send(sagaId, "{\"messageLabel\":\"" + label + "\",\"messagePayload\":{}}");
    }

    /** Long enough for a commit of what is finished. */
    final void settle() {
        kafka.advance(SECOND.multipliedBy(3));
    }

    /** Of the first partition; -1 for nothing. */
    final long committed() {
        return committed(0);
    }

    final long committed(int partition) {
        return workers.committed("commands", partition).orElse(-1);
    }

    /** On a thread of the tests' own, so that the test can go on. */
    final Thread apart(Runnable task) {
        Thread thread = kafka.surroundings().thread("apart", task);
        thread.start();
        return thread;
    }

    /** The ids of the events that stand in their topic, in order. */
    final List<String> eventIds() {
        return events.records().stream().map(Workers::messageId).toList();
    }

    static String messageId(TestRecord event) {
        return event.header(MessageIds.HEADER).orElseThrow();
    }

    final List<Boolean> health(FlowClient client) {
        return List.of(client.isHealthy(), client.isReady());
    }
}
