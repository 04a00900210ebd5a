package dev.leat.flow.definition;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Whether there can be data where expressions and paths look for some, as far as schemas close that out. For one thread. */
final class PathChecks {
    private final Flow flow;
    private final Findings findings;
    private final Optional<JsonNode> data;
    /** Of events. To ask for a schema copies it. */
    private final Map<String, JsonNode> payloads = new HashMap<>();

    PathChecks(Flow flow, Findings findings) {
        this.flow = flow;
        this.findings = findings;
        this.data = flow.data().schema().map(DataSchema::source);
        flow.events().forEach((name, event) -> event.schema().ifPresent(schema -> payloads.put(name, schema.source())));
    }

    void check() {
        flow.key().ifPresent(key -> data(key.path(), Trail.TOP.to("key")));
        for (int i = 0; i < flow.index().size(); i++) {
            data(flow.index().get(i).path(), findings.item(Trail.TOP.to("index"), i));
        }
        states(flow.states(), Trail.TOP.to("states"));
    }

    private void states(Map<String, State> states, Trail trail) {
        states.forEach((name, state) -> state(state, trail.to(name)));
    }

    private void state(State state, Trail trail) {
        state.command().ifPresent(command -> command(command, Optional.empty(), trail.to("command")));
        commands(state.effects(), Optional.empty(), trail.to("effects"));
        state.on()
                .forEach((event, transitions) -> transitions(
                        transitions,
                        Optional.ofNullable(payloads.get(event)),
                        trail.to("on").to(event)));
        transitions(state.always(), Optional.empty(), trail.to("always"));
        state.waiting().flatMap(Wait::until).ifPresent(until -> expression(until, Optional.empty(), trail.to("wait")));
        state.undo()
                .ifPresent(undo -> command(
                        undo.command(), Optional.empty(), trail.to("undo").to("command")));
        state.call().ifPresent(call -> call(call, trail.to("call")));
        state.parallel()
                .ifPresent(parallel -> parallel.branches()
                        .forEach((name, branch) -> states(
                                branch.states(),
                                trail.to("parallel").to("branches").to(name).to("states"))));
    }

    private void call(Call call, Trail trail) {
        call.key().ifPresent(key -> expression(key, Optional.empty(), trail.to("key")));
        call.input().ifPresent(input -> expression(input, Optional.empty(), trail.to("input")));
        call.on()
                .forEach((outcome, transitions) -> transitions(
                        transitions, Optional.empty(), trail.to("on").to(Section.word(outcome))));
    }

    private void transitions(List<Transition> transitions, Optional<JsonNode> event, Trail trail) {
        for (int i = 0; i < transitions.size(); i++) {
            Transition each = transitions.get(i);
            Trail at = findings.item(trail, i);
            each.guard().ifPresent(guard -> expression(guard.expression(), event, at.to("if")));
            each.set().forEach((path, value) -> {
                Trail set = at.to("set").to(path.toString());
                data(path, set);
                expression(value, event, set);
            });
            commands(each.effects(), event, at.to("effects"));
        }
    }

    private void commands(List<Command> commands, Optional<JsonNode> event, Trail trail) {
        for (int i = 0; i < commands.size(); i++) {
            command(commands.get(i), event, findings.item(trail, i));
        }
    }

    private void command(Command command, Optional<JsonNode> event, Trail trail) {
        command.payload().ifPresent(payload -> expression(payload, event, trail.to("payload")));
        command.headers()
                .forEach((name, value) ->
                        expression(value, event, trail.to("headers").to(name)));
    }

    private void expression(Expression expression, Optional<JsonNode> event, Trail trail) {
        paths(expression.term()).forEach(path -> {
            Optional<JsonNode> schema = path.ofEvent() ? event : data;
            schema.ifPresent(known -> path(path.ofEvent() ? "event" : "data", path.steps(), known, trail));
        });
    }

    private static Stream<Term.Path> paths(Term term) {
        return term instanceof Term.Path path
                ? Stream.of(path)
                : term.parts().stream().flatMap(PathChecks::paths);
    }

    private void data(DataPath path, Trail trail) {
        data.ifPresent(schema -> path("data", path.names(), schema, trail));
    }

    /** Only what is closed by itself is sure: other keywords can take away more, and give nothing back. */
    private void path(String root, List<? extends Object> steps, JsonNode schema, Trail trail) {
        JsonNode at = schema;
        StringBuilder shown = new StringBuilder(root);
        for (Object step : steps) {
            if (at.has("$ref") || !(step instanceof String name)) {
                at = at.has("$ref") || at.has("prefixItems") ? Json.missing() : at.path("items");
                shown.append('[').append(step).append(']');
                continue;
            }
            JsonNode known = at.path("properties");
            if (at.path("additionalProperties").equals(Json.truth(false))
                    && !at.has("patternProperties")
                    && !known.has(name)) {
                List<String> names =
                        known.properties().stream().map(Map.Entry::getKey).toList();
                findings.add(
                        Check.UNKNOWN_PATH,
                        trail,
                        "by its schema '" + shown + "' has no '" + name + "'",
                        findings.meant(name, names, names.isEmpty() ? "leave it out" : References.shown(names)));
                return;
            }
            at = known.path(name);
            shown.append('.').append(name);
        }
    }
}
