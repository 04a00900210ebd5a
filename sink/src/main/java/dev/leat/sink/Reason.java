package dev.leat.sink;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Why an index does not take something, as far as it may be told. What an index says quotes documents: between quotes, in brackets, as a number, as bytes, and each version in its own
 * way. So of its words only those are kept that begin with a sentence that is known here and has nothing in it but names of fields and indexes, types and numbers. That bounds its length
 * too. Immutable.
 *
 * @param type what the index calls it; may be empty
 * @param words what is known to quote nothing; may be empty
 */
record Reason(String type, String words) {
    private static final Pattern TYPE = Pattern.compile("[a-z0-9_]{1,100}");
    /** Of a field or an index, as such names usually are; with any other the sentence is not told. */
    private static final String NAME = "[\\p{L}\\p{N}_.@:-]{1,255}";

    private static final String NUMBER = "\\d{1,19}";
    private static final String BLOCK = "blocked by: \\[[A-Z_]{1,40}/\\d{1,4}/[a-z0-9 ,()/_-]{1,100}]";
    private static final String PERMISSION = "\\[[a-z:/_]{1,100}(?:\\[[a-z]])?]";

    /** As OpenSearch 2 and Elasticsearch 8 have them. */
    private static final List<String> SENTENCES = List.of(
            "failed to parse field \\[" + NAME + "] of type \\[[a-z_]{1,50}]",
            "object mapping for \\[" + NAME + "] tried to parse field \\[" + NAME
                    + "] as object, but found a concrete value",
            "mapper \\[" + NAME + "] cannot be changed from type \\[[a-z_]{1,50}] to \\[[a-z_]{1,50}]",
            "mapping set to strict, dynamic introduction of \\[" + NAME + "] within \\[" + NAME + "] is not allowed",
            "Limit of [a-z ]{1,40} \\[" + NUMBER + "] has been exceeded",
            "data stream timestamp field \\[@timestamp] (?:is missing|encountered multiple values)",
            "Document contains at least one immense term in field=\"" + NAME
                    + "\" \\(whose UTF8 encoding is longer than the max length " + NUMBER + "\\)",
            "Can't get text on a [A-Z_]{1,40}",
            "Current token \\([A-Z_]{1,40}\\) not numeric",
            "Invalid index name \\[" + NAME + "]",
            "no such index \\[" + NAME + "]",
            "index \\[" + NAME + "] " + BLOCK,
            BLOCK,
            "Validation Failed: 1: this action would add \\[" + NUMBER
                    + "] (?:total )?shards, but this cluster currently" + " has \\[" + NUMBER + "]/\\[" + NUMBER
                    + "] maximum [a-z ]{0,20}shards open",
            "rejected execution of [a-z]{1,40} operation",
            "missing authentication credentials",
            "action " + PERMISSION + " is unauthorized",
            "no permissions for " + PERMISSION,
            "index template \\[" + NAME + "] has index patterns \\[[\\p{L}\\p{N}_.*, -]{1,255}] matching patterns from"
                    + " existing templates \\[[\\p{L}\\p{N}_., -]{1,255}]");

    /** Elasticsearch puts the place in the document in front. */
    private static final Pattern KNOWN =
            Pattern.compile("(?:\\[\\d{1,9}:\\d{1,9}] )?(" + String.join("|", SENTENCES) + ")");

    /** @param error the object of that name in an answer, or the text in its place, or nothing */
    static Reason of(JsonNode error) {
        String type = error.path("type").asString("");
        String words =
                known(error.isString() ? error.asString() : error.path("reason").asString(""));
        String cause = known(error.path("caused_by").path("reason").asString(""));
        return new Reason(
                TYPE.matcher(type).matches() ? type : "",
                words.isEmpty() || cause.isEmpty() || cause.equals(words) ? words + cause : words + ": " + cause);
    }

    private static String known(String words) {
        Matcher known = KNOWN.matcher(words);
        return known.lookingAt() ? known.group(1) : "";
    }

    @Override
    public String toString() {
        return type.isEmpty() || words.isEmpty() ? type + words : type + ": " + words;
    }
}
