package dev.leat.listener;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Names in a configuration that are options of groups, and of which nobody would take notice.
 *
 * @param groups that there are
 * @param placeholders names that were asked for
 */
record ConfiguredNames(Collection<String> groups, Set<String> placeholders) {
    void check(Configuration configuration, List<String> problems) {
        List<String> known = known();
        for (String name : new TreeSet<>(configuration.names(GroupOptions.PREFIX))) {
            if (known.contains(name)
                    || placeholders.contains(name)
                    || isProperty(name)
                    || isEmptyBlock(name, configuration)) {
                continue;
            }
            problems.add("'" + name + "' (" + configuration.origin(name) + ") " + why(name)
                    + Nearest.to(name, known)
                            .map(each -> "; did you mean '" + each + "'?")
                            .orElse("; take it away, or mend its name"));
        }
    }

    private List<String> known() {
        List<String> known = new ArrayList<>();
        for (String group : groups) {
            for (GroupOption option : GroupOption.values()) {
                known.add(GroupOptions.PREFIX + group + "." + option.key());
            }
        }
        return known;
    }

    private boolean isProperty(String name) {
        return groups.stream()
                .anyMatch(group -> name.startsWith(GroupOptions.PREFIX + group + "." + GroupOptions.PROPERTIES));
    }

    /** In YAML, whoever comments out all options of a group leaves its name, with nothing behind it. */
    private boolean isEmptyBlock(String name, Configuration configuration) {
        String group = name.substring(GroupOptions.PREFIX.length());
        return (!group.contains(".") || groups.contains(group) || name.endsWith(".properties"))
                && configuration.value(name).filter(String::isBlank).isPresent();
    }

    private String why(String name) {
        Optional<String> group = groups.stream()
                .filter(each -> name.startsWith(GroupOptions.PREFIX + each + "."))
                .findFirst();
        return group.isPresent()
                ? "is no option of group '" + group.get() + "'; there are "
                        + Arrays.stream(GroupOption.values())
                                .map(GroupOption::key)
                                .toList()
                : "is of a group in which no listener is; there are " + groups;
    }
}
