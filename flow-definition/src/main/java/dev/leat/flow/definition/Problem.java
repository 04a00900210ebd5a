package dev.leat.flow.definition;

/**
 * Something that is wrong with a flow, or may be.
 *
 * @param line from 1
 * @param column from 1
 * @param path where in the file by names, such as {@code states.paid.on.failed}; empty for all of it
 * @param remedy what to do
 * @since 0.1
 */
public record Problem(
        Check check,
        Check.Level level,
        String file,
        int line,
        int column,
        String path,
        String what,
        String why,
        String remedy) {
    /** {@code file:line:column: error[code] path: what; why; remedy}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + level + "[" + check.code() + "] "
                + (path.isEmpty() ? "" : path + ": ") + what + "; " + why + "; " + remedy;
    }
}
