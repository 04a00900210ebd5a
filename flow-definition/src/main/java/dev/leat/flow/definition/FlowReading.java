package dev.leat.flow.definition;

import java.util.List;
import java.util.Optional;

/**
 * What came of reading a file. Immutable.
 *
 * @param problems all of them, in the order of the file
 * @param flow empty if there is an error among the problems
 * @since 0.1
 */
public record FlowReading(List<Problem> problems, Optional<Flow> flow) {
    public FlowReading {
        problems = List.copyOf(problems);
    }
}
