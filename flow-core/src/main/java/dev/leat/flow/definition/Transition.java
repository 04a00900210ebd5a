package dev.leat.flow.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an event leads to. Of several for one event the first is taken whose guard holds.
 *
 * @param to empty only with {@code retry}
 * @param guard the file's {@code if}; without it, it always holds
 * @param set what is put into the data after the event was merged, in this order
 * @param business the id of a business event
 * @param effects commands that nobody waits for
 * @param schema what the payload of the event must look like, in addition to the schema of the event
 * @param retry whether the event means that the state's command is to be sent again, as the state's {@link Retry} says
 * @since 0.1
 */
public record Transition(
        Optional<Target> to,
        Optional<Guard> guard,
        Map<DataPath, Expression> set,
        Optional<String> business,
        List<Command> effects,
        Optional<DataSchema> schema,
        boolean retry) {
    public Transition {
        set = Copies.ordered(set);
        effects = List.copyOf(effects);
    }
}
