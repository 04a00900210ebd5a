package dev.leat.flow.definition;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A hash of JSON that does not depend on how it is written: members in the order of their names, numbers by value. */
final class ContentHash {
    private static final JsonMapper MAPPER = new JsonMapper();

    private ContentHash() {}

    /** SHA-256 in hexadecimal digits. */
    static String of(JsonNode tree) {
        StringBuilder canonical = new StringBuilder();
        write(tree, canonical);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(canonical.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256; use one that has", e);
        }
    }

    private static void write(JsonNode node, StringBuilder out) {
        if (node.isObject()) {
            Map<String, JsonNode> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
            out.append('{');
            members.forEach((name, value) -> {
                out.append(MAPPER.writeValueAsString(name)).append(':');
                write(value, out);
                out.append(',');
            });
            out.append('}');
        } else if (node.isArray()) {
            out.append('[');
            for (Iterator<JsonNode> items = node.iterator(); items.hasNext(); out.append(',')) {
                write(items.next(), out);
            }
            out.append(']');
        } else if (node.isNumber()) {
            out.append(node.decimalValue().stripTrailingZeros());
        } else {
            out.append(MAPPER.writeValueAsString(node));
        }
    }
}
