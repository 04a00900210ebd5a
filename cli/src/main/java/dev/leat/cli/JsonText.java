package dev.leat.cli;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON as commands read and write it: one object a line, numbers kept digit by digit. */
final class JsonText {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final JsonMapper STRICT = MAPPER.rebuild()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private JsonText() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /**
     * For a terminal: what could steer it is escaped, which makes no difference to whoever reads the JSON.
     *
     * @param value a node, or maps, lists, texts, numbers, truth values, null
     */
    static String line(Object value) {
        return Texts.harmless(MAPPER.writeValueAsString(value));
    }

    /** {@link #line} for a record: of all JSON that says the same the one that it has always been. */
    static String exact(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /** {@link #line} over several lines, for people. */
    static String pretty(JsonNode node) {
        return MAPPER.writerWithDefaultPrettyPrinter()
                .writeValueAsString(node)
                .lines()
                .map(Texts::harmless)
                .collect(Collectors.joining("\n"));
    }

    /**
     * An object that somebody has written by hand: a member that stands there twice is a mistake.
     *
     * @param where for messages
     * @throws CommandException with the place, if it is none
     */
    static ObjectNode strictObject(String text, String where) {
        JsonNode node;
        try {
            node = STRICT.readTree(text);
        } catch (JacksonException e) {
            TokenStreamLocation place = e.getLocation();
            throw new CommandException(
                    where + " is not JSON"
                            + (place == null
                                    ? ""
                                    : ": see line " + place.getLineNr() + ", column " + place.getColumnNr())
                            + ", or a name stands there twice; mend it",
                    e);
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new CommandException(where + " is no JSON object; write it like {\"ceiling\":500}", null);
    }

    /** Empty if it is not JSON, or more than one value. */
    static Optional<JsonNode> parse(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /**
     * Adds bytes under a name that says how they are written: {@code value}, {@code valueBase64} or {@code valueHex}. What has not the
     * format is in Base64, so that nothing is lost; no bytes at all are {@code null}.
     */
    static void put(ObjectNode node, String name, byte @Nullable [] bytes, Format format) {
        if (bytes == null) {
            node.putNull(name);
            return;
        }
        switch (format) {
            case HEX -> node.put(name + "Hex", HexFormat.of().formatHex(bytes));
            case BASE64 -> base64(node, name, bytes);
            case TEXT ->
                Texts.utf8(bytes).ifPresentOrElse(text -> node.put(name, text), () -> base64(node, name, bytes));
            case JSON ->
                Texts.utf8(bytes)
                        .flatMap(JsonText::parse)
                        .filter(value -> !value.isNull()) // would be read as no value
                        .ifPresentOrElse(value -> node.set(name, value), () -> base64(node, name, bytes));
        }
    }

    private static void base64(ObjectNode node, String name, byte[] bytes) {
        node.put(name + "Base64", Base64.getEncoder().encodeToString(bytes));
    }

    /**
     * The bytes that {@link #put} has added under that name.
     *
     * @return null for no bytes: if there is no such name, or it is {@code null}
     * @throws IllegalArgumentException with a remedy, if it cannot be read
     */
    static byte @Nullable [] bytes(JsonNode node, String name, Format format) {
        JsonNode hex = node.get(name + "Hex");
        if (hex != null) {
            return Format.HEX.bytes(hex.asString());
        }
        JsonNode base64 = node.get(name + "Base64");
        if (base64 != null) {
            return Format.BASE64.bytes(base64.asString());
        }
        JsonNode plain = node.get(name);
        if (plain == null || plain.isNull()) {
            return null;
        }
        if (format == Format.JSON || !plain.isValueNode()) {
            return exact(plain).getBytes(StandardCharsets.UTF_8);
        }
        return format.bytes(plain.isString() ? plain.asString() : exact(plain));
    }
}
