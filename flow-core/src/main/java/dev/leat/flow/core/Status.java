package dev.leat.flow.core;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.leat.flow.definition.Outcome;
import java.time.Instant;

/**
 * How a saga is.
 *
 * @since 0.1
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Status.Running.class, name = "running"),
    @JsonSubTypes.Type(value = Status.Paused.class, name = "paused"),
    @JsonSubTypes.Type(value = Status.Ended.class, name = "ended")
})
public sealed interface Status {
    /** It goes on, or waits for something. */
    record Running() implements Status {
        static final Running RUNNING = new Running();
    }

    /** It stands still for a while: somebody has stopped it, or its history is full. */
    record Paused(Instant since) implements Status {}

    /** Nothing will happen to it any more. */
    record Ended(Outcome outcome, Instant at) implements Status {}
}
