package dev.leat.sink;

import dev.leat.core.LeatException;

/**
 * The index will not take a document, and trying again would not change that. What stands in the headers of its dead letter.
 *
 * @since 0.1
 */
public final class DocumentRefusedException extends LeatException {
    private final int status;
    private final String type;
    private final String reason;
    private final String index;

    DocumentRefusedException(int status, Reason reason, String index) {
        super("index '" + index + "' refuses the document with " + status + said(reason), null);
        this.status = status;
        this.type = reason.type();
        this.reason = reason.words();
        this.index = index;
    }

    private static String said(Reason reason) {
        if (reason.type().isEmpty() && reason.words().isEmpty()) {
            return "";
        }
        return " " + reason + (reason.words().isEmpty() ? ", and words that may quote it and are not told" : "");
    }

    /** The answer's HTTP status. */
    public int status() {
        return status;
    }

    /** What the index calls it; such names change from version to version. May be empty. */
    public String type() {
        return type;
    }

    /** The index's own words, as far as they are known to quote nothing of the document; empty if they are not. */
    public String reason() {
        return reason;
    }

    /** Which it was sent to. */
    public String index() {
        return index;
    }
}
