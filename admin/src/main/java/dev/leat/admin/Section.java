package dev.leat.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The fields of one mapping. What is not as it must be is put among the problems, and left out. For one thread. */
final class Section {
    /** @param place of its name */
    record Setting(String value, Place place) {}

    private final String file;
    private final YamlNode.Mapping mapping;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();

    Section(String file, YamlNode.Mapping mapping, Problems problems) {
        this.file = file;
        this.mapping = mapping;
        this.problems = problems;
    }

    Place place() {
        return new Place(file, mapping.line());
    }

    /** Where the name stands; of one that is not there, where the section begins. */
    Place place(String name) {
        YamlNode.Field field = mapping.fields().get(name);
        return field == null ? place() : new Place(file, field.line());
    }

    boolean has(String name) {
        known.add(name);
        return mapping.fields().containsKey(name);
    }

    void ignore(String... names) {
        known.addAll(List.of(names));
    }

    /** A single value; what the check says is wrong with it is a problem. */
    Optional<String> text(String name, Check check) {
        Optional<YamlNode> value = value(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get() instanceof YamlNode.Scalar scalar) {
            return checked(scalar, check);
        }
        problems.add(place(name), "'" + name + "' is " + value.get().kind() + ", must be a single value");
        return Optional.empty();
    }

    Optional<Integer> count(String name, int most) {
        Optional<String> text = text(name, Check.NONE);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            int count = Integer.parseInt(text.get());
            if (count >= 1 && count <= most) {
                return Optional.of(count);
            }
        } catch (NumberFormatException e) {
            // Told below, like a number that is out of bounds.
        }
        problems.add(
                place(name), "'" + name + "' is '" + text.get() + "', must be a whole number between 1 and " + most);
        return Optional.empty();
    }

    /** Several values, of which one may stand alone. Empty if the name is not there, or one of them is a problem; a list may be empty. */
    Optional<List<String>> texts(String name, Check check) {
        Optional<YamlNode> value = value(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        List<YamlNode> items =
                value.get() instanceof YamlNode.Sequence sequence ? sequence.items() : List.of(value.get());
        List<String> texts = new ArrayList<>();
        for (YamlNode item : items) {
            if (item instanceof YamlNode.Scalar scalar) {
                checked(scalar, check).ifPresent(texts::add);
            } else {
                problems.add(
                        new Place(file, item.line()),
                        "'" + name + "' has an entry that is " + item.kind() + ", must be a single value");
            }
        }
        return texts.size() == items.size() ? Optional.of(texts) : Optional.empty();
    }

    /** Names and values; a list of values is taken for one with commas. */
    Map<String, Setting> settings(String name) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        section(name).ifPresent(section -> {
            for (String key : section.mapping.fields().keySet()) {
                Optional<List<String>> values = section.texts(key, Check.NONE);
                values.ifPresent(list -> settings.put(key, new Setting(String.join(",", list), section.place(key))));
            }
        });
        return settings;
    }

    Optional<Section> section(String name) {
        Optional<YamlNode> value = value(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get() instanceof YamlNode.Mapping inner) {
            return Optional.of(new Section(file, inner, problems));
        }
        problems.add(place(name), "'" + name + "' is " + value.get().kind() + ", must be a group of names and values");
        return Optional.empty();
    }

    List<Section> sections(String name) {
        Optional<YamlNode> value = value(name);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!(value.get() instanceof YamlNode.Sequence sequence)) {
            problems.add(
                    place(name),
                    "'" + name + "' is " + value.get().kind() + ", must be a list; begin each entry with '- '");
            return List.of();
        }
        List<Section> sections = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
            if (item instanceof YamlNode.Mapping inner) {
                sections.add(new Section(file, inner, problems));
            } else {
                problems.add(
                        new Place(file, item.line()),
                        "'" + name + "' has an entry that is " + item.kind() + ", must be a group of names and values");
            }
        }
        return List.copyOf(sections);
    }

    void missing(String name, String remedy) {
        problems.add(place(), "'" + name + "' is missing; " + remedy);
    }

    /** Names that nobody has asked for are misspelt, or in the wrong place. */
    void nothingElse() {
        mapping.fields().forEach((name, field) -> {
            if (!known.contains(name)) {
                problems.add(
                        new Place(file, field.line()),
                        "'" + name + "' is not known here; known are "
                                + known.stream().sorted().collect(Collectors.joining(", ")));
            }
        });
    }

    /** Of a name that is there but empty, nothing: but that is told. */
    private Optional<YamlNode> value(String name) {
        known.add(name);
        YamlNode.Field field = mapping.fields().get(name);
        if (field == null) {
            return Optional.empty();
        }
        if (field.value() instanceof YamlNode.Empty) {
            problems.add(place(name), "'" + name + "' has no value; give one, or leave the name out");
            return Optional.empty();
        }
        return Optional.of(field.value());
    }

    private Optional<String> checked(YamlNode.Scalar scalar, Check check) {
        String problem = check.problem(scalar.text());
        if (problem == null) {
            return Optional.of(scalar.text());
        }
        problems.add(new Place(file, scalar.line()), problem);
        return Optional.empty();
    }
}
