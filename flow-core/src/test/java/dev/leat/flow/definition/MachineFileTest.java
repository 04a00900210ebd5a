package dev.leat.flow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

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

    private static FlowReading machine(String states) {
        return MachineFile.read("machine.json", """
                {"initialState": "a", "creationEvent": "created", "businessStates": [{"id": 1}], "states": [%s]}
                """.formatted(states));
    }

    private static List<Problem> errors(FlowReading reading) {
        return reading.problems().stream()
                .filter(problem -> problem.level() == Check.Level.ERROR)
                .toList();
    }

    @Test
    void whatIsEmptyOrNullIsAsIfItWereNotThere() {
        FlowReading reading = MachineFile.read("machine.json", """
                {"communicationProtocols": [
                  {"id": "k", "type": "kafka", "configurations": {"brokers": "b:1", "inputTopics": null, "outputTopics": ["cmd"], "authenticationProperties": null}},
                  {"id": "r", "type": "rest", "configurations": {"protocol": "http", "endpoint": "crm", "method": "POST", "path": null, "port": null, "headers": null}},
                  {"id": "s", "type": "rest", "configurations": {"protocol": "http", "endpoint": "crm", "method": "POST", "path": "", "headers": {}}}],
                 "persistencyManagement": null, "settings": null,
                 "machineDefinition": {"initialState": "a", "creationEvent": "", "businessStates": [{"id": 1, "description": ""}, {"id": 2, "description": null}],
                 "businessEvents": null, "states": [
                  {"id": "a", "description": "", "isFinal": false, "businessStateId": 1, "sideEffects": null,
                   "outputCommand": {"channel": "k", "label": "l", "hook": null},
                   "outgoingTransitions": [{"inputEvent": "e", "targetState": "b", "businessEventId": null, "payloadValidationSchema": null}]},
                  {"id": "b", "description": null, "isFinal": true, "businessStateId": 2, "outputCommand": null, "outgoingTransitions": null}]}}
                """);

        assertThat(codes(reading))
                .containsExactly(
                        "2 warning[setting-not-copied] communicationProtocols[0].configurations.brokers",
                        "8 warning[command-without-timeout] states.a");
        Flow flow = reading.flow().orElseThrow();
        assertThat(flow.state("a").description()).isEmpty();
        assertThat(flow.creation()).isEmpty();
        assertThat(flow.business().states()).isEqualTo(Map.of("1", "", "2", ""));
        assertThat(flow.channels().get("r")).isEqualTo(new Channel.Rest("r", "POST", "http://crm/", Map.of()));
        assertThat(flow.channels().get("s")).isEqualTo(new Channel.Rest("s", "POST", "http://crm/", Map.of()));
        assertThat(FlowFile.read("back.yaml", FlowFile.write(flow)).flow()).contains(flow);
    }

    /** In a schema it is a value. */
    @Test
    void nullInASchemaStays() {
        FlowReading reading = machine("""
                {"id": "a", "isFinal": false, "businessStateId": 1, "outgoingTransitions": [
                  {"inputEvent": "e", "targetState": "b", "payloadValidationSchema": {"properties": {"n": {"const": null}}}}]},
                {"id": "b", "isFinal": true, "businessStateId": 1}""");

        DataSchema schema =
                reading.flow().orElseThrow().state("a").on("e").get(0).schema().orElseThrow();
        assertThat(schema.problems(Json.NODES.objectNode().putNull("n"))).isEmpty();
        assertThat(schema.problems(Json.NODES.objectNode().put("n", 1))).hasSize(1);
    }

    /** The service checks payloads with Ajv, for which a schema is one of draft 7 unless it says otherwise. */
    @Test
    void schemasAreOfDraftSevenUnlessTheySayOtherwise() {
        FlowReading reading = machine("""
                {"id": "a", "isFinal": false, "businessStateId": 1, "outgoingTransitions": [
                  {"inputEvent": "e", "targetState": "b", "payloadValidationSchema":
                    {"properties": {"pair": {"items": [{"type": "string"}, {"type": "number"}], "additionalItems": false}}}}]},
                {"id": "b", "isFinal": true, "businessStateId": 1}""");

        assertThat(errors(reading)).isEmpty();
        DataSchema schema =
                reading.flow().orElseThrow().state("a").on("e").get(0).schema().orElseThrow();
        ObjectNode data = Json.NODES.objectNode();
        data.putArray("pair").add("a").add(1);
        assertThat(schema.problems(data)).isEmpty();
        data.putArray("pair").add("a").add(1).add(2);
        assertThat(schema.problems(data)).hasSize(1);
        assertThat(FlowFile.read("b", FlowFile.write(reading.flow().orElseThrow()))
                        .flow())
                .isEqualTo(reading.flow());
    }

    @Test
    void aStateMayBeCalledCompensate() {
        FlowReading reading = machine("""
                {"id": "a", "isFinal": false, "businessStateId": 1, "outgoingTransitions": [{"inputEvent": "e", "targetState": "compensate"}]},
                {"id": "compensate", "isFinal": false, "businessStateId": 1, "outgoingTransitions": [{"inputEvent": "f", "targetState": "b"}]},
                {"id": "b", "isFinal": true, "businessStateId": 1}""");

        assertThat(reading.problems()).isEmpty();
        Flow flow = reading.flow().orElseThrow();
        assertThat(flow.state("a").on("e"))
                .extracting(Transition::to)
                .containsExactly(Optional.of(new Target.ToState("compensate")));
        assertThat(FlowFile.read("back.yaml", FlowFile.write(flow)).flow()).contains(flow);
    }

    /** To be final is no more than a mark there. */
    @Test
    void theFirstStateMayBeFinal() {
        FlowReading reading = machine("""
                {"id": "a", "isFinal": true, "businessStateId": 1, "outgoingTransitions": [{"inputEvent": "again", "targetState": "a"}]}""");

        assertThat(codes(reading))
                .containsExactly("1 warning[missing-initial] initial", "1 warning[final-with-exits] states.a.on");
    }

    @Test
    void channelsOfOneNameAreToldAndMadeUpNamesAreFree() {
        FlowReading reading = MachineFile.read("machine.json", """
                {"communicationProtocols": [
                  {"id": "k", "type": "kafka", "configurations": {"brokers": [], "inputTopics": ["evn"], "consumerGroup": "g", "outputTopics": ["cmd"]}},
                  {"id": "k-events", "type": "kafka", "configurations": {"brokers": [], "outputTopics": ["other"]}}],
                 "persistencyManagement": {},
                 "machineDefinition": {"initialState": "a", "creationEvent": "c", "businessStates": [], "states": [
                  {"id": "a", "isFinal": false, "outgoingTransitions": [{"inputEvent": "e", "targetState": "b"}]},
                  {"id": "b", "isFinal": true}]}}
                """);

        assertThat(reading.flow().orElseThrow().channels().values())
                .containsExactlyInAnyOrder(
                        new Channel.Commands("k", "cmd"),
                        new Channel.Events("k-events-2", List.of("evn")),
                        new Channel.Commands("k-events", "other"));
        assertThat(errors(MachineFile.read("machine.json", """
                {"communicationProtocols": [
                  {"id": "k", "type": "kafka", "configurations": {"brokers": [], "outputTopics": ["cmd"]}},
                  {"id": "k", "type": "kafka", "configurations": {"brokers": [], "outputTopics": ["other"]}}],
                 "machineDefinition": {"initialState": "a", "creationEvent": "c", "businessStates": [], "states": [
                  {"id": "a", "isFinal": false, "outgoingTransitions": [{"inputEvent": "e", "targetState": "b"}]},
                  {"id": "b", "isFinal": true}]}}
                """)))
                .extracting(problem -> problem.line() + " " + problem.check().code())
                .containsExactly("3 duplicate-key");
    }

    @Test
    void addressesAreAsTheServiceMakesThem() {
        assertThat(url("\"endpoint\": \"crm\", \"path\": \"notify\"")).isEqualTo("https://crm/notify");
        assertThat(url("\"endpoint\": \"crm\", \"path\": \"/notify?now=1\", \"port\": 8080"))
                .isEqualTo("https://crm:8080/notify?now=1");
        assertThat(url("\"endpoint\": \"crm/\", \"path\": \"/notify\", \"port\": \"81\""))
                .isEqualTo("https://crm:81/notify");
        assertThat(url("\"endpoint\": \"crm\"")).isEqualTo("https://crm/");
    }

    private static String url(String rest) {
        FlowReading reading = MachineFile.read("machine.json", """
                {"communicationProtocols": [{"id": "r", "type": "rest", "configurations": {"protocol": "https", "method": "PUT", %s}}],
                 "machineDefinition": {"initialState": "a", "creationEvent": "c", "businessStates": [], "states": [
                  {"id": "a", "isFinal": false, "outgoingTransitions": [{"inputEvent": "e", "targetState": "b"}]}, {"id": "b", "isFinal": true}]}}
                """.formatted(rest));
        return reading.flow().orElseThrow().channels().values().stream()
                .map(channel -> ((Channel.Rest) channel).url())
                .findFirst()
                .orElseThrow();
    }

    /** As some editors save it. */
    @Test
    void aMarkOfTheOrderOfBytesIsPassedOver() {
        String machine = """
                {"initialState": "a", "creationEvent": "c", "states": [
                \t{"id": "a", "isFinal": false, "outgoingTransitions": [{"inputEvent": "e", "targetState": "b"}]},
                \t{"id": "b", "isFinal": true}]}
                """;

        assertThat(MachineFile.read("m.json", "\uFEFF" + machine).flow())
                .isEqualTo(MachineFile.read("m.json", machine).flow())
                .isPresent();
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

    @Test
    void aFlowIsNoMachine() {
        FlowReading reading = MachineFile.read("order.yaml", """
                flow: order
                initial: a
                states: {a: {on: {x: b}}, b: {final: success}}
                """);

        assertThat(reading.flow()).isEmpty();
        assertThat(reading.problems())
                .extracting(problem -> problem.line() + ":" + problem.column() + " " + problem.what())
                .containsExactly("1:7 it is a flow already, and no machine of the closed service");
    }

    @Test
    void aMachineThatBeginsNowhereIsToldSoOnce() {
        FlowReading reading = MachineFile.read("order.json", """
                {"states": [{"id": "a", "isFinal": true}]}""");

        assertThat(reading.problems()).extracting(Problem::what).containsExactly("'initialState' is missing");
    }
}
