package dev.leat.flow.definition;

import tools.jackson.databind.JsonNode;

/**
 * What an expression sees: the data of a saga, and the payload of the event. Neither is changed. For one thread.
 *
 * @since 0.1
 */
public final class Scope {
    private final JsonNode data;
    private final JsonNode event;
    private long typeErrors;

    /**
     * @param data an object
     * @param event what came with the event; {@code null} of JSON or a missing node if nothing did
     */
    public Scope(JsonNode data, JsonNode event) {
        this.data = data;
        this.event = event;
    }

    public JsonNode data() {
        return data;
    }

    public JsonNode event() {
        return event;
    }

    /** How many guards and expressions had no value so far because something in them was not there or of another type. */
    public long typeErrors() {
        return typeErrors;
    }

    void countTypeError() {
        typeErrors++;
    }
}
