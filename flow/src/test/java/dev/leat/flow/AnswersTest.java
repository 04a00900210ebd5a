package dev.leat.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.leat.core.Leat;
import dev.leat.core.SendException;
import dev.leat.testkit.Hold;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events: when a command is done that has emitted some, and by which ids those are known that are sent again. */
class AnswersTest extends Workers {
    private FlowClient handling(CommandHandler handler) {
        FlowClient client = client();
        client.onCommand("one", handler);
        client.start();
        return client;
    }

    // --- confirmed before committed ---

    @Test
    void aCommandIsCommittedOnceItsEventsAreConfirmed() {
        events.delaySends(SECOND.multipliedBy(20));
        handling(command -> command.emit("done", Map.of("amount", 10)));
        command("saga-1", "one");

        kafka.advance(SECOND.multipliedBy(10));
        assertThat(committed()).isLessThan(1);
        assertThat(observed.succeeded).isEmpty();

        kafka.advance(SECOND.multipliedBy(20));
        assertThat(committed()).isEqualTo(1);
        assertThat(observed.succeeded).containsExactly("one");
        assertThat(observed.emitted).containsExactly("done");
        assertThat(events.records().get(0).key()).isEqualTo("saga-1");
        assertThat(events.values()).containsExactly("{\"messageLabel\":\"done\",\"messagePayload\":{\"amount\":10}}");
    }

