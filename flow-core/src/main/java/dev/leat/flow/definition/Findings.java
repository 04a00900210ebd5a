package dev.leat.flow.definition;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What checks find in a flow, and where in its file that is. For one thread. */
final class Findings {
    /** What published machines have, and run with. */
    private static final Set<Check> PUBLISHED = Set.of(
            Check.MISSING_INITIAL,
            Check.NO_FINAL_REACHABLE,
            Check.FINAL_WITH_EXITS,
            Check.NO_WAY_OUT,
            Check.UNREACHABLE_STATE);

    private static final int MOST_MISSPELT = 100;

    private final Problems problems;
    private final boolean imported;
    private final Map<Trail, Yaml.Place> places = new HashMap<>();
    private final Map<Trail, Set<String>> names = new HashMap<>();
    private final Set<List<Object>> told = new HashSet<>();
    private int misspelt;

    Findings(Yaml.Node root, Problems problems, boolean imported) {
        this.problems = problems;
        this.imported = imported;
        index(root, Trail.TOP, root.place());
    }

    private void index(Yaml.Node node, Trail trail, Yaml.Place place) {
        places.put(trail, place);
        if (node instanceof Yaml.Mapping mapping) {
            names.put(trail, new LinkedHashSet<>(mapping.fields().keySet()));
            mapping.fields().forEach((name, field) -> index(field.value(), trail.to(name), field.best()));
        } else if (node instanceof Yaml.Sequence sequence) {
            for (int i = 0; i < sequence.items().size(); i++) {
                Yaml.Node item = sequence.items().get(i);
                index(item, trail.at(i), item.place());
            }
        }
    }

    Problems problems() {
        return problems;
    }

    boolean has(Trail trail) {
        return places.containsKey(trail);
    }

    /** Of the members of a group; empty if there is none. */
    Set<String> names(Trail trail) {
        return names.getOrDefault(trail, Set.of());
    }

    /** That entry of a list; or what stands there instead of a list. */
    Trail item(Trail list, int index) {
        return has(list.at(index)) ? list.at(index) : list;
    }

    /** The key of a state; if it has not, of the flow's defaults. */
    Trail own(Trail state, String key) {
        Trail own = state.to(key);
        return has(own) ? own : Trail.TOP.to("defaults").to(key);
    }

    /** At that place of the file, or at the next one above. The same is told once. */
    void add(Check check, Trail trail, String what, String remedy) {
        if (told.add(List.of(check, trail, what))) {
            Check.Level level = imported && PUBLISHED.contains(check) ? Check.Level.WARNING : check.level();
            problems.add(check, level, trail, place(trail), what, check.purpose(), remedy);
        }
    }

    /** What to do about a name that is not among those that are known. Who has misspelt a hundred names has another trouble: then it is not looked for any more. */
    String meant(String name, Collection<String> known, String otherwise) {
        Optional<String> near = ++misspelt <= MOST_MISSPELT ? Nearest.to(name, known) : Optional.empty();
        return near.map(each -> "did you mean '" + each + "'?").orElse(otherwise);
    }

    int count() {
        return told.size();
    }

    private Yaml.Place place(Trail trail) {
        for (Trail at = trail; at != null; at = at.above()) {
            Yaml.Place place = places.get(at);
            if (place != null) {
                return place;
            }
        }
        return Yaml.Place.BEGINNING;
    }
}
