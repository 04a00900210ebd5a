package dev.leat.flow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExpressionTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final JsonNode DATA = MAPPER.readTree("{\"total\": 10.50, \"id\": \"o-1\", \"parts\": [1, 2]}");

    private static Scope scope() {
        return new Scope(DATA, MAPPER.readTree("{\"amount\": 0.50}"));
    }

    @Test
    void textsAreExpressionsAndEverythingElseIsItself() {
        JsonNode source = MAPPER.readTree("""
                {"id": "data.id", "rest": "data.total - event.amount", "currency": "'EUR'", "count": 3, "open": true,
                 "none": null, "list": ["data.parts[1]", "data.missing", 7], "missing": "data.missing"}
                """);
        Scope scope = scope();

        assertThat(Expression.of(source).value(scope)).isEqualTo(MAPPER.readTree("""
                        {"id": "o-1", "rest": 10, "currency": "EUR", "count": 3, "open": true, "none": null, "list": [2, null, 7]}
                        """));
        assertThat(scope.typeErrors()).isZero();
    }

    @Test
    void aPathWithoutAValueIsNoErrorButWhatIsMadeOfItIs() {
        Scope scope = scope();

        assertThat(Expression.of("data.missing").value(scope).isMissingNode()).isTrue();
        assertThat(scope.typeErrors()).isZero();
        assertThat(Expression.of("data.missing + 1").value(scope).isMissingNode())
                .isTrue();
        assertThat(scope.typeErrors()).isEqualTo(1);
    }

    @Test
    void wholeNumbersStayWhole() {
        assertThat(Expression.of("data.total * 2").value(scope())).hasToString("21");
        assertThat(Expression.of("7 / 2").value(scope())).hasToString("3.5");
        assertThat(Expression.of("9223372036854775807 + 1").value(scope())).hasToString("9223372036854775808");
    }

    @Test
    void theScopeIsNotChanged() {
        JsonNode before = DATA.deepCopy();

        Expression.of(MAPPER.readTree("{\"parts\": \"data.parts\", \"id\": \"data.id + 'x'\"}"))
                .value(scope());

        assertThat(DATA).isEqualTo(before);
    }
}
