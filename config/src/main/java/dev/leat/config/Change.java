package dev.leat.config;

import java.util.List;
import java.util.Optional;

/**
 * From one configuration to the next. Versions between them may have been passed over, since only the newest counts.
 *
 * @since 0.1
 */
public final class Change<T> {
    /** What kind of change. */
    public enum Kind {
        /** The first one that a listener is told of, whatever it is: the defaults too. */
        INITIAL,
        /** Another version. */
        CHANGED,
        /** Nothing is published any more; the defaults are in force. */
        DELETED
    }

    private final String namespace;
    private final Kind kind;
    private final Optional<Snapshot<T>> before;
    private final Snapshot<T> after;
    private final List<Difference> differences;
    private final long skipped;

    Change(
            String namespace,
            Kind kind,
            Optional<Snapshot<T>> before,
            Snapshot<T> after,
            List<Difference> differences,
            long skipped) {
        this.namespace = namespace;
        this.kind = kind;
        this.before = before;
        this.after = after;
        this.differences = differences;
        this.skipped = skipped;
    }

    public String namespace() {
        return namespace;
    }

    public Kind kind() {
        return kind;
    }

    /** What was in force; empty with {@link Kind#INITIAL}. */
    public Optional<Snapshot<T>> before() {
        return before;
    }

    /** What is in force from now on; while a listener prepares, what is to be. */
    public Snapshot<T> after() {
        return after;
    }

    /** What differs, in the order of the paths; with {@link Kind#INITIAL} everything there is. Secrets are shown as {@code ***}. */
    public List<Difference> differences() {
        return differences;
    }

    /** How many versions before this one were read together with it, and never came into force here because only the newest counts. */
    public long skipped() {
        return skipped;
    }

    boolean touches(String pointer) {
        return kind == Kind.INITIAL || differences.stream().anyMatch(difference -> difference.isWithin(pointer));
    }

    @Override
    public String toString() {
        return "Change[" + namespace + ", " + kind + " to version " + after.version() + "]";
    }
}
