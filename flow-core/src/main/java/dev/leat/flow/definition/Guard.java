package dev.leat.flow.definition;

import tools.jackson.databind.JsonNode;

/**
 * A condition on the data of a saga and the payload of an event, such as {@code data.total > 100 and event.country in ['DE', 'FR']}. It ends
 * always, changes nothing and knows no time. Immutable, from any thread.
 *
 * @since 0.1
 */
public final class Guard {
    private final Expression expression;

    private Guard(Expression expression) {
        this.expression = expression;
    }

    /**
     * @param text in the language of docs/flow-definition.md
     * @throws ExpressionException if it is none of it
     */
    public static Guard of(String text) {
        return new Guard(Expression.of(text));
    }

    /**
     * Whether it is true. If something in it that matters is not there or of another type it is neither true nor false: then it does not hold,
     * and neither does its opposite, and the scope counts it.
     */
    public boolean holds(Scope scope) {
        JsonNode value = expression.term().in(scope);
        if (!value.isBoolean()) {
            scope.countTypeError();
            return false;
        }
        return value.booleanValue();
    }

    /** As it was written. */
    public String text() {
        return expression.source().asString();
    }

    /** Whether it says the same about everything. */
    boolean isConstant() {
        return expression.isConstant();
    }

    boolean asksForEvent() {
        return expression.asksForEvent();
    }

    Expression expression() {
        return expression;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Guard that && expression.equals(that.expression);
    }

    @Override
    public int hashCode() {
        return expression.hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
