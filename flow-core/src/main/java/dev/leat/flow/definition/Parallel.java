package dev.leat.flow.definition;

import java.util.Map;
import java.util.Optional;

/**
 * Branches that run at the same time, within one saga.
 *
 * @param branches by name, at least two
 * @param join how many of them must end with success: all, one, or a number between
 * @param then where it leads when they have; branches that still run are left where they are
 * @param failed where it leads as soon as that many cannot succeed any more; there if a branch can fail
 * @since 0.1
 */
public record Parallel(Map<String, Branch> branches, int join, Target then, Optional<Target> failed) {
    public Parallel {
        branches = Copies.ordered(branches);
    }

    /**
     * The branch of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Branch branch(String name) {
        Branch branch = branches.get(name);
        if (branch == null) {
            throw new IllegalArgumentException(
                    "there is no branch '" + name + "'; there are " + String.join(", ", branches.keySet()));
        }
        return branch;
    }
}
