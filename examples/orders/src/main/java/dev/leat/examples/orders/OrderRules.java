package dev.leat.examples.orders;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What workers go by, from live configuration; without any, nothing is held, refused, delayed or made to fail.
 *
 * @param ceiling an order whose total comes above it is held for review; null if none is
 * @param refusedCountries orders from these are refused; spelt as invoices spell them
 * @param delayMillis that each attempt at a line takes longer, at most a second: for something to look at
 * @param failureShare of the attempts at lines that fail for no reason, from 0 to 0.5; they are made again
 */
record OrderRules(@Nullable BigDecimal ceiling, List<String> refusedCountries, int delayMillis, double failureShare) {
    static final String NAMESPACE = "orders";
    static final OrderRules NONE = new OrderRules(null, List.of(), 0, 0);

    private static final int MOST_DELAY_MILLIS = 1_000;
    private static final double MOST_FAILURES = 0.5;
    private static final int LONGEST_COUNTRY = 60;
    private static final String COUNTRY = "^\\p{Lu}[\\p{L} .'-]*$";
    private static final Pattern COUNTRY_PATTERN = Pattern.compile(COUNTRY);

    /** A configuration that has no list of countries, or null for one, has an empty one. */
    OrderRules {
        refusedCountries = refusedCountries == null ? List.of() : List.copyOf(refusedCountries);
    }

    /** What is wrong with these. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (ceiling != null && ceiling.signum() <= 0) {
            problems.add("ceiling is " + ceiling + ", must be above 0; leave it out if no order shall be held");
        }
        for (String country : refusedCountries) {
            if (country.length() > LONGEST_COUNTRY
                    || !COUNTRY_PATTERN.matcher(country).matches()) {
                problems.add("refusedCountries has '" + country
                        + "', must be names as invoices spell them, such as France or United Kingdom");
            }
        }
        if (delayMillis < 0 || delayMillis > MOST_DELAY_MILLIS) {
            problems.add("delayMillis is " + delayMillis + ", must be from 0 to " + MOST_DELAY_MILLIS);
        }
        if (!(failureShare >= 0 && failureShare <= MOST_FAILURES)) {
            problems.add("failureShare is " + failureShare + ", must be from 0 to " + MOST_FAILURES);
        }
        return problems;
    }

    /** The same for those who publish and are no worker: a JSON Schema. */
    static Map<String, Object> schema() {
        return Map.of(
                "$schema",
                "https://json-schema.org/draft/2020-12/schema",
                "title",
                "Rules of the orders demo",
                "type",
                "object",
                "properties",
                Map.of(
                        "ceiling",
                        Map.of("type", List.of("number", "null"), "exclusiveMinimum", 0),
                        "refusedCountries",
                        Map.of(
                                "type",
                                "array",
                                "items",
                                Map.of("type", "string", "maxLength", LONGEST_COUNTRY, "pattern", COUNTRY)),
                        "delayMillis",
                        Map.of("type", "integer", "minimum", 0, "maximum", MOST_DELAY_MILLIS),
                        "failureShare",
                        Map.of("type", "number", "minimum", 0, "maximum", MOST_FAILURES)),
                "additionalProperties",
                false);
    }

    /** What becomes of an order as it stands; null if nothing speaks against it. */
    Decision.@Nullable Verdict verdict(Order order) {
        if (refusedCountries.contains(order.country())) {
            return Decision.Verdict.REFUSED;
        }
        return ceiling != null && order.total().compareTo(ceiling) > 0 ? Decision.Verdict.HELD : null;
    }

    /** Whether this attempt at a line is one of those that fail. The same attempts do in each run. */
    boolean isToFail(int partition, long offset, int attempt) {
        return failureShare > 0
                && new SplittableRandom(((long) partition << 56) ^ (offset << 8) ^ attempt).nextDouble() < failureShare;
    }
}
