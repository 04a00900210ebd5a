package dev.leat.config;

import dev.leat.core.SerdeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which instances a version is for. Each of them looks for itself whether it is meant. Immutable: {@link #and} returns a changed copy.
 *
 * <pre>{@code
 * Publication.of("orders", rules).where(Selector.label("zone", "eu", "us").and(Selector.label("canary", "yes")))
 * }</pre>
 *
 * @since 0.1
 */
public final class Selector {
    private final Set<String> instances;
    private final Map<String, Set<String>> labels;

    private Selector(Set<String> instances, Map<String, Set<String>> labels) {
        this.instances = instances;
        this.labels = labels;
    }

    /** These instances, by {@link ConfigStoreBuilder#instance their names}. */
    public static Selector instances(String... names) {
        if (names.length == 0) {
            throw new IllegalArgumentException("no instance is named; name those that are meant");
        }
        return new Selector(new TreeSet<>(Arrays.asList(names)), Map.of());
    }

    /** Instances that have one of these values for this {@link ConfigStoreBuilder#label label}. */
    public static Selector label(String name, String... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no value of label '" + name + "' is named; name those that are meant");
        }
        return new Selector(Set.of(), Map.of(name, new TreeSet<>(Arrays.asList(values))));
    }

    /**
     * Those that the other selects, too.
     *
     * @throws IllegalArgumentException if both speak of the same thing
     */
    public Selector and(Selector other) {
        Map<String, Set<String>> all = new TreeMap<>(labels);
        other.labels.forEach((name, values) -> {
            if (all.put(name, values) != null) {
                throw new IllegalArgumentException(
                        "label '" + name + "' is selected twice; name all its values at once");
            }
        });
        if (!instances.isEmpty() && !other.instances.isEmpty()) {
            throw new IllegalArgumentException("instances are selected twice; name all of them at once");
        }
        return new Selector(instances.isEmpty() ? other.instances : instances, all);
    }

    boolean selects(String instance, Map<String, String> has) {
        return (instances.isEmpty() || instances.contains(instance))
                && labels.entrySet().stream().allMatch(each -> {
                    String value = has.get(each.getKey());
                    return value != null && each.getValue().contains(value);
                });
    }

    ObjectNode json() {
        ObjectNode all = Canonical.empty();
        if (!instances.isEmpty()) {
            fill(all.putArray("instances"), instances);
        }
        if (!labels.isEmpty()) {
            ObjectNode each = all.putObject("labels");
            labels.forEach((name, values) -> fill(each.putArray(name), values));
        }
        return all;
    }

    private static void fill(ArrayNode array, Set<String> texts) {
        texts.forEach(array::add);
    }

    /** @throws SerdeException if it is none; whom a version is for must not be guessed */
    static Selector of(JsonNode json) {
        if (!(json instanceof ObjectNode all)
                || !Set.of("instances", "labels").containsAll(List.copyOf(all.propertyNames()))
                || all.isEmpty()) {
            throw new SerdeException("its member selector has to have instances or labels, and nothing else");
        }
        Map<String, Set<String>> labels = new TreeMap<>();
        JsonNode named = all.path("labels");
        if (all.has("labels") && (!named.isObject() || named.isEmpty())) {
            throw new SerdeException("its member selector names no label where there must be one");
        }
        named.propertyNames().forEach(name -> labels.put(name, texts(named.path(name))));
        return new Selector(all.has("instances") ? texts(all.path("instances")) : Set.of(), labels);
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        for (JsonNode each : array) {
            if (!each.isString()) {
                throw new SerdeException("its member selector has something else than a text in a list of texts");
            }
            texts.add(each.stringValue());
        }
        if (!array.isArray() || texts.isEmpty()) {
            throw new SerdeException("its member selector names nothing where there must be a list of texts");
        }
        return texts;
    }

    /** As people read it: {@code instances a, b and zone eu or us}. */
    @Override
    public String toString() {
        List<String> all = new ArrayList<>();
        if (!instances.isEmpty()) {
            all.add("instances " + String.join(", ", instances));
        }
        labels.forEach((name, values) -> all.add(name + " " + String.join(" or ", values)));
        return String.join(" and ", all);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Selector that && instances.equals(that.instances) && labels.equals(that.labels);
    }

    @Override
    public int hashCode() {
        return instances.hashCode() * 31 + labels.hashCode();
    }
}
