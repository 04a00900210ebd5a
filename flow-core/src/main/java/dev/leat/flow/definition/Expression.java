package dev.leat.flow.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A value made of the data of a saga and the payload of an event. In files a text is an expression ({@code data.total * 2}, {@code "'paid'"}), any
 * other single value is itself, and in lists and groups that holds for each entry. It ends always, changes nothing and knows no time.
 * Immutable, from any thread.
 *
 * @since 0.1
 */
public final class Expression {
    /** Nothing that somebody would write by hand is as long. */
    static final int LONGEST = 4_096;

    private final JsonNode source;
    private final Term term;

    private Expression(JsonNode source, Term term) {
        this.source = source;
        this.term = term;
    }

    /**
     * @param text in the language of docs/flow-definition.md
     * @throws ExpressionException if it is none of it
     */
    public static Expression of(String text) {
        return of(Json.text(text));
    }

    /**
     * @param source as it stands in a file
     * @throws ExpressionException if a text in it is no expression
     */
    public static Expression of(JsonNode source) {
        return new Expression(source.deepCopy(), term(source));
    }

    private static Term term(JsonNode source) {
        if (source.isString()) {
            return new ExpressionParser(source.asString()).term();
        }
        if (source.isObject()) {
            Map<String, Term> members = new LinkedHashMap<>();
            source.properties().forEach(member -> members.put(member.getKey(), term(member.getValue())));
            return new Term.Members(members);
        }
        if (source.isArray()) {
            List<Term> items = new ArrayList<>();
            source.forEach(item -> items.add(term(item)));
            return new Term.Items(items);
        }
        if (source.isBigDecimal() && !PlainJson.isBounded(source.decimalValue())) {
            throw new ExpressionException(source.asString(), 0, PlainJson.UNBOUNDED, "keep to what sagas can hold");
        }
        return new Term.Constant(PlainJson.of(source.deepCopy()));
    }

    /**
     * Its value, which the caller may keep but must not change: it can be a part of the scope. A missing node if something is not there or of
     * another type; the scope counts that, unless the expression is nothing but a path. In a group a member without a value is left out,
     * in a list it is {@code null}. One that nests deeper than {@link PlainJson#DEEPEST} is no value either.
     */
    public JsonNode value(Scope scope) {
        JsonNode value = term.in(scope);
        if (PlainJson.isDeeper(value, PlainJson.DEEPEST)) {
            scope.countTypeError();
            return Json.missing();
        }
        if (value.isMissingNode() && !(term instanceof Term.Path)) {
            scope.countTypeError();
        }
        return value;
    }

    /** A copy of what it was made of. */
    public JsonNode source() {
        return source.deepCopy();
    }

    boolean isConstant() {
        return term.isConstant();
    }

    boolean asksForEvent() {
        return term.asksForEvent();
    }

    Term term() {
        return term;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Expression that && source.equals(that.source);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    @Override
    public String toString() {
        return source.toString();
    }
}
