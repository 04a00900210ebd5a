package dev.leat.config;

import dev.leat.core.SerdeException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is to become the next version of a namespace. Immutable: each method returns a changed copy.
 *
 * <pre>{@code
 * store.publish(Publication.of("orders", new OrderRules(500)).expecting(7).author("ann").reason("Easter"));
 * }</pre>
 *
 * @since 0.1
 */
public final class Publication {
    private final String namespace;
    private final Values values;
    private final @Nullable Long expected;
    private final long above;
    private final @Nullable Long rollbackOf;
    private final @Nullable String author;
    private final String reason;

    /** What follows from what there is. */
    private interface Values {
        /** Null deletes. */
        @Nullable
        ObjectNode after(@Nullable ObjectNode before);
    }

    private Publication(
            String namespace,
            Values values,
            @Nullable Long expected,
            long above,
            @Nullable Long rollbackOf,
            @Nullable String author,
            String reason) {
        this.namespace = namespace;
        this.values = values;
        this.expected = expected;
        this.above = above;
        this.rollbackOf = rollbackOf;
        this.author = author;
        this.reason = reason;
    }

    /**
     * These values, and nothing of what was before.
     *
     * @param values a record, bean, map or tree of Jackson that is a JSON object
     * @throws SerdeException if Jackson cannot write them, or they are something else than an object
     */
    public static Publication of(String namespace, Object values) {
        ObjectNode tree = object(namespace, values);
        return new Publication(named(namespace), before -> tree, null, 0, null, null, "");
    }

    /**
     * What there is with these members changed, as RFC 7396 (JSON Merge Patch) has it: null takes a member away, an object changes what is within. What it is merged
     * into is read and written in one step, so that no other change gets lost.
     *
     * @throws SerdeException as {@link #of}
     */
    public static Publication patch(String namespace, Object patch) {
        ObjectNode tree = object(namespace, patch);
        return new Publication(
                named(namespace),
                before -> merged(before == null ? Canonical.empty() : before.deepCopy(), tree),
                null,
                0,
                null,
                null,
                "");
    }

    /** Nothing: instances fall back to their defaults. History stays. */
    public static Publication delete(String namespace) {
        return new Publication(named(namespace), before -> null, null, 0, null, null, "");
    }

    /** The values of an earlier version once more, as a new one. */
    static Publication again(Revision earlier) {
        return new Publication(
                earlier.namespace(), before -> earlier.valuesOrNull(), null, 0, earlier.version(), null, "");
    }

    /** Only if this is the version in force; 0 if there must be none yet. Default whatever is in force. */
    public Publication expecting(long version) {
        return new Publication(namespace, values, version, above, rollbackOf, author, reason);
    }

    /** With a number above this one, whatever is in force: after the topic was made anew, for instances that know higher ones. Default none. */
    public Publication above(long version) {
        return new Publication(namespace, values, expected, version, rollbackOf, author, reason);
    }

    /** Who publishes. Default the user of this process. */
    public Publication author(String author) {
        return new Publication(namespace, values, expected, above, rollbackOf, author, reason);
    }

    /** Why. Default nothing. */
    public Publication reason(String reason) {
        return new Publication(namespace, values, expected, above, rollbackOf, author, reason);
    }

    public String namespace() {
        return namespace;
    }

    @Nullable
    Long expected() {
        return expected;
    }

    long above() {
        return above;
    }

    @Nullable
    Long rollbackOf() {
        return rollbackOf;
    }

    String authorOr(String usual) {
        return author == null ? usual : author;
    }

    String reason() {
        return reason;
    }

    @Nullable
    ObjectNode valuesAfter(@Nullable Revision before) {
        return values.after(before == null ? null : before.valuesOrNull());
    }

    static String named(String namespace) {
        if (namespace.isBlank()) {
            throw new IllegalArgumentException("the namespace is blank; name what the configuration is for");
        }
        return namespace;
    }

    /** Written and read once, so that what is hashed here is what others will read. */
    static ObjectNode object(String namespace, Object values) {
        JsonNode tree;
        try {
            tree = Envelope.mapper()
                    .readTree(Envelope.mapper().writeValueAsBytes(Objects.requireNonNull(values, "values")));
        } catch (JacksonException e) {
            throw new SerdeException(
                    "configuration '" + namespace + "': a " + values.getClass().getName() + " cannot be written as JSON"
                            + (e.getPath().isEmpty() ? "" : ", at " + e.getPathReference()));
        }
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw new SerdeException("configuration '" + namespace + "' must be a JSON object, and this is "
                + tree.getNodeType().name().toLowerCase(Locale.ROOT));
    }

    static ObjectNode merged(ObjectNode target, ObjectNode patch) {
        for (String name : patch.propertyNames()) {
            JsonNode change = patch.path(name);
            if (change.isNull()) {
                target.remove(name);
            } else if (change instanceof ObjectNode inner) {
                target.set(
                        name, merged(target.path(name) instanceof ObjectNode there ? there : Canonical.empty(), inner));
            } else {
                target.set(name, change);
            }
        }
        return target;
    }

    /** Without the values, some of which may be secrets. */
    @Override
    public String toString() {
        return "Publication[" + namespace + "]";
    }
}
