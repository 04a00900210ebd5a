package dev.leat.flow.definition;

import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An expression as a tree. A value that is not there or of another type than is needed is a missing node, and so is whatever is made of it; but what
 * is true or false already without it stays so.
 */
sealed interface Term {
    JsonNode in(Scope scope);

    List<Term> parts();

    default boolean isConstant() {
        return parts().stream().allMatch(Term::isConstant);
    }

    default boolean asksForEvent() {
        return parts().stream().anyMatch(Term::asksForEvent);
    }

    record Constant(JsonNode value) implements Term {
        @Override
        public JsonNode in(Scope scope) {
            return value;
        }

        @Override
        public List<Term> parts() {
            return List.of();
        }
    }

    /** @param steps names and positions */
    record Path(boolean ofEvent, List<Object> steps) implements Term {
        @Override
        public JsonNode in(Scope scope) {
            JsonNode at = ofEvent ? scope.event() : scope.data();
            for (int i = 0; i < steps.size(); i++) {
                Object step = steps.get(i);
                at = step instanceof String name ? at.path(name) : at.path((Integer) step);
            }
            return at;
        }

        @Override
        public List<Term> parts() {
            return List.of();
        }

        @Override
        public boolean asksForEvent() {
            return ofEvent;
        }

        @Override
        public boolean isConstant() {
            return false;
        }
    }

    record Items(List<Term> items) implements Term {
        @Override
        public JsonNode in(Scope scope) {
            ArrayNode array = Json.NODES.arrayNode(items.size());
            for (Term item : items) {
                JsonNode value = item.in(scope);
                array.add(value.isMissingNode() ? Json.NODES.nullNode() : value);
            }
            return array;
        }

        @Override
        public List<Term> parts() {
            return items;
        }
    }

    record Members(Map<String, Term> members) implements Term {
        @Override
        public JsonNode in(Scope scope) {
            ObjectNode object = Json.NODES.objectNode();
            members.forEach((name, term) -> {
                JsonNode value = term.in(scope);
                if (!value.isMissingNode()) {
                    object.set(name, value);
                }
            });
            return object;
        }

        @Override
        public List<Term> parts() {
            return List.copyOf(members.values());
        }
    }

    record Not(Term term) implements Term {
        @Override
        public JsonNode in(Scope scope) {
            JsonNode value = term.in(scope);
            return value.isBoolean() ? Json.truth(!value.booleanValue()) : Json.missing();
        }

        @Override
        public List<Term> parts() {
            return List.of(term);
        }
    }

    /**
     * All of them, however many: a long chain is not deep.
     *
     * @param decisive what one of them must be so that the others do not matter: true for "or", false for "and"
     */
    record Junction(List<Term> parts, boolean decisive) implements Term {
        @Override
        public JsonNode in(Scope scope) {
            boolean isDecided = true;
            for (int i = 0; i < parts.size(); i++) {
                JsonNode value = parts.get(i).in(scope);
                if (value.isBoolean() && value.booleanValue() == decisive) {
                    return value;
                }
                isDecided &= value.isBoolean();
            }
            return isDecided ? Json.truth(!decisive) : Json.missing();
        }
    }

    /** Two values of which both must be there. */
    sealed interface Pair extends Term {
        Term left();

        Term right();

        JsonNode of(JsonNode left, JsonNode right);

        @Override
        default JsonNode in(Scope scope) {
            JsonNode one = left().in(scope);
            if (one.isMissingNode()) {
                return one;
            }
            JsonNode other = right().in(scope);
            return other.isMissingNode() ? other : of(one, other);
        }

        @Override
        default List<Term> parts() {
            return List.of(left(), right());
        }
    }

    record Equality(Term left, Term right, boolean wanted) implements Pair {
        @Override
        public JsonNode of(JsonNode left, JsonNode right) {
            return Json.truth(Json.same(left, right) == wanted);
        }
    }

