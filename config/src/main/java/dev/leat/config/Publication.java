package dev.leat.config;

import dev.leat.core.SerdeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
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
    private static final Pattern NAMESPACE = Pattern.compile("[^\\s\\p{Cntrl}]{1,200}");

    private final String namespace;
    private final Values values;
    private final Terms terms;

    /** What follows from what there is. */
    private interface Values {
        /** Null deletes. */
        @Nullable
        ObjectNode after(@Nullable ObjectNode before);
    }

    /** All but the values. Not changed once a publication has it. */
    private static final class Terms {
        private @Nullable Long expected;
        private long above;
        private @Nullable Long rollbackOf;
        private @Nullable String author;
        private String reason = "";
        private @Nullable Selector selector;
        private Set<String> secrets = Set.of();

        Terms changed(Consumer<Terms> change) {
            Terms copy = new Terms();
            copy.expected = expected;
            copy.above = above;
            copy.rollbackOf = rollbackOf;
            copy.author = author;
            copy.reason = reason;
            copy.selector = selector;
            copy.secrets = secrets;
            change.accept(copy);
            return copy;
        }
    }

    private Publication(String namespace, Values values, Terms terms) {
        this.namespace = namespace;
        this.values = values;
        this.terms = terms;
    }

    /**
     * These values, and nothing of what was before.
     *
     * @param values a record, bean, map or tree of Jackson that is a JSON object
     * @throws SerdeException if Jackson cannot write them, or they are something else than an object
     */
    public static Publication of(String namespace, Object values) {
        ObjectNode tree = object(namespace, values);
        return new Publication(named(namespace), before -> tree, new Terms());
    }

    /**
     * What there is with these members changed, as RFC 7396 (JSON Merge Patch) has it: null takes a member away, an object changes what is within. What it is merged
     * into is read and written in one step, so that no other change gets lost. An object that is a secret as a whole cannot be changed in part: that is rejected.
     *
     * @throws SerdeException as {@link #of}
     */
    public static Publication patch(String namespace, Object patch) {
        ObjectNode tree = object(namespace, patch);
        return new Publication(
                named(namespace),
                before -> {
                    checkedWhole(namespace, before, tree);
                    return merged(before == null ? Canonical.empty() : before.deepCopy(), tree);
                },
                new Terms());
    }

    /** Nothing: instances fall back to their defaults. History stays. */
    public static Publication delete(String namespace) {
        return new Publication(named(namespace), before -> null, new Terms());
    }

    /** The values of an earlier version once more, as a new one for all; nothing if that one has deleted it. {@link Revision#rollbackOf} tells of it. */
    public static Publication again(Revision earlier) {
        return new Publication(
                earlier.namespace(),
                before -> earlier.valuesOrNull(),
                new Terms().changed(terms -> terms.rollbackOf = earlier.version()));
    }

    /** Only if this is the version in force; 0 if there must be none yet. Default whatever is in force. */
    public Publication expecting(long version) {
        return with(changed -> changed.expected = version);
    }

    /** With a number above this one, whatever is in force: after the topic was made anew, for instances that know higher ones. Default none. */
    public Publication above(long version) {
        if (version < 0 || version > Long.MAX_VALUE / 2) {
            throw new IllegalArgumentException(
                    "above is " + version + ", which leaves no numbers for what comes after");
        }
        return with(changed -> changed.above = version);
    }

    /** Who publishes. Default the user of this process. */
    public Publication author(String author) {
        return with(changed -> changed.author = author);
    }

    /** Why. Default nothing. */
    public Publication reason(String reason) {
        return with(changed -> changed.reason = reason);
    }

    /**
     * Only for some instances; the others keep what is in force for all. It lasts until the next version for all, or the next for some, whomever that is for. A patch
     * builds on what is in force for all. Default for all.
     */
    public Publication where(Selector selector) {
        return with(changed -> changed.selector = selector);
    }

    /**
     * What stands there is encrypted, also in later versions, with the first of the store's {@link ConfigStoreBuilder#secrets keys}. Default what was encrypted in the version before.
     *
     * @param pointers places, as JSON Pointers: {@code /database/password}; not within lists
     * @throws IllegalArgumentException if one is none
     */
    public Publication secret(String... pointers) {
        Set<String> all = new TreeSet<>(terms.secrets);
        all.addAll(pointers(pointers));
        return with(changed -> changed.secrets = all);
    }

    private Publication with(Consumer<Terms> change) {
        return new Publication(namespace, values, terms.changed(change));
    }

    static List<String> pointers(String... pointers) {
        for (String each : pointers) {
            if (!each.startsWith("/")) {
                throw new IllegalArgumentException(
                        "'" + each + "' is no JSON Pointer; write it like /database/password");
            }
        }
        return List.of(pointers);
    }

    public String namespace() {
        return namespace;
    }

    @Nullable
    Long expected() {
        return terms.expected;
    }

    long above() {
        return terms.above;
    }

    @Nullable
    Selector selector() {
        return terms.selector;
    }

    Set<String> secrets() {
        return terms.secrets;
    }

    /** What this becomes, as it is to be stored. */
    Revision revision(long version, String id, String user, Instant time, @Nullable ObjectNode stored) {
        return new Revision(
                namespace,
                version,
                id,
                terms.author == null ? user : terms.author,
                terms.reason,
                time,
                terms.rollbackOf,
                terms.selector,
                stored);
    }

    @Nullable
    ObjectNode valuesAfter(@Nullable Revision before) {
        return values.after(before == null ? null : before.valuesOrNull());
    }

    static String named(String namespace) {
        if (!NAMESPACE.matcher(namespace).matches()) {
            throw new IllegalArgumentException(
                    "the name of a namespace is empty, longer than 200 characters, or has blanks in it; name what the configuration is for");
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

    /** What is within a secret is not to be seen, and the rest of it would be lost. */
    private static void checkedWhole(String namespace, @Nullable ObjectNode before, ObjectNode patch) {
        List<String> problems = Sealing.places(before).stream()
                .filter(place -> patch.at(place) instanceof ObjectNode part && !Sealing.isSealed(part))
                .map(place -> place + " is a secret as a whole, and a patch cannot change a part of it;"
                        + " publish all values, with *** for secrets that stay as they are")
                .toList();
        if (!problems.isEmpty()) {
            throw new ConfigRejectedException(namespace, problems);
        }
    }

    static ObjectNode merged(ObjectNode target, ObjectNode patch) {
        for (String name : patch.propertyNames()) {
            JsonNode change = patch.path(name);
            if (change.isNull()) {
                target.remove(name);
            } else if (change instanceof ObjectNode inner && !Sealing.isSealed(inner)) {
                target.set(
                        name,
                        merged(
                                target.path(name) instanceof ObjectNode there && !Sealing.isSealed(there)
                                        ? there
                                        : Canonical.empty(),
                                inner));
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
