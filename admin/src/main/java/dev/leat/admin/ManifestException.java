package dev.leat.admin;

import dev.leat.core.LeatException;
import java.util.List;

/** A manifest that cannot be meant like this. Names everything that is wrong with it, not only the first. */
public final class ManifestException extends LeatException {
    private final List<String> problems;

    /** @param problems one sentence each: the place, what is there, the remedy; not empty */
    ManifestException(List<String> problems) {
        super(String.join("; ", problems), null);
        this.problems = List.copyOf(problems);
    }

    /** One sentence each, in the order of the files. */
    public List<String> problems() {
        return problems;
    }
}