    /** @param sign of the comparison: what is left is smaller (-1) or greater (1) */
    record Order(Term left, Term right, int sign, boolean orEqual) implements Pair {
        @Override
        public JsonNode of(JsonNode left, JsonNode right) {
            int order;
            if (left.isNumber() && right.isNumber()) {
                order = Json.compare(left, right);
            } else if (left.isString() && right.isString()) {
                order = left.stringValue().compareTo(right.stringValue());
            } else {
                return Json.missing();
            }
            return Json.truth(order == 0 ? orEqual : Integer.signum(order) == sign);
        }
    }

    record In(Term left, Term right) implements Pair {
        @Override
        public JsonNode of(JsonNode left, JsonNode right) {
            if (!right.isArray()) {
                return Json.missing();
            }
            for (JsonNode item : right) {
                if (Json.same(left, item)) {
                    return Json.truth(true);
                }
            }
            return Json.truth(false);
        }
    }

    /**
     * From left to right, however many: a long chain is not deep.
     *
     * @param operators between the parts, so one less
     */
    record Arithmetic(List<Term> parts, String operators) implements Term {
        @Override
        public JsonNode in(Scope scope) {
            JsonNode value = parts.get(0).in(scope);
            for (int i = 1; i < parts.size() && !value.isMissingNode(); i++) {
                JsonNode other = parts.get(i).in(scope);
                value = other.isMissingNode() ? other : of(value, other, operators.charAt(i - 1), scope);
            }
            return value;
        }

        private static JsonNode of(JsonNode left, JsonNode right, char operator, Scope scope) {
            if (operator == '+' && left.isString() && right.isString()) {
                return scope.joined(left.stringValue(), right.stringValue());
            }
            if (!left.isNumber() || !right.isNumber()) {
                return Json.missing();
            }
            try {
                BigDecimal result = result(left.decimalValue(), right.decimalValue(), operator);
                return PlainJson.isBounded(result) ? Json.number(result) : Json.missing();
            } catch (ArithmeticException e) {
                return Json.missing(); // by zero, or beyond all bounds
            }
        }

        private static BigDecimal result(BigDecimal left, BigDecimal right, char operator) {
            return switch (operator) {
                case '+' -> left.add(right, Json.PRECISION);
                case '-' -> left.subtract(right, Json.PRECISION);
                case '*' -> left.multiply(right, Json.PRECISION);
                case '/' -> left.divide(right, Json.PRECISION);
                default -> left.remainder(right, Json.PRECISION);
            };
        }
    }

    record Exists(Path path) implements Term {
        @Override
        public JsonNode in(Scope scope) {
            return Json.truth(!path.in(scope).isMissingNode());
        }

        @Override
        public List<Term> parts() {
            return List.of(path);
        }
    }

    record Size(Term term) implements Term {
        @Override
        public JsonNode in(Scope scope) {
            JsonNode value = term.in(scope);
            if (value.isString()) {
                String text = value.stringValue();
                return Json.whole(text.codePointCount(0, text.length()));
            }
            return value.isContainer() ? Json.whole(value.size()) : Json.missing();
        }

        @Override
        public List<Term> parts() {
            return List.of(term);
        }
    }

    /** Of texts. */
    record Part(Term left, Term right, Where where) implements Pair {
        enum Where {
            STARTS,
            ENDS,
            CONTAINS
        }

        @Override
        public JsonNode of(JsonNode left, JsonNode right) {
            if (!left.isString() || !right.isString()) {
                return Json.missing();
            }
            String text = left.stringValue();
            String part = right.stringValue();
            return Json.truth(
                    switch (where) {
                        case STARTS -> text.startsWith(part);
                        case ENDS -> text.endsWith(part);
                        case CONTAINS -> text.contains(part);
                    });
        }
    }

    /** All of the text, without going back: the time is proportional to its length, whatever the pattern. */
    record Matches(Term term, Pattern pattern) implements Term {
        @Override
        public JsonNode in(Scope scope) {
            JsonNode value = term.in(scope);
            return value.isString()
                    ? Json.truth(pattern.matcher(value.stringValue()).matches())
                    : Json.missing();
        }

        @Override
        public List<Term> parts() {
            return List.of(term);
        }
    }
}
