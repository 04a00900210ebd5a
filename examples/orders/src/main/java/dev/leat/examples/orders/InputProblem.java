package dev.leat.examples.orders;

import java.nio.file.Path;

/**
 * Something in the input that could not be used.
 *
 * @param line counted from 1; 0 for a file or folder as a whole
 * @param what is wrong, what happens without it, and what to do
 */
public record InputProblem(Path file, long line, String what) {

    static InputProblem whole(Path file, String what) {
        return new InputProblem(file, 0, what);
    }

    /** {@code file:line: what}. */
    @Override
    public String toString() {
        return line == 0 ? file + ": " + what : file + ":" + line + ": " + what;
    }
}
