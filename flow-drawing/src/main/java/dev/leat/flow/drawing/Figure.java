package dev.leat.flow.drawing;

import dev.leat.flow.definition.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * Something with a place in a picture that arrows lead to or from. Immutable.
 *
 * @param id unique in the picture and over the pictures of other flows; letters, digits, {@code - _ .} only
 * @param state the state's name, for one in a branch {@code state/branch/state}; for a branch {@code state/branch}; empty for what is no state
 * @param outcome there if a saga, or a branch of one, ends here
 * @param captions from top to bottom; of a state the first ones, as many as {@code titleLines} says, are its name
 * @since 0.1
 */
public record Figure(
        String id,
        FigureKind kind,
        Optional<String> state,
        Optional<Outcome> outcome,
        Course course,
        Box box,
        List<Caption> captions,
        int titleLines) {
    public Figure {
        captions = List.copyOf(captions);
    }
}
