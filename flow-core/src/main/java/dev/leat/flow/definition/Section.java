package dev.leat.flow.definition;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The fields of one mapping. What is not as it must be is put among the problems, and left out. For one thread. */
final class Section {
    private final Yaml.Mapping mapping;
    private final Trail trail;
    private final Yaml.Place place;
    private final Source source;
    private final Set<String> known = new LinkedHashSet<>();

    /** @param place where its name is */
    Section(Yaml.Mapping mapping, Trail trail, Yaml.Place place, Source source) {
        this.mapping = mapping;
        this.trail = trail;
        this.place = place;
        this.source = source;
    }

    /** A value of it, with what is needed to tell what is wrong with it. */
    record Entry(String name, Yaml.Node value, Trail trail, Yaml.Place place, Yaml.Place namePlace, Source source) {
        void problem(Check check, String what, String remedy) {
            source.problems().add(check, trail, place, what, remedy);
        }

        boolean isEmpty() {
            return value instanceof Yaml.Scalar scalar && scalar.isEmpty();
        }

        Optional<String> text() {
            if (value instanceof Yaml.Scalar scalar
                    && !scalar.isEmpty()
                    && !scalar.text().isEmpty()) {
                return Optional.of(scalar.text());
            }
            wrongType("a single value");
            return Optional.empty();
        }

        /** Its text, which is a name of something that must be there. */
        Optional<String> name(References.Kind kind) {
            Optional<String> text = text();
            text.ifPresent(name -> source.references().add(kind, name, trail, place));
            return text;
        }

        /** Its own name is that of something that must be there. */
        void refers(References.Kind kind) {
            source.references().add(kind, name, trail, namePlace);
        }

        Optional<Section> section() {
            if (value instanceof Yaml.Mapping inner) {
                return Optional.of(new Section(inner, trail, place, source));
            }
            wrongType("a group of names and values");
            return Optional.empty();
        }

        /** Of a group that may have nothing in it. */
        Optional<Section> sectionOrEmpty() {
            return isEmpty()
                    ? Optional.of(new Section(new Yaml.Mapping(place, Map.of()), trail, place, source))
                    : section();
        }

        /** Of a list; or this one alone, if it is none. */
        List<Entry> items() {
            if (!(value instanceof Yaml.Sequence sequence)) {
                return List.of(this);
            }
            List<Entry> items = new ArrayList<>();
            for (Yaml.Node item : sequence.items()) {
                items.add(new Entry(name, item, trail.at(items.size()), item.place(), item.place(), source));
            }
            return items;
        }

        void wrongType(String wanted) {
            problem(Check.WRONG_TYPE, "it is " + (isEmpty() ? "empty" : value.kind()), "write " + wanted);
        }

        Optional<Duration> duration() {
            Optional<String> text = text();
            Optional<Duration> duration = text.flatMap(Durations::parse);
            if (text.isPresent() && duration.isEmpty()) {
                problem(Check.BAD_DURATION, "'" + text.get() + "' is no time", Durations.EXAMPLES);
            }
            if (duration.filter(time -> time.isNegative() || time.isZero()).isPresent()) {
                problem(Check.TIMEOUT_NOT_POSITIVE, "it is " + text.orElse(""), "write a time above 0");
                return Optional.empty();
            }
            return duration;
        }

        /** Of an expression or guard. */
        <T> Optional<T> parsed(Function<Yaml.Node, T> parser) {
            return source.parsed(this, parser);
        }
    }

    Trail trail() {
        return trail;
    }

    Source source() {
        return source;
    }

    Yaml.Place place() {
        return place;
    }

    boolean has(String name) {
        known.add(name);
        return mapping.fields().containsKey(name);
    }

    /** Where the name's value is; of one that is not there, where the section begins. */
    Yaml.Place place(String name) {
        Yaml.Field field = mapping.fields().get(name);
        return field == null ? place : field.best();
    }

    void problem(Check check, String name, String what, String remedy) {
        source.problems().add(check, has(name) ? trail.to(name) : trail, place(name), what, remedy);
    }

    boolean isGroup(String name) {
        Yaml.Field field = mapping.fields().get(name);
        return field != null && field.value() instanceof Yaml.Mapping;
    }

    /** What is in the group of that name; nothing if it is none. */
    Set<String> names(String name) {
        Yaml.Field field = mapping.fields().get(name);
        return field != null && field.value() instanceof Yaml.Mapping inner
                ? inner.fields().keySet()
                : Set.of();
    }

    /** All of them; what they are called is up to whoever wrote them. */
    List<Entry> entries() {
        return mapping.fields().keySet().stream()
                .flatMap(name -> entry(name).stream())
                .toList();
    }

    Optional<Entry> entry(String name) {
        known.add(name);
        Yaml.Field field = mapping.fields().get(name);
        return field == null
                ? Optional.empty()
                : Optional.of(new Entry(name, field.value(), trail.to(name), field.best(), field.place(), source));
    }

    void missing(String name, String remedy) {
        missing(Check.MISSING_KEY, name, remedy);
    }

