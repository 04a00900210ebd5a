package dev.leat.flow.core;

import dev.leat.flow.definition.Call;
import dev.leat.flow.definition.Command;
import dev.leat.flow.definition.State;
import dev.leat.flow.definition.Transition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Commands to workers, and to sagas that are called. Each has an id that comes again only if the same step is taken again. */
final class Sending {
    private Sending() {}

    static void onEntry(Turn turn, Track track, State state) {
        state.command().ifPresent(command -> command(turn, track, command));
        List<Command> effects = state.effects();
        for (int i = 0; i < effects.size(); i++) {
            turn.effects.add(dispatch(turn, track, String.valueOf(i + 1), effects.get(i), Turn.NO_EVENT));
        }
    }

    /** That of the state, or of the undo. */
    static void command(Turn turn, Track track, Command command) {
        turn.commands.add(dispatch(turn, track, "0", command, Turn.NO_EVENT));
    }

    /** Of a transition, which belong to the state that it leaves, or to the attempt that has failed: it can be both, one after the other. */
    static void effects(Turn turn, Track track, Transition transition, JsonNode event) {
        List<Command> effects = transition.effects();
        String kind = transition.retry() ? "f" : "t";
        for (int i = 0; i < effects.size(); i++) {
            turn.effects.add(dispatch(turn, track, kind + i, effects.get(i), event));
        }
    }

    static void call(Turn turn, Track track, Call call) {
        Turn.Scope scope = turn.scope();
        track.child = id(turn, track);
        turn.children.add(new ChildOrder.StartChild(
                id(turn, track),
                call.flow(),
                call.version(),
                call.key().map(scope::value).flatMap(Turn::key),
                call.input()
                        .map(scope::value)
                        .<ObjectNode>map(value ->
                                value instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode())
                        .orElse(turn.data)));
    }

    private static Dispatch dispatch(Turn turn, Track track, String position, Command command, JsonNode event) {
        return new Dispatch(
                turn.saga() + "/" + track.visit + "." + track.attempt + "." + position,
                command.label(),
                command.channel(),
                command.to(),
                payload(turn, command, event),
                headers(turn, command, event));
    }

    private static JsonNode payload(Turn turn, Command command, JsonNode event) {
        return command.payload().isPresent()
                ? present(turn.scope(event).value(command.payload().get()))
                : turn.data;
    }

    private static String id(Turn turn, Track track) {
        return children(turn) + track.visit + "." + track.attempt;
    }

    /** What the ids of all children begin with. */
    static String children(Turn turn) {
        return turn.saga() + "/";
    }

    private static JsonNode present(JsonNode value) {
        return value.isMissingNode() ? JsonNodeFactory.instance.nullNode() : value;
    }

    private static Map<String, String> headers(Turn turn, Command command, JsonNode event) {
        if (command.headers().isEmpty()) {
            return Map.of();
        }
        Turn.Scope scope = turn.scope(event);
        Map<String, String> headers = new LinkedHashMap<>();
        command.headers().forEach((name, expression) -> {
            JsonNode value = scope.value(expression);
            Optional<String> text = value.isMissingNode()
                    ? Optional.empty()
                    : Optional.of(value.isValueNode() ? value.asString() : value.toString());
            text.ifPresent(present -> headers.put(name, present));
        });
        return headers;
    }
}
