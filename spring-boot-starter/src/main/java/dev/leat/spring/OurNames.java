package dev.leat.spring;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.beans.PropertyMatches;

/** Names that look like properties of Spring's side of Leat, and of which nobody would take notice. The others are looked at by whoever reads them. */
final class OurNames {
    private static final String PREFIX = "leat.";

    private OurNames() {}

    /** What is wrong with them. Names that are near none are left alone: they may be the application's own. */
    static List<String> problems(EnvironmentConfiguration configuration) {
        List<String> problems = new ArrayList<>();
        for (String name : new TreeSet<>(configuration.names(PREFIX))) {
            String[] parts = name.substring(PREFIX.length()).split("\\.", 2);
            check(PREFIX, parts[0], parts.length == 1 ? "" : parts[1], LeatProperties.class)
                    .forEach(meant -> problems.add("'" + name + "' (" + configuration.origin(name)
                            + ") means nothing; did you mean '" + meant + "'?"));
        }
        return problems;
    }

    /** The name that was meant; empty if it is well, or nobody knows. */
    private static List<String> check(String before, String part, String rest, Class<?>... owners) {
        for (Class<?> owner : owners) {
            for (RecordComponent known : owner.getRecordComponents()) {
                if (flat(known.getName()).equals(flat(part))) {
                    String next = rest.split("\\.", 2)[0];
                    return known.getType().isRecord() && !next.isEmpty()
                            ? check(before + dashed(known.getName()) + ".", next, "", known.getType())
                            : List.of();
                }
            }
        }
        return Arrays.stream(owners)
                .flatMap(owner ->
                        Stream.of(PropertyMatches.forField(flat(part), owner).getPossibleMatches()))
                .limit(1)
                .map(meant -> before + dashed(meant) + (rest.isEmpty() ? "" : "." + rest))
                .toList();
    }

    private static String flat(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** As documentation spells it. */
    static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
