package dev.leat.core;

/**
 * Bytes that cannot be read as a value, or a value that cannot be written as bytes. Trying again does not help, so the engine never
 * spends retry attempts on it: the record goes where exhausted records of its group go, with its raw bytes.
 */
public final class SerdeException extends LeatException {
    public SerdeException(String message, Throwable cause) {
        super(message, cause);
    }

    public SerdeException(String message) {
        super(message, null);
    }
}
