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
    private final long longestText;
    private long typeErrors;
    private boolean isExceeded;

    /**
     * With texts as long as the usual data may be, {@value Limits#DATA_BYTES} characters.
     *
     * @param data an object
     * @param event what came with the event; {@code null} of JSON or a missing node if nothing did
     */
    public Scope(JsonNode data, JsonNode event) {
        this(data, event, Limits.DATA_BYTES);
    }

    /**
     * @param data an object
     * @param event what came with the event; {@code null} of JSON or a missing node if nothing did
     * @param longestText in characters: expressions do not join texts to a longer one, it has no value
     */
    public Scope(JsonNode data, JsonNode event, long longestText) {
        this.data = data;
        this.event = event;
        this.longestText = longestText;
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

    /** Whether a text was not made because it would have been too long. */
    public boolean isExceeded() {
        return isExceeded;
    }

    /** Both texts as one, or a missing node. */
    JsonNode joined(String left, String right) {
        if ((long) left.length() + right.length() > longestText) {
            isExceeded = true;
            return Json.missing();
        }
        return Json.text(left + right);
    }

    void countTypeError() {
        typeErrors++;
    }
}
