package dev.leat.flow;

import dev.leat.core.SerdeException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.POJONode;

/**
 * One tree as JSON.stringify writes the object that a user of JavaScript would have made of it: without blanks; names that are indices first
 * and in ascending order, all others as they were put in; missing members left out, missing elements null; numbers as in {@link
 * JavaScriptNumber}; nothing escaped but quotes, backslashes, control characters and halves of surrogate pairs. For one tree and one thread.
 */
final class JavaScriptJson {
    private static final char[] HEX = "0123456789abcdef".toCharArray();
    private static final long LARGEST_INDEX = 4_294_967_294L; // of an array of ECMAScript

    private final StringBuilder text = new StringBuilder();
    private int depth;

    private JavaScriptJson() {}

    /** @throws SerdeException if it is nested too deeply, or has an object in it that Jackson cannot write */
    static String of(JsonNode tree) {
        JavaScriptJson json = new JavaScriptJson();
        json.write(tree);
        return json.text.toString();
    }

    private void write(JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> writeObject(node);
            case ARRAY -> writeArray(node);
            case STRING -> quote(node.stringValue());
            case NUMBER -> text.append(number(node));
            case BOOLEAN -> text.append(node.booleanValue());
            case BINARY -> quote(node.asString()); // Base64
            case POJO -> write(Payloads.unfolded((POJONode) node));
            case NULL, MISSING -> text.append("null");
        }
    }

    private void writeObject(JsonNode object) {
        descend();
        text.append('{');
        TreeMap<Long, JsonNode> indexed = null;
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            long index = index(member.getKey());
            if (index >= 0) {
                indexed = indexed == null ? new TreeMap<>() : indexed;
                indexed.put(index, member.getValue());
            }
        }
        boolean first = true;
        if (indexed != null) {
            for (Map.Entry<Long, JsonNode> member : indexed.entrySet()) {
                first &= !writeMember(first, Long.toString(member.getKey()), member.getValue());
            }
        }
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (indexed == null || index(member.getKey()) < 0) {
                first &= !writeMember(first, member.getKey(), member.getValue());
            }
        }
        text.append('}');
        depth--;
    }

    private boolean writeMember(boolean first, String name, JsonNode value) {
        if (value.isMissingNode()) {
            return false;
        }
        if (!first) {
            text.append(',');
        }
        quote(name);
        text.append(':');
        write(value);
        return true;
    }

    private void writeArray(JsonNode array) {
        descend();
        text.append('[');
        boolean first = true;
        for (JsonNode element : array) {
            if (!first) {
                text.append(',');
            }
            first = false;
            write(element);
        }
        text.append(']');
        depth--;
    }

    private void descend() {
        if (++depth > FlowMessage.LEVELS) {
            throw new SerdeException("a payload is nested in more than " + FlowMessage.LEVELS
                    + " levels with its message; readers would refuse it: make it flatter, or look for a circle in it");
        }
    }

    /** −1 if the name is none: only the digits that such a number is written with count as one. */
    private static long index(String name) {
        int length = name.length();
        if (length == 0 || length > 10 || (name.charAt(0) == '0' && length > 1)) {
            return -1;
        }
        long index = 0;
        for (int i = 0; i < length; i++) {
            char digit = name.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            index = index * 10 + (digit - '0');
        }
        return index <= LARGEST_INDEX ? index : -1;
    }

    private static String number(JsonNode node) {
        return switch (node.numberType()) {
            case DOUBLE -> JavaScriptNumber.of(node.doubleValue());
            case FLOAT -> JavaScriptNumber.of(node.floatValue());
            case INT, LONG -> Long.toString(node.longValue());
            case BIG_INTEGER -> JavaScriptNumber.of(new BigDecimal(node.bigIntegerValue()));
            case BIG_DECIMAL -> JavaScriptNumber.of(node.decimalValue());
        };
    }

    private void quote(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char unit = string.charAt(i);
            String shortForm = shortForm(unit);
            if (shortForm != null) {
                text.append(shortForm);
            } else if (unit < ' ') {
                escape(unit);
            } else if (!Character.isSurrogate(unit)) {
                text.append(unit);
            } else if (Character.isHighSurrogate(unit)
                    && i + 1 < string.length()
                    && Character.isLowSurrogate(string.charAt(i + 1))) {
                text.append(unit).append(string.charAt(++i));
            } else {
                escape(unit); // half a pair has no UTF-8
            }
        }
        text.append('"');
    }

    private static @Nullable String shortForm(char unit) {
        return switch (unit) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\b' -> "\\b";
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case '\f' -> "\\f";
            case '\r' -> "\\r";
            default -> null;
        };
    }

    private void escape(char unit) {
        text.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            text.append(HEX[(unit >> shift) & 0xf]);
        }
    }
}
