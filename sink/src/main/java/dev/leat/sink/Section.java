package dev.leat.sink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fields of one mapping. What is not as it must be is put among the problems, and left out. For one thread. */
final class Section {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h)");

    private final Yaml.Mapping mapping;
    private final Yaml.Problems problems;
    private final Set<String> known = new LinkedHashSet<>();

    Section(Yaml.Mapping mapping, Yaml.Problems problems) {
        this.mapping = mapping;
        this.problems = problems;
    }

    boolean has(String name) {
        known.add(name);
        return mapping.fields().containsKey(name);
    }

    /** Where the name stands; of one that is not there, where the section begins. */
    Yaml.Place place(String name) {
        Yaml.Field field = mapping.fields().get(name);
        return field == null ? mapping.place() : field.place();
    }

    void problem(String name, String what) {
        problems.add(place(name), "'" + name + "' " + what);
    }

    Optional<String> text(String name) {
        Optional<Yaml.Node> value = value(name);
        if (value.isPresent() && !(value.get() instanceof Yaml.Text)) {
            problem(name, "is " + value.get().kind() + ", must be a single value");
        }
        return value.filter(Yaml.Text.class::isInstance).map(node -> ((Yaml.Text) node).text());
    }

    /** Several, of which one may stand alone. */
    Optional<List<String>> texts(String name) {
        Optional<Yaml.Node> value = value(name);
        if (value.isEmpty() || !(value.get() instanceof Yaml.Sequence sequence)) {
            return text(name).map(List::of);
        }
        List<String> texts = new ArrayList<>();
        for (Yaml.Node item : sequence.items()) {
            if (item instanceof Yaml.Text text && !text.text().isEmpty()) {
                texts.add(text.text());
            } else {
                problems.add(
                        item.place(),
                        "'" + name + "' has an entry that is " + item.kind() + ", must be a single value");
            }
        }
        return Optional.of(texts);
    }

    /** Of one of these. */
    Optional<String> choice(String name, List<String> choices) {
        Optional<String> text = text(name);
        if (text.isPresent() && !choices.contains(text.get())) {
            problem(name, "is '" + text.get() + "', must be one of " + choices);
            return Optional.empty();
        }
        return text;
    }

    Optional<Long> number(String name, long least, long most) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            long number = Long.parseLong(text.get());
            if (number >= least && number <= most) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            // Told below, like a number that is out of bounds.
        }
        problem(name, "is '" + text.get() + "', must be a whole number between " + least + " and " + most);
        return Optional.empty();
    }

    Optional<Duration> duration(String name) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher parts = DURATION.matcher(text.get().strip());
        if (!parts.matches()) {
            problem(name, "is '" + text.get() + "', must be a time such as 500ms, 30s, 5m or 1h");
            return Optional.empty();
        }
        long number = Long.parseLong(parts.group(1));
        return Optional.of(
                switch (parts.group(2)) {
                    case "ms" -> Duration.ofMillis(number);
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    default -> Duration.ofHours(number);
                });
    }

    Optional<Section> section(String name) {
        Optional<Yaml.Node> value = value(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get() instanceof Yaml.Mapping inner) {
            return Optional.of(new Section(inner, problems));
        }
        problem(name, "is " + value.get().kind() + ", must be a group of names and values");
        return Optional.empty();
    }

    /** A group that says where a secret is; a secret itself is not shown. */
    Optional<Section> reference(String name) {
        Optional<Yaml.Node> value = value(name);
        if (value.isPresent() && !(value.get() instanceof Yaml.Mapping)) {
            problem(name, "must not stand here; say 'env: VARIABLE' or 'file: PATH' below it");
            return Optional.empty();
        }
        return section(name);
    }

    /** Names that nobody has asked for are misspelt, or in the wrong place. */
    void nothingElse() {
        mapping.fields().forEach((name, field) -> {
            if (!known.contains(name)) {
                String meant = Nearest.to(name, known)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElseGet(() -> "known are "
                                + String.join(", ", known.stream().sorted().toList()));
                problems.add(field.place(), "'" + name + "' is not known here; " + meant);
            }
        });
    }

    /** Of a name that is there but empty, nothing: but that is told. */
    private Optional<Yaml.Node> value(String name) {
        known.add(name);
        Yaml.Field field = mapping.fields().get(name);
        if (field == null) {
            return Optional.empty();
        }
        if (field.value() instanceof Yaml.Text text && text.text().isEmpty()) {
            problem(name, "has no value; give one, or leave the name out");
            return Optional.empty();
        }
        return Optional.of(field.value());
    }
}
