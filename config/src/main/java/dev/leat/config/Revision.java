package dev.leat.config;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One version of the configuration of a namespace, whole: what is in it, and who has published it when and why. Immutable.
 *
 * @since 0.1
 */
public final class Revision {
    private final String namespace;
    private final long version;
    private final String id;
    private final String author;
    private final String reason;
    private final Instant time;
    private final @Nullable Long rollbackOf;
    private final @Nullable Selector selector;
    /** Null if this deletes it. Not changed, and never given away. */
    private final @Nullable ObjectNode values;

    private final String hash;

    Revision(
            String namespace,
            long version,
            String id,
            String author,
            String reason,
            Instant time,
            @Nullable Long rollbackOf,
            @Nullable Selector selector,
            @Nullable ObjectNode values) {
        this.namespace = namespace;
        this.version = version;
        this.id = id;
        this.author = author;
        this.reason = reason;
        this.time = time;
        this.rollbackOf = rollbackOf;
        this.selector = selector;
        this.values = values;
        this.hash = Canonical.hash(values);
    }

    public String namespace() {
        return namespace;
    }

    /** From 1, and one more with each; also after it was deleted. */
    public long version() {
        return version;
    }

    /** By which one publication is told from another, whatever became of the answer to it. */
    String id() {
        return id;
    }

    /** Of the values, as they are stored: SHA-256 in hexadecimal digits, the same for the same values in whatever order. Of nothing if it was deleted. */
    public String hash() {
        return hash;
    }

    public String author() {
        return author;
    }

    /** Why, as the author says; may be empty. */
    public String reason() {
        return reason;
    }

    public Instant time() {
        return time;
    }

    /** The version whose values these are once more; empty if they are not. */
    public OptionalLong rollbackOf() {
        return rollbackOf == null ? OptionalLong.empty() : OptionalLong.of(rollbackOf);
    }

    /** Whom it is for; empty if for all. */
    public Optional<Selector> selector() {
        return Optional.ofNullable(selector);
    }

    /** Whether the namespace has no configuration from here on, so that instances fall back to their defaults. */
    public boolean isDeleted() {
        return values == null;
    }

    /** A copy of the values, with {@code ***} for secrets; an empty object if it was deleted. */
    public ObjectNode values() {
        return values == null ? Canonical.empty() : Sealing.masked(values);
    }

    /** What one has to change in the other to get this one, in the order of the paths. */
    public List<Difference> differencesTo(Revision earlier) {
        return Difference.between(
                earlier.values == null ? Canonical.empty() : earlier.values,
                values == null ? Canonical.empty() : values,
                List.of());
    }

    /** {@link #differencesTo} a version with nothing in it: all there is. */
    public List<Difference> differencesToNothing() {
        return Difference.between(Canonical.empty(), values == null ? Canonical.empty() : values, List.of());
    }

    @Nullable
    ObjectNode valuesOrNull() {
        return values;
    }

    /** Without the values, some of which may be secrets. */
    @Override
    public String toString() {
        return "Revision[" + namespace + " " + version + (isDeleted() ? ", deleted" : "")
                + (selector == null ? "" : ", for " + selector) + ", by " + author + "]";
    }
}
