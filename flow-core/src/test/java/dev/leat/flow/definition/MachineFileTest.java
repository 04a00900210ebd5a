package dev.leat.flow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MachineFileTest {
    private static final Path DELIVERY = Path.of("src/test/resources/machines/deliveryOrder.json");

    private static List<String> codes(FlowReading reading) {
        return reading.problems().stream()
                .map(problem -> problem.line() + " " + problem.level() + "["
                        + problem.check().code() + "] " + problem.path())
                .toList();
    }

    @Test
    void whatAMachineSaysIsInTheFlow() {
        Flow flow = MachineFile.read(DELIVERY).flow().orElseThrow();

        assertThat(flow.name()).isEqualTo("delivery-order");
        assertThat(flow.imported()).isTrue();
        assertThat(flow.initial()).isEqualTo("Waiting for order");
        assertThat(flow.creation()).contains("created");
        assertThat(flow.data().merge()).isEqualTo(Merge.DEEP);
        assertThat(flow.unexpected()).isEqualTo(Unexpected.REJECT);
        assertThat(flow.business()).isEqualTo(new Business(Map.of("1", "open", "3", "ended"), Map.of("7", "paid")));
        assertThat(flow.channels().values())
                .containsExactly(
                        new Channel.Commands("kafka", "delivery.cmd"),
                        new Channel.Events("kafka-events", List.of("delivery.evn")),
                        new Channel.Rest("crm", "PUT", "https://crm.internal:8443/hook", Map.of()));
        State first = flow.state("Waiting for order");
        assertThat(first.description()).contains("new");
        assertThat(first.business()).contains("1");
        assertThat(first.command()).get().satisfies(command -> {
            assertThat(command.label()).isEqualTo("askForOrder");
            assertThat(command.channel()).isEqualTo("kafka");
            assertThat(command.payload()).as("all data").isEmpty();
        });
        assertThat(first.effects()).extracting(Command::label).containsExactly("tell");
        assertThat(first.on("orderDone")).singleElement().satisfies(done -> {
            assertThat(done.to()).contains(new Target.ToState("done"));
            assertThat(done.business()).contains("7");
            assertThat(done.schema()).isPresent();
        });
        assertThat(first.on("update")).hasSize(2);
        assertThat(flow.state("done").outcome()).contains(Outcome.SUCCESS);
        assertThat(flow.state("done").command())
                .get()
                .extracting(Command::label)
                .isEqualTo("notify");
        assertThat(flow.state("done").on("update")).hasSize(1);
    }

    @Test
    void whatIsNotCopiedAndWhatMachinesHaveAreWarningsAtTheirPlace() {
        assertThat(codes(MachineFile.read(DELIVERY)))
                .containsExactly(
                        "4 warning[setting-not-copied] communicationProtocols[0].configurations.brokers",
                        "4 warning[setting-not-copied] communicationProtocols[0].configurations.consumerGroup",
                        "6 warning[setting-not-copied] communicationProtocols[0].configurations.authenticationProperties",
                        "9 warning[setting-not-copied] communicationProtocols[1].configurations.headers",
                        "11 warning[setting-not-copied] persistencyManagement",
                        "12 warning[hook-not-copied] settings.deepMergeMetadata.hook",
                        "16 warning[duplicate-business-id] machineDefinition.businessStates[2].id",
                        "19 warning[command-without-timeout] states['Waiting for order']",
                        "20 warning[hook-not-copied] machineDefinition.states[0].outputCommand.hook",
                        "25 warning[two-unguarded] states['Waiting for order'].on.update[1]",
                        "26 warning[no-way-out] states.stuck",
                        "27 warning[no-way-out] states.never",
                        "27 warning[unreachable-state] states.never",
                        "29 warning[final-with-exits] states.done.on");
    }

    @Test
    void noSecretComesIntoTheFlowOrAMessage() {
        FlowReading reading = MachineFile.read(DELIVERY);

        assertThat(FlowFile.write(reading.flow().orElseThrow()))
                .doesNotContain("secret-word", "username", "broker.internal");
        assertThat(reading.problems().toString()).doesNotContain("secret-word", "broker.internal");
    }

    @Test
    void theWrittenFlowReadsBackToTheSame() {
        Flow flow = MachineFile.read(DELIVERY).flow().orElseThrow();

        FlowReading back = FlowFile.read("back.yaml", FlowFile.write(flow));

        assertThat(back.problems()).extracting(Problem::level).isNotEmpty().doesNotContain(Check.Level.ERROR);
        assertThat(back.flow()).contains(flow);
        assertThat(back.flow().orElseThrow().hash()).isEqualTo(flow.hash());
    }

    /** As a shipped machine of eighteen states. */
    @Test
    void aMachineWithoutAFinalStateOrChannelsLoads() {
        FlowReading reading = MachineFile.read("machine.json", """
                {"communicationProtocols": [], "persistencyManagement": {}, "machineDefinition": {"initialState": "a", "creationEvent": "c",
                 "businessStates": [{"id": 0}], "states": [
                  {"id": "a", "isFinal": false, "businessStateId": 0, "outputCommand": {"channel": "x", "label": "l"},
                   "outgoingTransitions": [{"inputEvent": "e", "targetState": "b"}]},
                  {"id": "b", "isFinal": false, "businessStateId": 0, "outgoingTransitions": []}]}}
                """);

        assertThat(codes(reading))
                .containsExactly(
                        "1 warning[setting-not-copied] persistencyManagement",
                        "2 warning[no-final-reachable] states",
                        "3 warning[command-without-timeout] states.a",
                        "5 warning[no-way-out] states.b");
        assertThat(FlowFile.read("b", FlowFile.write(reading.flow().orElseThrow()))
                        .flow())
                .isEqualTo(reading.flow());
    }

    @Test
    void whatIsNoMachineIsAnError() {
        assertThat(codes(MachineFile.read(
                        "a.json", "{\"states\": [{\"isFinal\": \"no\", \"outgoingTransitions\": [{}]}]}")))
                .contains(
                        "1 error[missing-key] ",
                        "1 error[missing-key] states[0]",
                        "1 error[wrong-type] states[0].isFinal",
                        "1 error[missing-key] states[0].outgoingTransitions[0]");
        assertThat(codes(MachineFile.read("a.json", "{\"flow\": \"order\"}")))
                .containsExactly("1 error[missing-key] ", "1 warning[setting-not-copied] flow");
        assertThat(MachineFile.read(Path.of("no-such-file")).problems())
                .extracting(Problem::check)
                .containsExactly(Check.UNREADABLE);
    }
}
