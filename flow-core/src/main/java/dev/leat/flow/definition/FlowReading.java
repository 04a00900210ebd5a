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

    /** The same for those who want it strict: what {@link Check#isStrict} is an error then. */
    public FlowReading strict() {
        List<Problem> strict = problems.stream()
                .map(problem -> problem.check().isStrict() ? problem.withLevel(Check.Level.ERROR) : problem)
                .toList();
        boolean isGood = strict.stream().noneMatch(problem -> problem.level() == Check.Level.ERROR);
        return new FlowReading(strict, isGood ? flow : Optional.empty());
    }
}
