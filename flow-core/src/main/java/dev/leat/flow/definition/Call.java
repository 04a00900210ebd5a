package dev.leat.flow.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A saga of another flow that this one waits for.
 *
 * @param version empty for the newest when it is called
 * @param key the business key of the child
 * @param input what it is started with; empty for all data
 * @param on by outcome; {@code event} is there the data of the child. Success and failure are among them, and an outcome that is not is
 *     taken for a failure
 * @since 0.1
 */
public record Call(
        String flow,
        OptionalInt version,
        Optional<Expression> key,
        Optional<Expression> input,
        Map<Outcome, List<Transition>> on) {
    public Call {
        on = Copies.orderedLists(on);
    }
}
