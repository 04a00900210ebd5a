package dev.leat.flow.definition;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * JSON that a saga can have: it can be written and read again, and is then equal to what it was. So it is bounded, and each number is of one type only, the
 * one that it is read as: whole ones as the smallest of {@code int}, {@code long} and {@link BigInteger}, others as {@link BigDecimal}. From any thread.
 *
 * @since 0.1
 */
public final class PlainJson {
    /** How many lists and groups may be in each other. */
    public static final int DEEPEST = 100;

    /** Of a number. */
    public static final int MOST_DIGITS = 500;

    /** Of the first digit of a number, positive or negative: as far as decimal128 goes. */
    public static final int GREATEST_EXPONENT = 6_144;

    static final String UNBOUNDED =
            "is a number of more than " + MOST_DIGITS + " digits, or with an exponent beyond " + GREATEST_EXPONENT;

    private PlainJson() {}

    /**
     * The same if it is plain already, and a copy where it is not. A missing node becomes {@code null}.
     *
     * @throws IllegalArgumentException if a saga cannot have it; the message says where, and has no values
     */
    public static JsonNode of(JsonNode json) {
        return json.isMissingNode() ? Json.NODES.nullNode() : plain(json, "", DEEPEST);
    }

    /**
     * As {@link #of(JsonNode)}.
     *
     * @throws IllegalArgumentException likewise
     */
    public static ObjectNode of(ObjectNode json) {
        return plain(json, "", DEEPEST);
    }

    /**
     * The text itself, if it can be written.
     *
     * @param what it is, for the message
     * @throws IllegalArgumentException if there is half of a pair of surrogates in it
     */
    public static String text(String what, String text) {
        if (isHalf(text)) {
            throw new IllegalArgumentException(
                    what + " has half of a pair of surrogates in it, which is no text; mend whatever has cut it");
        }
        return text;
    }

    static boolean isHalf(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean isPair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!isPair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    /** Whether more lists and groups are in each other than that. */
    public static boolean isDeeper(JsonNode json, int levels) {
        if (!json.isContainer()) {
            return false;
        }
        if (levels <= 0) {
            return true;
        }
        for (JsonNode each : json) {
            if (isDeeper(each, levels - 1)) {
                return true;
            }
        }
        return false;
    }

    static boolean isBounded(BigDecimal number) {
        long exponent = (long) number.precision() - number.scale() - 1;
        return number.precision() <= MOST_DIGITS && Math.abs(exponent) <= GREATEST_EXPONENT;
    }

    private static JsonNode plain(JsonNode json, String at, int levels) {
        if (json instanceof ObjectNode object) {
            return plain(object, at, levels);
        }
        if (json instanceof ArrayNode array) {
            return plain(array, at, levels);
        }
        if (json.isNumber()) {
            return number(json, at);
        }
        if (json instanceof StringNode) {
            if (isHalf(json.stringValue())) {
                throw refused(
                        at, "has half of a pair of surrogates in it, which is no text", "mend whatever has cut it");
            }
            return json;
        }
        if (json instanceof BooleanNode || json instanceof NullNode) {
            return json;
        }
        throw refused(at, "is a " + json.getClass().getSimpleName() + ", which JSON does not have", "give it as JSON");
    }

    private static ObjectNode plain(ObjectNode object, String at, int levels) {
        requireLevels(at, levels);
        ObjectNode copy = null;
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = member.getKey();
            if (isHalf(name)) {
                throw refused(at, "has a name with half of a pair of surrogates in it", "mend whatever has cut it");
            }
            JsonNode value = plain(member.getValue(), at + "/" + name, levels - 1);
            if (isOther(value, member.getValue())) {
                copy = copy == null ? Json.NODES.objectNode().setAll(object) : copy;
                copy.set(name, value); // where it stood
            }
        }
        return copy == null ? object : copy;
    }

    private static ArrayNode plain(ArrayNode array, String at, int levels) {
        requireLevels(at, levels);
        ArrayNode copy = null;
        for (int i = 0; i < array.size(); i++) {
            JsonNode value = plain(array.get(i), at + "/" + i, levels - 1);
            if (isOther(value, array.get(i))) {
                copy = copy == null ? Json.NODES.arrayNode().addAll(array) : copy;
                copy.set(i, value);
            }
        }
        return copy == null ? array : copy;
    }

    @SuppressWarnings("ReferenceEquality") // 1.0 as a double is equal to 1.0 as a float, and is not what is read
    private static boolean isOther(JsonNode plain, JsonNode node) {
        return plain != node;
    }

    private static void requireLevels(String at, int levels) {
        if (levels <= 0) {
            throw refused(at, "is nested deeper than " + DEEPEST + " levels", "make it flatter");
        }
    }

    private static JsonNode number(JsonNode json, String at) {
        if (json instanceof IntNode || (json instanceof LongNode && !json.canConvertToInt())) {
            return json;
        }
        if (json.isFloatingPointNumber() && !(json instanceof DecimalNode) && !Double.isFinite(json.doubleValue())) {
            throw refused(at, "is no number", "leave it out, or give null");
        }
        BigDecimal number = json.decimalValue();
        if (!isBounded(number)) {
            throw refused(at, UNBOUNDED, "give it as a text");
        }
        if (number.scale() != 0) {
            return json instanceof DecimalNode ? json : Json.NODES.numberNode(number);
        }
        return json instanceof BigIntegerNode && !json.canConvertToLong() ? json : whole(number.toBigInteger());
    }

    /** As it is read. */
    static JsonNode whole(BigInteger number) {
        return number.bitLength() < Long.SIZE ? Json.whole(number.longValue()) : Json.NODES.numberNode(number);
    }

    private static IllegalArgumentException refused(String at, String why, String remedy) {
        return new IllegalArgumentException((at.isEmpty() ? "it" : at) + " " + why + "; " + remedy);
    }
}
