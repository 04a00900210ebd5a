package dev.leat.sink;

import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the index is told about documents before the first: which fields have which types, and that no other is made part of the mapping. What
 * users add has one field for all of it, so the mapping does not grow with them. A template that is there is left as it is. Immutable.
 */
final class IndexTemplate {
    /** Below those that come with Elasticsearch (100), which are for data streams of its own, and those that users make for their indexes. */
    private static final int PRIORITY = 50;

    private static final int LONGEST_KEYWORD = 1024;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final List<String> KEYWORDS = List.of(
            "log.level",
            "log.logger",
            "log.origin.file.name",
            "log.origin.function",
            "ecs.version",
            "service.name",
            "service.version",
            "service.environment",
            "service.node.name",
            "event.dataset",
            "host.name",
            "process.thread.name",
            "error.type",
            "trace.id",
            "transaction.id",
            "span.id",
            "tags",
            // snapJob's
            "level",
            "hostname",
            "workerId",
            "kafka.topic",
            "kafka.key");
    private static final List<String> TEXTS = List.of("message", "error.message", "error.stack_trace");
    private static final List<String> LONGS =
            List.of("process.pid", "process.thread.id", "log.origin.file.line", "event.sequence", "kafka.offset");
    private static final List<String> DATES = List.of("@timestamp", "kafka.timestamp");
    /** Objects whose members are their users' own. */
    private static final List<String> FREE = List.of("labels", "request");

    private static final Pattern FORBIDDEN = Pattern.compile("[\\\\/*?\"<>|\\s,#^`\\[\\]%{}\\p{Cntrl}]");

    private final String name;
    private final List<String> patterns;
    private final boolean isDataStream;

    IndexTemplate(String name, List<String> patterns, boolean isDataStream) {
        this.name = name;
        this.patterns = patterns;
        this.isDataStream = isDataStream;
    }

    /** What is wrong with the name of one, or null. */
    static @Nullable String problem(String name) {
        boolean isUsable = !name.isEmpty()
                && !name.startsWith("_")
                && !name.equals(".")
                && !name.equals("..")
                && name.equals(name.toLowerCase(Locale.ROOT))
                && !FORBIDDEN.matcher(name).find();
        return isUsable
                ? null
                : "cannot be the name of a template: lower case, none of \\ / * ? \" < > | , # ^ ` [ ] % { } and no blanks,"
                        + " and no _ at its beginning";
    }

    /**
     * Sees to it that there is one of that name.
     *
     * @throws IndexAwayException if that is not known, or cannot be
     */
    void ensure(IndexClient client, BooleanSupplier isWanted) throws IndexAwayException, InterruptedException {
        String path = "/_index_template/" + IndexClient.encoded(name);
        IndexClient.Answer there = client.get(path, isWanted);
        if (there.isOk()) {
            return;
        }
        if (there.status() != 404) {
            throw there.away();
        }
        IndexClient.Answer root = client.get("/", isWanted);
        if (!root.isOk()) {
            throw root.away();
        }
        boolean isOpenSearch =
                root.body().path("version").path("distribution").asString("").equals("opensearch");
        // Should somebody else have been quicker, theirs stays.
        IndexClient.Answer made = client.put(
                path + "?create=true",
                MAPPER.writeValueAsBytes(body(isOpenSearch ? "flat_object" : "flattened")),
                isWanted);
        if (!made.isOk() && !client.get(path, isWanted).isOk()) {
            throw new IndexAwayException("the index template '" + name + "' cannot be made: " + made.status() + " "
                    + made.reason() + "; make it by hand, or go without");
        }
    }

    private ObjectNode body(String free) {
        ObjectNode mapping = MAPPER.createObjectNode();
        mapping.put("dynamic", false);
        ObjectNode properties = mapping.putObject("properties");
        KEYWORDS.forEach(name -> field(properties, name).put("type", "keyword").put("ignore_above", LONGEST_KEYWORD));
        TEXTS.forEach(name -> field(properties, name).put("type", "text").put("norms", false));
        LONGS.forEach(name -> field(properties, name).put("type", "long"));
        DATES.forEach(name -> field(properties, name).put("type", "date"));
        FREE.forEach(name -> field(properties, name).put("type", free));
        field(properties, "kafka.partition").put("type", "integer");
        field(properties, "event.original")
                .put("type", "keyword")
                .put("index", false)
                .put("doc_values", false);

        ObjectNode body = MAPPER.createObjectNode();
        patterns.forEach(body.putArray("index_patterns")::add);
        body.put("priority", PRIORITY);
        if (isDataStream) {
            body.putObject("data_stream");
        }
        body.putObject("template").set("mappings", mapping);
        body.putObject("_meta").put("description", "made by Leat's log sink; it leaves it alone from now on");
        return body;
    }

    private static ObjectNode field(ObjectNode properties, String name) {
        ObjectNode at = properties;
        String rest = name;
        for (int dot = rest.indexOf('.'); dot >= 0; dot = rest.indexOf('.')) {
            at = at.withObjectProperty(rest.substring(0, dot)).withObjectProperty("properties");
            rest = rest.substring(dot + 1);
        }
        return at.withObjectProperty(rest);
    }
}
