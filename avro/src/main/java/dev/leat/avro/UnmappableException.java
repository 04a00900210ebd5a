package dev.leat.avro;

/** A class, or a field of it, that has no place in a schema. Becomes a ConfigurationException with the place. */
final class UnmappableException extends RuntimeException {
    UnmappableException(String message) {
        super(message);
    }
}
