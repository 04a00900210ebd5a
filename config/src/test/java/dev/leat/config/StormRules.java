package dev.leat.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the storm configures, and what is true of it: said once more here, on plain maps, so that the code under test is not asked about itself. */
record StormRules(int ceiling, int delay, String country) {
    static final StormRules DEFAULTS = new StormRules(1_000, 0, "none");

    /** Instances differ in what they let pass, as versions of an application do. */
    enum Kind {
        PLAIN,
        /** Has a check more, and a listener that refuses some. */
        STRICT,
        /** One of its checks throws for some. */
        BROKEN;

        List<String> problems(StormRules rules) {
            if (this == BROKEN && rules.country.equals("nowhere")) {
                throw new IllegalStateException("there is no such country");
            }
            if (rules.ceiling <= 0) {
                return List.of("ceiling must be above 0");
            }
            return this == STRICT && rules.delay > 50 ? List.of("delay must be 50 at most") : List.of();
        }

        boolean listenerRefuses(StormRules rules) {
            return this == STRICT && rules.ceiling % 10 == 7;
        }

        /** What is good for this kind; null values are none, which brings the defaults back. */
        boolean accepts(@Nullable Map<String, Object> values) {
            if (!isReadable(values)) {
                return false;
            }
            StormRules rules = of(values);
            return rules.ceiling > 0
                    && (this != STRICT || (rules.delay <= 50 && rules.ceiling % 10 != 7))
                    && (this != BROKEN || !rules.country.equals("nowhere"));
        }
    }

    static boolean isReadable(@Nullable Map<String, Object> values) {
        return values == null
                || (values.getOrDefault("ceiling", 0) instanceof Integer
                        && values.getOrDefault("delay", 0) instanceof Integer);
    }

    static StormRules of(@Nullable Map<String, Object> values) {
        return values == null
                ? DEFAULTS
                : new StormRules(
                        (int) values.getOrDefault("ceiling", DEFAULTS.ceiling),
                        (int) values.getOrDefault("delay", DEFAULTS.delay),
                        (String) values.getOrDefault("country", DEFAULTS.country));
    }

    /** A merge patch; nothing here has objects within. */
    static Map<String, Object> merged(
            @Nullable Map<String, Object> before, Map<String, ? extends @Nullable Object> patch) {
        Map<String, Object> after = new LinkedHashMap<>(before == null ? Map.of() : before);
        patch.forEach((name, value) -> {
            if (value == null) {
                after.remove(name);
            } else {
                after.put(name, value);
            }
        });
        return after;
    }

    static String hash(@Nullable Map<String, Object> values) {
        String text = values == null
                ? ""
                : new TreeMap<>(values)
                        .entrySet().stream()
                                .map(each -> "\"" + each.getKey() + "\":"
                                        + (each.getValue() instanceof String
                                                ? "\"" + each.getValue() + "\""
                                                : each.getValue()))
                                .collect(Collectors.joining(",", "{", "}"));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
