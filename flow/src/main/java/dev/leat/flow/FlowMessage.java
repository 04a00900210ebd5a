package dev.leat.flow;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A command or an event, as it stands in the value of a record. Its key is the id of the saga.
 *
 * @param payload any JSON; a missing node if there is none, which is something else than null
 */
record FlowMessage(String label, JsonNode payload) {
    static final String LABEL = "messageLabel";
    static final String PAYLOAD = "messagePayload";

    /** How deep a value may be nested, the message itself being the first level. Node reads deeper ones, and fails from some 4,000 on to write them. */
    static final int LEVELS = 1_000;

    /** With an empty object as payload, as workers of Node send what has none. */
    static FlowMessage of(String label) {
        return new FlowMessage(label, JsonNodeFactory.instance.objectNode());
    }

    /**
     * @param payload whatever Jackson can write, or a tree of Jackson; null is sent as null, a missing node as an empty object, as Node does it with undefined
     * @throws dev.leat.core.SerdeException if Jackson cannot write it
     */
    static FlowMessage of(String label, @Nullable Object payload) {
        JsonNode tree = Payloads.tree(payload);
        return tree.isMissingNode() ? of(label) : new FlowMessage(label, tree);
    }

    /** @throws dev.leat.core.SerdeException if the payload is nested too deeply, or has an object in it that Jackson cannot write */
    byte[] bytes() {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put(LABEL, label);
        message.set(PAYLOAD, payload);
        return JavaScriptJson.of(message).getBytes(StandardCharsets.UTF_8);
    }
}
