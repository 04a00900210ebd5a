package dev.leat.flow.core;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.leat.flow.definition.Outcome;
import dev.leat.flow.definition.PlainJson;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What can happen to a saga. This is the door: what is in an input can be written and read again, and is equal then, since JSON in it is
 * {@linkplain PlainJson plain}, and texts are whole. An input that cannot be like that cannot be made: its constructor throws {@link IllegalArgumentException},
 * which says where and why, without values. JSON in it is not changed by anybody from here on. Where it is read from text, numbers with decimal places
 * are read as {@link java.math.BigDecimal}, or they have lost digits before they come here.
 *
 * @since 0.1
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "input")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Input.Start.class, name = "start"),
    @JsonSubTypes.Type(value = Input.Event.class, name = "event"),
    @JsonSubTypes.Type(value = Input.Tick.class, name = "tick"),
    @JsonSubTypes.Type(value = Input.ChildEnded.class, name = "childEnded"),
    @JsonSubTypes.Type(value = Input.Cancel.class, name = "cancel"),
    @JsonSubTypes.Type(value = Input.Pause.class, name = "pause"),
    @JsonSubTypes.Type(value = Input.Resume.class, name = "resume"),
    @JsonSubTypes.Type(value = Input.Retry.class, name = "retry"),
    @JsonSubTypes.Type(value = Input.Move.class, name = "move"),
    @JsonSubTypes.Type(value = Input.Press.class, name = "press")
})
public sealed interface Input {
    /**
     * A new saga.
     *
     * @param saga its id
     * @param payload what it is started with: its first data
     * @param key the business key, if it is not what the flow's {@code key} finds in the payload
     * @param parent the saga that called it
     */
    record Start(String saga, ObjectNode payload, Optional<String> key, Optional<String> parent) implements Input {
        public Start {
            Objects.requireNonNull(payload, "a saga is started with an object"); // JSON's null is read as null
            PlainJson.text("the id of a saga", saga);
            payload = PlainJson.of(payload);
            key.ifPresent(text -> PlainJson.text("the key of a saga", text));
            parent.ifPresent(text -> PlainJson.text("the parent of a saga", text));
        }
    }

    /**
     * Something that a worker, or anybody else, says has happened.
     *
     * @param id of this one event, of {@value #LONGEST_NAME} characters at most: another with the same id is a duplicate
     * @param label what it is called in the flow, likewise
     * @param payload an object is merged into the data; anything else brings nothing. A missing node is {@code null} of JSON, as which it is written
     */
    record Event(String id, String label, JsonNode payload) implements Input {
        /** Characters of an id or label: a saga has hundreds of them. */
        public static final int LONGEST_NAME = 255;

        public Event {
            name("the id of an event", id);
            name("the label of an event", label);
            payload = PlainJson.of(payload);
        }

        private static void name(String what, String name) {
            if (PlainJson.text(what, name).length() > LONGEST_NAME) {
                throw new IllegalArgumentException(what + " has " + name.length() + " characters, which is more than "
                        + LONGEST_NAME + "; give a shorter one, such as a hash of it");
            }
        }
    }

    /** Time has passed: what is due is done. */
    record Tick() implements Input {}

    /**
     * A saga that this one has called has ended. Whoever runs the two tells it once: again, a success would be taken for one that came after the child was cancelled.
     *
     * @param child its id, as in {@link ChildOrder.StartChild}
     * @param data its data then
     */
    record ChildEnded(String child, Outcome outcome, ObjectNode data) implements Input {
        public ChildEnded {
            PlainJson.text("the id of a child", child);
            data = PlainJson.of(data);
        }
    }

    /** What people do to a saga. */
    sealed interface Order extends Input {
        Audit audit();
    }

    /**
     * The saga ends as cancelled, in the flow's state that is {@code final: cancelled}, the first by name, or, without one, where it is. Children are cancelled alike.
     * What came in a pause happens before; if that ends the saga, there is nothing left to cancel.
     *
     * @param compensating whether what was done is undone before
     */
    record Cancel(boolean compensating, Audit audit) implements Order {}

    /** Nothing happens any more until {@link Resume}: events are kept, timers stand still. */
    record Pause(Audit audit) implements Order {}

    /** After {@link Pause}: timers have the time left that they had, and the kept events happen. */
    record Resume(Audit audit) implements Order {}

    /**
     * The command is sent again, as one more attempt, and how often and how long it may be tried stays as it was. A called saga from whose end nothing has led on is called
     * again, under another id; one that has not ended is not, and it is rejected.
     *
     * @param visit of a state or an undo; empty for each that waits for an answer to a command
     */
    record Retry(OptionalLong visit, Audit audit) implements Order {}

    /** The saga leaves where it is and enters a state, outside of branches. */
    record Move(String state, Audit audit) implements Order {
        public Move {
            PlainJson.text("the name of a state", state);
        }
    }

    /**
     * A button of a state that is {@code manual}: the event of the button happens to that state. If no state that the saga is in has such a button, it is rejected, and
     * it is never kept: whoever presses it has seen a state that is left by now.
     *
     * @param action what the button says
     * @param visit of the state, so that a button pressed twice counts once; empty for the first branch, by name, that has the button, or else the state around them
     * @param payload of the event
     */
    record Press(String action, OptionalLong visit, JsonNode payload, Audit audit) implements Order {
        public Press {
            PlainJson.text("what a button says", action);
            payload = PlainJson.of(payload);
        }
    }

    /** Who did it, and why. */
    record Audit(String who, String why) {
        public Audit {
            PlainJson.text("the name of somebody", who);
            PlainJson.text("a reason", why);
        }
    }
}
