package dev.leat.config;

import dev.leat.core.LeatException;
import java.util.List;

/** Values that must not come into force; nothing was published. */
public final class ConfigRejectedException extends LeatException {
    private final List<String> problems;

    ConfigRejectedException(String namespace, List<String> problems) {
        super("configuration '" + namespace + "' was not published: " + String.join("; ", problems), null);
        this.problems = List.copyOf(problems);
    }

    /** One sentence for each thing that is wrong. */
    public List<String> problems() {
        return problems;
    }
}
