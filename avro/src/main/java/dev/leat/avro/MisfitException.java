package dev.leat.avro;

import org.jspecify.annotations.Nullable;

/** A value and a schema that do not fit. The message has names of fields and types, and nothing of the value. */
final class MisfitException extends RuntimeException {
    private final String path;
    private final String problem;

    MisfitException(String problem) {
        this("", problem, null);
    }

    MisfitException(String path, String problem, @Nullable Throwable cause) {
        super(path.isEmpty() ? problem : "at " + path + ": " + problem, cause);
        this.path = path;
        this.problem = problem;
    }

    /** The same, one step further out: {@code .field}, {@code []} for any element, {@code {}} for any entry. */
    MisfitException under(String step) {
        return new MisfitException(step + path, problem, getCause() == null ? this : getCause());
    }
}
