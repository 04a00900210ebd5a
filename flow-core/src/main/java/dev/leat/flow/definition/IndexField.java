package dev.leat.flow.definition;

/**
 * A field of the data that sagas can be searched for.
 *
 * @since 0.1
 */
public record IndexField(DataPath path, Type type) {
    /** As what values are compared. */
    public enum Type {
        /** Character by character; the type of a field that names none. */
        TEXT,
        NUMBER,
        BOOLEAN,
        /** A moment in ISO 8601. */
        TIME
    }
}
