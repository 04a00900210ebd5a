package dev.leat.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One member that two versions do not agree on. Arrays differ as a whole. Secrets are shown as {@code ***}.
 *
 * @param path where it is, as a JSON Pointer (RFC 6901): {@code /limits/ceiling}
 * @param before empty if it is new
 * @param after empty if it is gone
 * @since 0.1
 */
public record Difference(String path, Optional<JsonNode> before, Optional<JsonNode> after) {
    /** @param secrets places whose values are not shown, as are those where something is sealed before or after */
    static List<Difference> between(ObjectNode before, ObjectNode after, Collection<String> secrets) {
        List<Difference> all = new ArrayList<>();
        compare("", before, after, all);
        Set<String> hidden = new TreeSet<>(secrets);
        hidden.addAll(Sealing.places(before));
        hidden.addAll(Sealing.places(after));
        return all.stream().map(difference -> difference.masked(hidden)).toList();
    }

    private Difference masked(Set<String> secrets) {
        return new Difference(
                path,
                before.map(value -> Sealing.masked(path, value, secrets)),
                after.map(value -> Sealing.masked(path, value, secrets)));
    }

    private static void compare(
            String path, @Nullable JsonNode before, @Nullable JsonNode after, List<Difference> all) {
        if (before instanceof ObjectNode old
                && after instanceof ObjectNode other
                && !Sealing.isSealed(old)
                && !Sealing.isSealed(other)) {
            TreeSet<String> names = new TreeSet<>(old.propertyNames());
            names.addAll(other.propertyNames());
            for (String name : names) {
                compare(path + "/" + escaped(name), old.get(name), other.get(name), all);
            }
        } else if (before == null ? after != null : !before.equals(after)) {
            all.add(new Difference(path, Optional.ofNullable(before), Optional.ofNullable(after)));
        }
    }

    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    boolean isWithin(String pointer) {
        return path.equals(pointer) || path.startsWith(pointer + "/") || pointer.startsWith(path + "/");
    }

    /** Without the values, which may be secrets. */
    @Override
    public String toString() {
        return (before.isEmpty() ? "+" : after.isEmpty() ? "-" : "~") + path;
    }
}
