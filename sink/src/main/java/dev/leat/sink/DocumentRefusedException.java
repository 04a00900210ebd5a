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

    DocumentRefusedException(int status, String type, String reason, String index) {
        super("index '" + index + "' refuses the document with " + status + " " + type + ": " + reason, null);
        this.status = status;
        this.type = type;
        this.reason = reason;
        this.index = index;
    }

    /** The answer's HTTP status. */
    public int status() {
        return status;
    }

    /** What the index calls it; such names change from version to version. */
    public String type() {
        return type;
    }

    /** The index's own words, without what they quote of the document. */
    public String reason() {
        return reason;
    }

    /** Which it was sent to. */
    public String index() {
        return index;
    }
}
