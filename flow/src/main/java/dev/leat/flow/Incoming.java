package dev.leat.flow;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;

/**
 * What a record of a flow manager's topic turns out to be. Only an {@link Addressed} one is anybody's to handle, and whether there is a handler
 * for its label is not known here; all others are passed over. Headers, and members besides label and payload, mean nothing.
 */
sealed interface Incoming {
    /** What is wrong with it, without any of its content; nothing with an addressed one. */
    String problem();

    /** No key, or an empty one, and so no saga, whatever the value. */
    record Keyless() implements Incoming {
        @Override
        public String problem() {
            return "the record has no key, and so no saga";
        }
    }

    /**
     * A value that is missing, empty, no JSON, or null in JSON.
     *
     * @param why what is wrong and where, without any of the value
     */
    record Unreadable(String sagaId, String why) implements Incoming {
        @Override
        public String problem() {
            return why;
        }
    }

    /** JSON that is no object, or whose label is missing or no text. */
    record Unlabelled(String sagaId) implements Incoming {
        @Override
        public String problem() {
            return "the value has no text as its member " + FlowMessage.LABEL;
        }
    }

    /** A message for a saga. */
    record Addressed(String sagaId, FlowMessage message) implements Incoming {
        @Override
        public String problem() {
            return "";
        }
    }

    static Incoming of(byte @Nullable [] key, byte @Nullable [] value) {
        if (key == null || key.length == 0) {
            return new Keyless();
        }
        String sagaId = Utf8.text(key);
        if (value == null) {
            return new Unreadable(sagaId, "the record has no value");
        }
        if (value.length == 0) {
            return new Unreadable(sagaId, "the value is empty");
        }
        JsonNode tree;
        try {
            tree = JsonTree.read(Utf8.text(value));
        } catch (JacksonException e) {
            return new Unreadable(sagaId, whatIsWrong(e));
        }
        if (tree.isNull()) {
            return new Unreadable(sagaId, "the value is null in JSON");
        }
        JsonNode label = tree.path(FlowMessage.LABEL); // missing also where there are no members
        return label.isString()
                ? new Addressed(sagaId, new FlowMessage(label.stringValue(), tree.path(FlowMessage.PAYLOAD)))
                : new Unlabelled(sagaId);
    }

    /** Kind and place. Jackson's own message may quote the value. */
    private static String whatIsWrong(JacksonException e) {
        if (e instanceof StreamConstraintsException) {
            return "the value is nested in more than " + FlowMessage.LEVELS + " levels, or has a number of more than "
                    + JsonTree.NUMBER_CHARACTERS + " characters";
        }
        TokenStreamLocation place = e.getLocation();
        return place == null
                ? "the value is no JSON"
                : "the value is no JSON: malformed in line " + place.getLineNr() + ", column " + place.getColumnNr();
    }
}
