package dev.leat.cdi;

import dev.leat.config.FlatValues;
import dev.leat.config.LiveConfig;
import dev.leat.config.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of several namespaces as MicroProfile Config has them; of two of one name that of the first. From any thread. */
final class LiveValues {
    private static final Pattern ELEMENT = Pattern.compile("(.+)\\[\\d+]");

    private final List<LiveConfig<Map<String, Object>>> namespaces;
    private volatile Flat flat = new Flat(List.of(), Map.of());

    private record Flat(List<Snapshot<Map<String, Object>>> of, Map<String, String> values) {
        /** Each snapshot is one object, and to compare the values of two costs more than to make them flat. */
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(List<Snapshot<Map<String, Object>>> others) {
            for (int i = 0; i < others.size(); i++) {
                if (of.size() <= i || of.get(i) != others.get(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    LiveValues(List<LiveConfig<Map<String, Object>>> namespaces) {
        this.namespaces = List.copyOf(namespaces);
    }

    Map<String, String> all() {
        List<Snapshot<Map<String, Object>>> now = new ArrayList<>();
        namespaces.forEach(namespace -> now.add(namespace.snapshot()));
        Flat known = flat;
        if (!known.isOf(now)) {
            known = new Flat(now, flat(now));
            flat = known;
        }
        return known.values();
    }

    private static Map<String, String> flat(List<Snapshot<Map<String, Object>>> snapshots) {
        Map<String, String> all = new LinkedHashMap<>();
        snapshots.forEach(snapshot -> withLists(FlatValues.of(snapshot.value())).forEach(all::putIfAbsent));
        return Collections.unmodifiableMap(all);
    }

    /** MicroProfile Config knows lists as one text with commas, and not all that implement it know elements by their numbers. */
    private static Map<String, String> withLists(Map<String, String> values) {
        Map<String, String> all = new LinkedHashMap<>(values);
        values.forEach((name, value) -> {
            Matcher element = ELEMENT.matcher(name);
            if (element.matches()) {
                String escaped = value.replace("\\", "\\\\").replace(",", "\\,");
                all.merge(element.group(1), escaped, (before, next) -> before + "," + next);
            }
        });
        return all;
    }
}
