package dev.leat.sink;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * From a document to the name of its index. In braces stand {@code date}, {@code topic}, and fields by their names; everything else is text.
 * Whatever the values are, the name is one that an index can have. Immutable.
 */
final class IndexPattern {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern FORBIDDEN = Pattern.compile("[\\\\/*?\"<>|\\s,#:\\p{Cntrl}]");
    /** In what users write; values of fields may have them. */
    private static final Pattern REFUSED = Pattern.compile("[\\^`\\[\\]%{}]");

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu.MM.dd", Locale.ROOT);
    private static final String UNKNOWN = "unknown";
    private static final int LONGEST_VALUE = 60;
    private static final int MOST_BYTES = 255;

    /** @param variable null for text */
    private record Part(String text, @Nullable String variable) {}

    private final String pattern;
    private final List<Part> parts;

    private IndexPattern(String pattern, List<Part> parts) {
        this.pattern = pattern;
        this.parts = parts;
    }

    static IndexPattern of(String pattern) {
        List<Part> parts = new ArrayList<>();
        Matcher variables = VARIABLE.matcher(pattern);
        int end = 0;
        while (variables.find()) {
            parts.add(new Part(pattern.substring(end, variables.start()), null));
            parts.add(new Part(variables.group(), variables.group(1).strip()));
            end = variables.end();
        }
        parts.add(new Part(pattern.substring(end), null));
        return new IndexPattern(pattern, parts);
    }

    /** What is wrong with it, or null. */
    @Nullable
    String problem() {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            if (part.variable() != null && part.variable().isEmpty()) {
                return "has braces with nothing in them; say {date}, {topic} or the name of a field, such as {service.name}";
            }
            text.append(part.variable() == null ? part.text() : "x");
        }
        String example = text.toString();
        if (example.isEmpty() || REFUSED.matcher(example).find() || !example.equals(usable(example))) {
            return "cannot be the name of an index: lower case, at most 255 bytes, none of \\ / * ? \" < > | , # : ^ ` [ ] % { } and"
                    + " no blanks, and no . _ - + at its beginning";
        }
        return null;
    }

    String name(String topic, LocalDate date, ObjectNode document) {
        StringBuilder name = new StringBuilder();
        for (Part part : parts) {
            String variable = part.variable();
            if (variable == null) {
                name.append(part.text());
            } else if (variable.equals("date")) {
                name.append(DATE.format(date));
            } else {
                name.append(cut(variable.equals("topic") ? topic : text(document, variable)));
            }
        }
        return usable(name.toString());
    }

    /** The names of all its indexes, with stars, for each of these topics. */
    List<String> wildcards(List<String> topics) {
        return topics.stream().map(this::wildcard).distinct().toList();
    }

    private String wildcard(String topic) {
        StringBuilder name = new StringBuilder();
        for (Part part : parts) {
            String variable = part.variable();
            if (variable == null) {
                name.append(part.text());
            } else {
                name.append(variable.equals("topic") ? legal(cut(topic)) : "*");
            }
        }
        return fitted(name.toString());
    }

    private static String cut(String value) {
        return value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) : value;
    }

    private static String text(ObjectNode document, String field) {
        JsonNode value = Fields.of(document, field);
        String text = value == null || !value.isValueNode() || value.isNull() ? "" : value.asString();
        return text.isBlank() ? UNKNOWN : text;
    }

    private static String usable(String name) {
        return fitted(legal(name));
    }

    private static String fitted(String legal) {
        int from = 0;
        while (from < legal.length() && "._-+".indexOf(legal.charAt(from)) >= 0) {
            from++;
        }
        String usable = legal.substring(from);
        while (usable.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            usable = usable.substring(0, usable.offsetByCodePoints(usable.length(), -1));
        }
        return usable.isEmpty() ? UNKNOWN : usable;
    }

    private static String legal(String text) {
        return FORBIDDEN.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("_");
    }

    @Override
    public String toString() {
        return pattern;
    }
}
