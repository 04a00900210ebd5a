package dev.leat.flow.definition;

import tools.jackson.databind.JsonNode;

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
    Problem withLevel(Check.Level other) {
        return new Problem(check, other, file, line, column, path, what, why, remedy);
    }

    /** All of it as an object of JSON: {@code code}, {@code level}, {@code file}, {@code line} and so on. */
    public JsonNode json() {
        return Json.NODES
                .objectNode()
                .put("code", check.code())
                .put("level", level.toString())
                .put("file", file)
                .put("line", line)
                .put("column", column)
                .put("path", path)
                .put("what", what)
                .put("why", why)
                .put("remedy", remedy);
    }

    /** {@code file:line:column: error[code] path: what; why; remedy}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + level + "[" + check.code() + "] "
                + (path.isEmpty() ? "" : path + ": ") + what + "; " + why + "; " + remedy;
    }
}
