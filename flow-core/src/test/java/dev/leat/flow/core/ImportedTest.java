package dev.leat.flow.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.flow.definition.Channel;
import dev.leat.flow.definition.MachineFile;
import dev.leat.flow.definition.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Machines of the closed service, with what published ones have. */
class ImportedTest {
    private static final String MACHINE = """
            flow: subscription
            initial: Waiting for payment
            creation: __created__
            imported: true
            states:
              Waiting for payment: {command: pay, on: {paid: Active, payError: Ended}}
              Active: {on: {updateData: Active, end: Ended}}
              Ended: {final: success, command: notifyEnd, on: {sendNotification: Ended}}
            """;

    @Test
    void aSelfTransitionIsAVisitOfItsOwnWithTheCommandAgain() {
        Run run = Run.of(MACHINE, "{\"a\": {\"b\": 1}}");
        run.event("paid", "{\"c\": 1}");
        assertThat(run.commands()).isEmpty();

        run.event("updateData", "{\"a\": {\"d\": 1}}");

        assertThat(run.state()).isEqualTo("Active");
        assertThat(run.saga().position().visit()).isEqualTo(3);
        assertThat(run.data()).isEqualTo("{\"a\":{\"d\":1},\"c\":1}");
    }

    @Test
    void aFinalStateSendsItsCommandWithAllDataAndAgainOnItsLoop() {
        Run run = Run.of(MACHINE, "{\"a\": 1}");
        run.event("payError", "{\"why\": 2}");
        assertThat(run.outcome()).contains(Outcome.SUCCESS);
        assertThat(run.step.commands().get(0).payload()).hasToString("{\"a\":1,\"why\":2}");

        assertThat(run.event("sendNotification", "{\"n\": 3}")).isEqualTo(new Fate.Applied());

        assertThat(run.commands()).containsExactly("notifyEnd");
        assertThat(run.step.commands().get(0).payload()).hasToString("{\"a\":1,\"why\":2,\"n\":3}");
        assertThat(run.saga().status()).isInstanceOf(Status.Ended.class);
        assertThat(run.event("paid")).isEqualTo(new Fate.Ignored(Reason.ENDED));
    }

    @Test
    void theCreationEventIsTheFirstOfTheHistory() {
        assertThat(Run.of(MACHINE).history.get(0).name()).isEqualTo("__created__");
    }

    @Test
    void aCancelledOneTakesNoEvents() {
        Run run = Run.of(MACHINE);
        run.cancel(false);

        assertThat(run.event("paid")).isEqualTo(new Fate.Ignored(Reason.ENDED));
    }

    /** Whatever happens to it: the same messages in the same order, from the same states. */
    @ParameterizedTest
    @ValueSource(strings = {"payment", "subscription"})
    void aMachineSendsWhatItSendsInTheClosedService(String name) throws IOException {
        String json = Files.readString(Path.of("src/test/resources/machines/" + name + ".json"));
        Machine machine =
                Machine.of(MachineFile.read(name + ".json", json).flow().orElseThrow());
        List<String> events = Run.json(json).findValuesAsString("inputEvent").stream()
                .distinct()
                .toList();
        Random random = new Random(7);
        Set<String> states = new TreeSet<>();
        for (int saga = 0; saga < 50; saga++) {
            ObjectNode metadata = metadata(random);
            ServiceMachine service = new ServiceMachine(Run.json(json), metadata);
            Step step = machine.start(
                    new Input.Start("s-" + saga, metadata, Optional.empty(), Optional.empty()), Run.START);
            assertThat(messages(step)).isEqualTo(service.messages);
            for (int i = 0; i < 40; i++) {
                String event = events.get(random.nextInt(events.size()));
                ObjectNode payload = metadata(random);
                step = machine.step(step.saga(), new Input.Event("e" + i, event, payload), Run.START);

                assertThat(step.fate() instanceof Fate.Applied).isEqualTo(service.event(event, payload));
                assertThat(messages(step)).isEqualTo(service.messages);
                assertThat(step.saga().position().state()).isEqualTo(service.state());
                states.add(service.state());
            }
        }
        assertThat(states).hasSameSizeAs(machine.flow().states().keySet());
    }

    private static List<String> messages(Step step) {
        return Stream.concat(step.commands().stream(), step.effects().stream())
                .map(each -> each.channel() + " {\"messageLabel\":\"" + each.label() + "\",\"messagePayload\":"
                        + each.payload() + "}")
                .toList();
    }

    private static ObjectNode metadata(Random random) {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            metadata.put("m" + random.nextInt(5), random.nextInt(100));
        }
        if (random.nextBoolean()) {
            metadata.putObject("customer").put("id", random.nextInt(9)).put("n" + random.nextInt(3), "x");
        }
        if (random.nextBoolean()) {
            metadata.putArray("list").add(random.nextInt(9)).add(random.nextInt(9));
        }
        return metadata;
    }

    @Test
    void commandsGoToTheChannelsOfTheMachine() throws IOException {
        Path file = Path.of("src/test/resources/machines/subscription.json");
        Machine machine = Machine.of(MachineFile.read(file).flow().orElseThrow());

        Step step =
                machine.start(new Input.Start("s-1", Run.object("{}"), Optional.empty(), Optional.empty()), Run.START);

        assertThat(step.commands()).extracting(Dispatch::channel).containsExactly("kafka");
        assertThat(step.effects()).extracting(Dispatch::channel).containsExactly("mail", "kafka");
        assertThat(machine.flow().channels().get("kafka")).isEqualTo(new Channel.Commands("kafka", "subscription.cmd"));
        assertThat(machine.flow().channels().get("mail"))
                .isEqualTo(new Channel.Rest("mail", "POST", "http://mail.internal/send", Map.of()));
    }
}
