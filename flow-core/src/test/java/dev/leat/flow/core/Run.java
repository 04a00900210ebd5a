package dev.leat.flow.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.flow.definition.FlowFile;
import dev.leat.flow.definition.FlowReading;
import dev.leat.flow.definition.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A saga from its start, with all that came out of it. After each step it is written and read again, so that nothing is known that is not in its JSON. */
final class Run {
    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Input.Audit AUDIT = new Input.Audit("ann", "it hangs");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    final Machine machine;
    final List<HistoryEntry> history = new ArrayList<>();
    Instant now = START;
    Step step;
    private int events;

    private Run(Machine machine, Step first) {
        this.machine = machine;
        this.step = first;
        keep(first);
    }

    static Machine machine(String yaml) {
        FlowReading reading = FlowFile.read("flow.yaml", yaml);
        assertThat(reading.flow()).as(reading.problems().toString()).isPresent();
        return Machine.of(reading.flow().orElseThrow());
    }

    static Run of(String yaml) {
        return of(yaml, "{}");
    }

    static Run of(String yaml, String payload) {
        Machine machine = machine(yaml);
        return new Run(
                machine,
                machine.start(new Input.Start("s-1", object(payload), Optional.empty(), Optional.empty()), START));
    }

    Fate event(String label) {
        return event(label, "{}");
    }

    Fate event(String label, String payload) {
        return event("e-" + ++events, label, payload);
    }

    Fate event(String id, String label, String payload) {
        return give(new Input.Event(id, label, json(payload)));
    }

    /** Time passes; then what is due is done. */
    Fate after(String duration) {
        now = now.plus(Duration.parse("PT" + duration));
        return give(new Input.Tick());
    }

    Fate childEnded(Outcome outcome, String data) {
        return give(new Input.ChildEnded(saga().position().child().orElseThrow(), outcome, object(data)));
    }

    Fate cancel(boolean compensating) {
        return give(new Input.Cancel(compensating, AUDIT));
    }

    Fate pause() {
        return give(new Input.Pause(AUDIT));
    }

    Fate resume() {
        return give(new Input.Resume(AUDIT));
    }

    Fate retry() {
        return give(new Input.Retry(OptionalLong.empty(), AUDIT));
    }

    Fate press(String action, String payload) {
        return give(new Input.Press(action, OptionalLong.empty(), json(payload), AUDIT));
    }

    Fate move(String state) {
        return give(new Input.Move(state, AUDIT));
    }

    Fate give(Input input) {
        step = machine.step(SagaJson.saga(SagaJson.write(step.saga())), input, now);
        keep(step);
        return step.fate();
    }

    private void keep(Step step) {
        history.addAll(step.history());
        byte[] json = SagaJson.write(step.saga());
        assertThat(SagaJson.write(SagaJson.saga(json))).isEqualTo(json);
        assertThat(SagaJson.write(machine.replay(history))).isEqualTo(json);
    }

    Saga saga() {
        return step.saga();
    }

    String state() {
        return saga().position().state();
    }

    String state(String branch) {
        Position at = saga().position().branches().get(branch);
        return at == null ? "" : at.state();
    }

    String data() {
        return saga().data().toString();
    }

    Optional<Outcome> outcome() {
        return saga().position().outcome();
    }

    /** Labels of the last step. */
    List<String> commands() {
        return step.commands().stream().map(Dispatch::label).toList();
    }

    List<String> effects() {
        return step.effects().stream().map(Dispatch::label).toList();
    }

    List<Incident.Kind> incidents() {
        return step.incidents().stream().map(Incident::kind).toList();
    }

    /** What is on the undo stack, the next one to be undone last. */
    List<String> undo() {
        return saga().undo().stream().map(UndoEntry::state).toList();
    }

    /** From the last step, as far as they run. */
    List<String> timersSet() {
        return step.timersSet().stream().map(Run::timer).toList();
    }

    List<String> timersCancelled() {
        return step.timersCancelled().stream().map(Run::timer).toList();
    }

    private static String timer(Timer timer) {
        return timer.kind() + " " + timer.visit() + " " + Duration.between(START, timer.due());
    }

    static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    static ObjectNode object(String text) {
        return (ObjectNode) json(text);
    }
}
