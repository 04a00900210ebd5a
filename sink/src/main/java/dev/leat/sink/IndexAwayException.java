package dev.leat.sink;

/** The index cannot take anything at present, for a reason that is not the documents': to be tried again. */
final class IndexAwayException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param message where and why, for the log and for health; without credentials */
    IndexAwayException(String message) {
        super(message);
    }
}
