package dev.leat.flow.core;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the closed service does with a machine, as its documentation says it: straight from its file, and with nothing of a flow. */
final class ServiceMachine {
    private final JsonNode configuration;
    private JsonNode state;
    private final ObjectNode metadata;

    /** Of the last thing that happened: channel, label and payload of each message. */
    final List<String> messages = new ArrayList<>();

    ServiceMachine(JsonNode configuration, ObjectNode metadata) {
        this.configuration = configuration;
        this.metadata = metadata.deepCopy();
        this.state = state(machine().path("initialState").asString());
        send();
    }

    private JsonNode machine() {
        return configuration.path("machineDefinition");
    }

    private JsonNode state(String id) {
        for (JsonNode each : machine().path("states")) {
            if (each.path("id").asString().equals(id)) {
                return each;
            }
        }
        throw new AssertionError("no state " + id);
    }

    String state() {
        return state.path("id").asString();
    }

    /** Whether the current state lists the event: it is ignored if not. */
    boolean event(String label, ObjectNode payload) {
        messages.clear();
        for (JsonNode each : state.path("outgoingTransitions")) {
            if (each.path("inputEvent").asString().equals(label)) {
                boolean deep =
                        configuration.at("/settings/deepMergeMetadata/enabled").asBoolean(false);
                payload.properties().forEach(member -> merge(metadata, member.getKey(), member.getValue(), deep));
                state = state(each.path("targetState").asString());
                send();
                return true;
            }
        }
        return false;
    }

    private static void merge(ObjectNode into, String name, JsonNode value, boolean deep) {
        JsonNode old = into.get(name);
        if (deep && old instanceof ObjectNode one && value instanceof ObjectNode other) {
            other.properties().forEach(member -> merge(one, member.getKey(), member.getValue(), true));
        } else if (deep && old instanceof ArrayNode one && value instanceof ArrayNode other) {
            for (int i = 0; i < other.size(); i++) {
                if (i < one.size()) {
                    one.set(i, other.get(i));
                } else {
                    one.add(other.get(i));
                }
            }
        } else {
            into.set(name, value.deepCopy());
        }
    }

    private void send() {
        if (state.has("outputCommand")) {
            send(state.path("outputCommand"));
        }
        state.path("sideEffects").forEach(this::send);
    }

    private void send(JsonNode command) {
        messages.add(command.path("channel").asString() + " {\"messageLabel\":" + command.path("label")
                + ",\"messagePayload\":" + metadata + "}");
    }
}
