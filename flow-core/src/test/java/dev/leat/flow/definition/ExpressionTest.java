package dev.leat.flow.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExpressionTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final JsonNode DATA = MAPPER.readTree("{\"total\": 10.50, \"id\": \"o-1\", \"parts\": [1, 2]}");

    private static Scope scope() {
        return new Scope(DATA, MAPPER.readTree("{\"amount\": 0.50}"));
    }

    /** Else a saga could not be written, or not be read again. */
    @Test
    void whatIsBeyondTheBoundsOfSagasIsNoExpressionAndNoValue() {
        for (String text : List.of("1e6145", "1e-6145", "0e7000", "9".repeat(501), "'\\ud83d'")) {
            assertThatExceptionOfType(ExpressionException.class).isThrownBy(() -> Expression.of(text));
        }
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> Expression.of(Json.NODES.numberNode(new BigDecimal("1e6145"))));
        Scope scope = scope();
        assertThat(Expression.of("1e6000 * 1e6000").value(scope).isMissingNode())
                .isTrue();
        assertThat(Expression.of("1e-6000 * 1e-6000").value(scope).isMissingNode())
                .isTrue();
        assertThat(scope.typeErrors()).isEqualTo(2);
        assertThat(Expression.of("1e6000 * 1e100").value(scope).decimalValue()).isEqualByComparingTo("1e6100");
        assertThat(Expression.of("'\\ud83d\\ude00'").value(scope).stringValue()).isEqualTo("\ud83d\ude00");
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