    @Test
    void anEventThatCannotBeSentFailsTheCommandAndHasTheSameIdAtTheNextAttempt() {
        List<String> attempted = new ArrayList<>();
        events.failSends(1, new IllegalStateException("no room"));
        handling(command -> {
            attempted.add("one " + command.attempt());
            command.emit("first");
            command.emit("second");
        });
        command("saga-1", "one");

        kafka.advance(MINUTE);

        assertThat(attempted).containsExactly("one 1", "one 2");
        assertThat(observed.failed).hasSize(1);
        assertThat(observed.failed.peek()).contains("no room");
        assertThat(observed.notEmitted).containsExactly("first");
        assertThat(observed.emitted).containsExactly("second", "first", "second");
        List<String> ids = eventIds();
        assertThat(ids.get(0)).isEqualTo(ids.get(2)).isNotEqualTo(ids.get(1));
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void anErrorHandlerIsToldOfEventsThatCouldNotBeSentBesideWhatTheHandlerThrew() {
        List<Throwable> beside = new ArrayList<>();
        events.failSends(1, new IllegalStateException("no room"));
        FlowClient client = client();
        client.onCommand(
                "one",
                command -> {
                    command.emit("done");
                    throw new IllegalStateException("refused");
                },
                failed -> {
                    beside.addAll(List.of(failed.error().getSuppressed()));
                    failed.commit();
                });
        client.start();
        command("saga-1", "one");

        settle();

        assertThat(beside).hasSize(1);
        assertThat(beside.get(0)).isInstanceOf(SendException.class);
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void aHandlerMayWaitForItsEventsAndIsToldWhatKeptOneFromBeingSent() {
        events.failSends(1, new IllegalStateException("no room"));
        handling(command -> {
            command.emit("done");
            try {
                command.awaitEmitted();
            } catch (SendException e) {
                calls.add(e.getClass().getSimpleName());
                throw e;
            }
        });
        command("saga-1", "one");

        kafka.advance(MINUTE);

        assertThat(calls).containsExactly("SendException");
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void withoutAnEmitterAHandlerThatEmitsFails() {
        FlowClient client = FlowClient.on(leat)
                .commands(CommandsExecutor.of("commands", "workers"))
                .observer(observed)
                .build();
        client.onCommand("one", command -> command.emit("done"), FailedCommand::commit);
        client.start();
        command("saga-1", "one");

        settle();

        assertThat(observed.failed).hasSize(1);
        assertThat(observed.failed.peek()).contains("events(EventsEmitter.to(topic))");
    }

    @Test
    void aFailedCommandSendsAgainWhatItHasSentBefore() {
        handling(command -> {
            command.emit("done");
            if (command.attempt() == 1) {
                throw new IllegalStateException("afterwards");
            }
        });
        command("saga-1", "one");

        kafka.advance(MINUTE);

        assertThat(eventIds()).hasSize(2);
        assertThat(eventIds().get(0)).isEqualTo(eventIds().get(1));
    }

    @Test
    void whatIsEmittedAfterTheCommandIsOverIsRefused() {
        List<Command> kept = new ArrayList<>();
        handling(kept::add);
        command("saga-1", "one");
        settle();

        Throwable refusal = catchThrowable(() -> kept.get(0).emit("late"));

        assertThat(refusal)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("is over", "'late'", "emit it by the client");
        assertThat(events.records()).isEmpty();
    }

    // --- ids ---

    @Test
    void aCommandThatIsDeliveredAgainElsewhereAnswersWithTheSameIds() {
        Leat first = kafka.leat();
        FlowClient dying = client(first, executor -> executor);
        dying.onCommand("one", command -> command.emit("done"));
        dying.start();
        Hold hold = kafka.holdAfter("commands", 0, 0);
        command("saga-1", "one");
        kafka.run();
        assertThat(hold.isReached()).isTrue();
        kafka.kill(first);

        handling(command -> command.emit("done"));
        kafka.advance(MINUTE.multipliedBy(3));

        assertThat(eventIds()).hasSize(2);
        assertThat(eventIds().get(0)).isEqualTo(eventIds().get(1));
    }

    @Test
    void eachEventOfACommandHasAnIdOfItsOwn() {
        handling(command -> {
            command.emit("done");
            command.emit("done");
            command.emit("sent");
        });
        command("saga-1", "one");
        command("saga-1", "one");

        settle();

        assertThat(eventIds()).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void twoGroupsThatAnswerTheSameCommandDoSoWithDifferentIds() {
        handling(command -> command.emit("done"));
        FlowClient other = FlowClient.on(leat)
                .commands(CommandsExecutor.of("commands", "others"))
                .events(EventsEmitter.to("events"))
                .build();
        other.onCommand("one", command -> command.emit("done"));
        other.start();
        command("saga-1", "one");

        settle();

        assertThat(eventIds()).hasSize(2).doesNotHaveDuplicates();
    }

    /** Else the event of the second attempt would be taken for a repetition of the one that told of the first. */
    @Test
    void anEventOfTheErrorHandlerIsNotTakenForOneOfTheNextAttempt() {
        FlowClient client = client();
        client.onCommand(
                "one",
                command -> {
                    if (command.attempt() == 1) {
                        throw new IllegalStateException("refused");
                    }
                    command.emit("update", Map.of("done", true));
                },
                failed -> failed.command().emit("update", Map.of("done", false)));
        client.start();
        command("saga-1", "one");

        kafka.advance(MINUTE);

        assertThat(eventIds()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void theIdOfACommandIsItsSendersOrElseThatOfItsPlace() {
        handling(command -> calls.add(command.id()));
        String value = "{\"messageLabel\":\"one\",\"messagePayload\":{}}";
        commands.partition(0).send("saga-1", value, Map.of(MessageIds.HEADER, "m-1"));
        commands.partition(0).send("saga-1", value, Map.of(MessageIds.HEADER, " "));

        settle();

        assertThat(calls.get(0)).isEqualTo("m-1");
        assertThat(calls.get(1)).startsWith("commands-0@1 ");
    }

    @Test
    void idsThatAreNoTextAreToldApart() {
        assertThat(MessageIds.text(new byte[] {0, (byte) 0x80}))
                .isNotEqualTo(MessageIds.text(new byte[] {0, (byte) 0x81}));
        assertThat(MessageIds.text("m-1".getBytes(StandardCharsets.UTF_8))).isEqualTo("m-1");
    }

    // --- headers ---

    @Test
    void chosenHeadersOfACommandAreThoseOfItsEventsToo() {
        FlowClient client = FlowClient.on(leat)
                .commands(CommandsExecutor.of("commands", "workers"))
                .events(EventsEmitter.to("events").forwardHeaders("x-request-id", "user", "not there", "message-id"))
                .build();
        client.onCommand("one", command -> command.emit("done", null, Map.of("user", "worker", "own", "yes")));
        client.start();
        commands.partition(0)
                .send(
                        "saga-1",
                        "{\"messageLabel\":\"one\",\"messagePayload\":{}}",
                        Map.of("x-request-id", "r-1", "user", "caller", "secret", "hunter2", "message-id", "m-1"));

        settle();

        var event = events.records().get(0);
        assertThat(event.header("x-request-id")).hasValue("r-1");
        assertThat(event.header("user")).hasValue("worker");
        assertThat(event.header("own")).hasValue("yes");
        assertThat(event.header("secret")).isEmpty();
        assertThat(event.header("not there")).isEmpty();
        assertThat(messageId(event)).isNotEqualTo("m-1");
    }

    // --- outside of handlers ---

    @Test
    void aFailedEventFailsItsFutureWithTheReasonItself() {
        FlowClient client = client();
        client.start();
        kafka.run();
        events.failSends(1, new IllegalStateException("no room"));
        List<Throwable> reasons = new ArrayList<>();

        var unused = client.emit("done", "saga-1").whenComplete((id, failure) -> reasons.add(failure));
        var unusedToo = client.emit("done", "saga-1").thenAccept(id -> calls.add(id.toString()));
        settle();

        assertThat(reasons.get(0)).isInstanceOf(SendException.class);
        assertThat(calls).containsExactly("events-0@0");
        assertThat(observed.notEmitted).containsExactly("done");
        assertThat(observed.emitted).containsExactly("done");
    }
}
