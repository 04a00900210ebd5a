package dev.leat.flow.definition;

import java.math.BigDecimal;
import java.math.MathContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Values of JSON, and what is equal among them. */
final class Json {
    static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** As precise as sums of money need it; and bounded, since 1e999999999 is a number, too. */
    static final MathContext PRECISION = MathContext.DECIMAL128;

    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private Json() {}

    static JsonNode text(String text) {
        return NODES.stringNode(text);
    }

    static JsonNode truth(boolean truth) {
        return NODES.booleanNode(truth);
    }

    static JsonNode missing() {
        return NODES.missingNode();
    }

    /** Whole if it is. */
    static JsonNode number(BigDecimal number) {
        boolean fits = number.compareTo(LEAST) >= 0 && number.compareTo(MOST) <= 0;
        if (fits && number.signum() == 0) {
            return NODES.numberNode(0);
        }
        // One with many decimal places is small, or not whole: only what is left of the point is looked at.
        if (fits
                && number.precision() - number.scale() > 0
                && number.stripTrailingZeros().scale() <= 0) {
            return whole(number.longValue());
        }
        return number.scale() == 0 ? NODES.numberNode(number.toBigInteger()) : NODES.numberNode(number);
    }

    /** As Jackson reads it, so that it is equal to what was read. */
    static JsonNode whole(long number) {
        return number == (int) number ? NODES.numberNode((int) number) : NODES.numberNode(number);
    }

    /** By value: 1 is 1.0. */
    static boolean same(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return compare(one, other) == 0;
        }
        if (one.isArray() && other.isArray()) {
            return one.size() == other.size() && sameItems(one, other);
        }
        if (one.isObject() && other.isObject()) {
            return one.size() == other.size()
                    && one.properties().stream()
                            .allMatch(member -> same(member.getValue(), other.path(member.getKey())));
        }
        return one.equals(other);
    }

    private static boolean sameItems(JsonNode one, JsonNode other) {
        for (int i = 0; i < one.size(); i++) {
            if (!same(one.get(i), other.get(i))) {
                return false;
            }
        }
        return true;
    }

    static int compare(JsonNode one, JsonNode other) {
        return one.canConvertToLong() && other.canConvertToLong() && isWhole(one) && isWhole(other)
                ? Long.compare(one.longValue(), other.longValue())
                : one.decimalValue().compareTo(other.decimalValue());
    }

    static boolean isWhole(JsonNode number) {
        return number.isIntegralNumber();
    }
}
