package dev.leat.core;

import java.util.List;

/** A setting that cannot work, found before anything was started. Names every offending setting, not only the first. */
public final class ConfigurationException extends LeatException {
    private final List<String> problems;

    /** @param problems one sentence each: the setting, its value where it is no secret, the bound, the remedy; not empty */
    public ConfigurationException(String where, List<String> problems) {
        super(where + ": " + String.join("; ", problems), null);
        this.problems = List.copyOf(problems);
    }

    public ConfigurationException(String where, String problem) {
        this(where, List.of(problem));
    }

    /** One sentence for each offending setting, in the order of their names. */
    public List<String> problems() {
        return problems;
    }
}
