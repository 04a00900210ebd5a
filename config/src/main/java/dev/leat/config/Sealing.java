package dev.leat.config;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Secrets among the values of a configuration: sealed wherever it is stored or shown, open for the application and its checks. A sealed one is an object with the single member
 * {@value #MEMBER}. Immutable.
 */
final class Sealing {
    static final String MASK = "***";
    private static final String MEMBER = "$sealed";

    private final @Nullable Secrets secrets;

    Sealing(@Nullable Secrets secrets) {
        this.secrets = secrets;
    }

    static boolean isSealed(@Nullable JsonNode node) {
        return node instanceof ObjectNode object
                && object.size() == 1
                && object.path(MEMBER).isString();
    }

    /** Something done with the node at a place. */
    private interface Step<E extends Exception> {
        @Nullable
        JsonNode at(String path, JsonNode node) throws E;
    }

    /** A copy, in which what the step has something for is replaced by that. Lists are not looked into: their places change. */
    private static <E extends Exception> ObjectNode changed(String path, ObjectNode node, Step<E> step) throws E {
        ObjectNode copy = Canonical.empty();
        for (String name : node.propertyNames()) {
            JsonNode child = node.path(name);
            String below = path + "/" + Difference.escaped(name);
            JsonNode instead = step.at(below, child);
            copy.set(
                    name,
                    instead != null
                            ? instead
                            : child instanceof ObjectNode object ? changed(below, object, step) : child);
        }
        return copy;
    }

    /** What may be shown. */
    static ObjectNode masked(ObjectNode values) {
        return changed("", values, (path, node) -> isSealed(node) ? StringNode.valueOf(MASK) : null);
    }

    /** What may be shown of a part, of which some places are secret though they are not sealed. */
    static JsonNode masked(String path, JsonNode node, Collection<String> pointers) {
        if (isSealed(node) || pointers.stream().anyMatch(each -> path.equals(each) || path.startsWith(each + "/"))) {
            return StringNode.valueOf(MASK);
        }
        return node instanceof ObjectNode object
                ? changed(
                        path,
                        object,
                        (below, child) -> isSealed(child) || pointers.contains(below) ? StringNode.valueOf(MASK) : null)
                : node;
    }

    /** @throws Binding.Refused naming each that cannot be opened here */
    ObjectNode opened(String namespace, ObjectNode values) throws Binding.Refused {
        return opened(namespace, values, false);
    }

    /**
     * Those whose key is not here are shown as {@value #MASK}.
     *
     * @throws Binding.Refused naming each that is not what was sealed there
     */
    ObjectNode openedWherePossible(String namespace, ObjectNode values) throws Binding.Refused {
        return opened(namespace, values, true);
    }

    private ObjectNode opened(String namespace, ObjectNode values, boolean masksForeign) throws Binding.Refused {
        List<String> problems = new ArrayList<>();
        ObjectNode open = changed("", values, (path, node) -> {
            if (!isSealed(node)) {
                return null;
            }
            if (masksForeign && isForeign(node)) {
                return StringNode.valueOf(MASK);
            }
            try {
                return opened(namespace, path, node);
            } catch (GeneralSecurityException e) {
                problems.add(path + " " + e.getMessage());
                return node;
            }
        });
        if (!problems.isEmpty()) {
            throw new Binding.Refused(problems);
        }
        return open;
    }

    private boolean isForeign(JsonNode sealed) {
        return secrets == null || !secrets.hasKeyOf(sealed.path(MEMBER).stringValue());
    }

    /** Whether there is something that cannot be opened here. */
    boolean hasForeign(ObjectNode values) {
        return places(values).stream().anyMatch(place -> isForeign(values.at(place)));
    }

    private JsonNode opened(String namespace, String path, JsonNode node) throws GeneralSecurityException {
        if (secrets == null) {
            throw new GeneralSecurityException("is a secret, and there are no keys here; give them with secrets(…)");
        }
        return Envelope.mapper()
                .readTree(secrets.decrypted(namespace + path, node.path(MEMBER).stringValue()));
    }

    /** Where there is something sealed. */
    static Set<String> places(@Nullable ObjectNode values) {
        Set<String> places = new TreeSet<>();
        if (values != null) {
            var unused = changed("", values, (path, node) -> {
                if (isSealed(node)) {
                    places.add(path);
                    return node;
                }
                return null;
            });
        }
        return places;
    }

    /**
     * What is to be stored. What was sealed before stays so, and is left as it is where it has not changed or is said to be {@value #MASK}.
     *
     * @param pointers where there are secrets, too
     * @throws ConfigStoreException if there is something to seal, and no key here
     */
    ObjectNode sealed(String namespace, ObjectNode values, @Nullable ObjectNode before, Collection<String> pointers) {
        Set<String> places = places(before);
        places.addAll(pointers);
        ObjectNode old = before == null ? Canonical.empty() : before;
        ObjectNode stored = changed("", values, (path, node) -> {
            if (isMask(node) && !isSealed(old.at(path))) {
                throw ConfigStoreException.lasting("configuration '" + namespace + "' has " + MASK + " at " + path
                        + ", which stands for a secret that was there before, and there was none; say what it is");
            }
            return places.contains(path) ? sealed(namespace, path, node, old.at(path)) : null;
        });
        for (String place : places) {
            JsonNode there = stored.at(place);
            if (!there.isMissingNode() && !isSealed(there) && !isWithinSealed(stored, place)) {
                throw ConfigStoreException.lasting("configuration '" + namespace + "' has a secret at " + place
                        + ", which is within a list and cannot be encrypted there; make the whole list a secret");
            }
        }
        return stored;
    }

    private static boolean isMask(JsonNode node) {
        return node.isString() && node.stringValue().equals(MASK);
    }

    private static boolean isWithinSealed(ObjectNode stored, String place) {
        return places(stored).stream().anyMatch(outer -> place.startsWith(outer + "/"));
    }

    private JsonNode sealed(String namespace, String path, JsonNode node, JsonNode before) {
        if (isSealed(node) || (isSealed(before) && isUnchanged(namespace, path, node, before))) {
            return isSealed(node) ? node : before;
        }
        if (secrets == null) {
            throw ConfigStoreException.lasting("configuration '" + namespace + "' has a secret at " + path
                    + ", and there is no key here to encrypt it with; give one with secrets(…)");
        }
        ObjectNode sealed = Canonical.empty();
        sealed.put(MEMBER, secrets.encrypted(namespace + path, Envelope.mapper().writeValueAsBytes(node)));
        return sealed;
    }

    private boolean isUnchanged(String namespace, String path, JsonNode node, JsonNode before) {
        if (isMask(node)) {
            return true;
        }
        try {
            return secrets != null && opened(namespace, path, before).equals(node);
        } catch (GeneralSecurityException e) {
            return false; // of a key that is no longer here
        }
    }
}