    void missing(Check check, String name, String remedy) {
        source.problems().add(check, trail, place, "'" + name + "' is missing", remedy);
    }

    Optional<String> text(String name) {
        return entry(name).flatMap(Entry::text);
    }

    /** The name of something that must be there. */
    Optional<String> name(String name, References.Kind kind) {
        return entry(name).flatMap(entry -> entry.name(kind));
    }

    /** Names of events, of which one may stand alone. */
    List<String> events(String name) {
        return entry(name).stream()
                .flatMap(entry -> entry.items().stream())
                .flatMap(item -> item.name(References.Kind.EVENT).stream())
                .toList();
    }

    Optional<String> needed(String name, String remedy) {
        if (!has(name)) {
            missing(name, remedy);
        }
        return text(name);
    }

    /** Several, of which one may stand alone. */
    List<String> texts(String name) {
        return entry(name).stream()
                .flatMap(entry -> entry.items().stream())
                .flatMap(item -> item.text().stream())
                .toList();
    }

    Optional<Boolean> truth(String name) {
        return entry(name).flatMap(entry -> {
            if (entry.value() instanceof Yaml.Scalar scalar && scalar.json().isBoolean()) {
                return Optional.of(scalar.json().booleanValue());
            }
            entry.wrongType("true or false");
            return Optional.empty();
        });
    }

    /** Of one of these, in lower case and with hyphens. */
    <T extends Enum<T>> Optional<T> choice(String name, Class<T> type) {
        return entry(name).flatMap(entry -> choice(entry, type));
    }

    static <T extends Enum<T>> Optional<T> choice(Entry entry, Class<T> type) {
        Optional<String> text = entry.text();
        return text.flatMap(written -> {
            for (T each : type.getEnumConstants()) {
                if (word(each).equals(written)) {
                    return Optional.of(each);
                }
            }
            List<String> words =
                    Stream.of(type.getEnumConstants()).map(Section::word).toList();
            entry.problem(
                    Check.WRONG_VALUE,
                    "'" + written + "' is not known here",
                    Nearest.to(written, words)
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("write one of " + String.join(", ", words)));
            return Optional.empty();
        });
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    OptionalLong number(String name, long least, long most) {
        return entry(name).map(entry -> number(entry, least, most)).orElse(OptionalLong.empty());
    }

    static OptionalLong number(Entry entry, long least, long most) {
        if (entry.value() instanceof Yaml.Scalar scalar
                && Json.isWhole(scalar.json())
                && scalar.json().canConvertToLong()
                && scalar.json().longValue() >= least
                && scalar.json().longValue() <= most) {
            return OptionalLong.of(scalar.json().longValue());
        }
        entry.problem(
                entry.value() instanceof Yaml.Scalar scalar && scalar.json().isNumber()
                        ? Check.WRONG_VALUE
                        : Check.WRONG_TYPE,
                entry.value() instanceof Yaml.Scalar scalar && !scalar.isEmpty()
                        ? "it is '" + scalar.text() + "'"
                        : "it is " + entry.value().kind(),
                "write a whole number " + bounds(least, most));
        return OptionalLong.empty();
    }

    private static String bounds(long least, long most) {
        return most == Long.MAX_VALUE ? "from " + least : "between " + least + " and " + most;
    }

    Optional<Double> decimal(String name, double least, double most) {
        return entry(name).flatMap(entry -> {
            if (entry.value() instanceof Yaml.Scalar scalar && scalar.json().isNumber()) {
                BigDecimal number = scalar.json().decimalValue(); // which no number is too big for
                if (number.compareTo(BigDecimal.valueOf(least)) >= 0
                        && number.compareTo(BigDecimal.valueOf(most)) <= 0) {
                    return Optional.of(number.doubleValue());
                }
                entry.problem(
                        Check.WRONG_VALUE,
                        "it is " + scalar.text(),
                        "write a number between " + least + " and " + most);
            } else {
                entry.wrongType("a number");
            }
            return Optional.empty();
        });
    }

    Optional<Duration> duration(String name) {
        return entry(name).flatMap(Entry::duration);
    }

    Optional<Section> section(String name) {
        return entry(name).flatMap(Entry::section);
    }

    /** Those that nobody has asked for so far. */
    List<Entry> unasked() {
        Set<String> names = new LinkedHashSet<>(mapping.fields().keySet());
        names.removeAll(known);
        return names.stream().flatMap(name -> entry(name).stream()).toList();
    }

    /** Names that nobody has asked for are misspelt, or in the wrong place. */
    void nothingElse() {
        mapping.fields().forEach((name, field) -> {
            if (!known.contains(name)) {
                source.problems()
                        .add(
                                Check.UNKNOWN_KEY,
                                trail.to(name),
                                field.place(),
                                "'" + name + "' is not known here",
                                Nearest.to(name, known)
                                        .map(near -> "did you mean '" + near + "'?")
                                        .orElseGet(() -> "known are "
                                                + String.join(
                                                        ", ",
                                                        known.stream().sorted().toList())));
            }
        });
    }
}
