package dev.leat.flow.definition;

/**
 * A text is no expression. The message says what is wrong and what to write.
 *
 * @since 0.1
 */
public final class ExpressionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final int at;
    private final String what;
    private final String remedy;

    ExpressionException(String text, int at, String what, String remedy) {
        super("'" + text + "' is no expression, at character " + (at + 1) + ": " + what + "; " + remedy);
        this.at = at;
        this.what = what;
        this.remedy = remedy;
    }

    /** Where in the text, from 0. */
    public int at() {
        return at;
    }

    String what() {
        return what;
    }

    String remedy() {
        return remedy;
    }
}
