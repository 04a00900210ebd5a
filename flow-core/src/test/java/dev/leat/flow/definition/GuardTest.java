package dev.leat.flow.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GuardTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final JsonNode DATA = MAPPER.readTree("""
            {"total": 120, "paid": true, "name": "Ann", "none": null, "rate": 0.1, "big": 9007199254740993,
             "customer": {"id": "c-1", "order-id": 7}, "parts": [{"id": "a"}, {"id": "b"}], "tags": ["x", 2]}
            """);
    private static final JsonNode EVENT = MAPPER.readTree("{\"country\": \"FR\", \"amount\": 12.50, \"in\": 1}");

    private static Scope scope() {
        return new Scope(DATA, EVENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data.total > 100 and event.country in ['DE', 'FR']",
                "data.paid",
                "not (data.total < 100)",
                "data.total == 120.0 and data.total != 121",
                "data.total >= 120 and data.total <= 120",
                "data.name < 'Bob'",
                "data.none == null",
                "data.customer.id == \"c-1\"",
                "data.customer['order-id'] == 7",
                "data['name'] == 'Ann'",
                "data.parts[1].id == 'b'",
                "data.tags == ['x', 2]",
                "data.customer == data.customer",
                "2 in data.tags and 'x' in data.tags and 3 not in data.tags",
                "event.in == 1",
                "exists(data.customer.id) and exists(data.none) and not exists(data.customer.name) and not exists(data.parts[2])",
                "size(data.parts) == 2 and size(data.name) == 3 and size(data.customer) == 2 and size('a\\u00e4\\ud83d\\ude00') == 3",
                "starts(data.name, 'A') and ends(data.name, 'nn') and contains(data.name, 'n')",
                "matches(data.customer.id, '[a-z]-[0-9]+')",
                "not matches(data.name, 'A')",
                "data.rate + 0.2 == 0.3",
                "data.big == 9007199254740993 and data.big != 9007199254740992",
                "data.total / 7 * 7 > 119.99 and data.total % 50 == 20",
                "2 + 3 * 4 == 14 and (2 + 3) * 4 == 20 and 10 - 4 - 3 == 3 and -data.total == -120 and 1 - -1 == 2",
                "data.name + '!' == 'Ann!'",
                "true or false and false",
                "not false and true",
                "not not data.paid",
                "1e3 == 1000",
                "'it\\'s' == \"it's\" and '\\n' != '\\t'",
                "data.missing == 1 or data.paid",
                "data.paid or data.missing == 1",
                "not (data.missing == 1 and false)",
            })
    void holds(String guard) {
        Scope scope = scope();

        assertThat(Guard.of(guard).holds(scope)).as(guard).isTrue();
        assertThat(Guard.of("not (" + guard + ")").holds(scope)).as(guard).isFalse();
        assertThat(scope.typeErrors()).isZero();
    }

    /** Nor does the opposite: an order with a total that is no number is neither cheap nor dear. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "data.missing",
                "data.missing == 1",
                "data.missing != 1",
                "data.name > 3",
                "data.paid > false",
                "data.total",
                "data.total and true",
                "data.name in 'Annex'",
                "data.missing in ['x']",
                "data.name + 1 == 'Ann1'",
                "data.name * 2 == 0",
                "data.total / 0 > 1",
                "data.total % 0 == 0",
                "size(data.total) == 3",
                "starts(data.total, '1')",
                "matches(data.total, '.*')",
                "-data.name == 0",
                "data.missing == 1 or false",
                "true and data.missing == 1",
                "1e6144 * 1e6144 * 1e6144 > 1",
                "1e6144 % 7 == 1",
                "data.name.first.second == 'A'",
                "data.parts.id == 'a'",
            })
    void whatHasNoValueDoesNotHoldAndIsCounted(String guard) {
        Scope scope = scope();

        assertThat(Guard.of(guard).holds(scope)).as(guard).isFalse();
        assertThat(scope.typeErrors()).isEqualTo(1);
        assertThat(Guard.of("not (" + guard + ")").holds(scope)).as(guard).isFalse();
        assertThat(scope.typeErrors()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "data.total >                      | 12 | a value is missing before the end",
                "data.total > 1 && data.paid       | 15 | '&&' is not known here",
                "data.total = 1                    | 11 | '=' is not known here",
                "data.a == 1 == true               | 12 | comparisons cannot be chained",
                "data.a 1                          | 7  | it should end before '1'",
                "total > 1                         | 0  | 'total' is not known",
                "dta.total > 1                     | 0  | 'dta' is not known",
                "size(data.a                       | 11 | ')' is missing before the end",
                "data.name.starts('A')             | 16 | values have no methods",
                "data.                             | 5  | a name is missing before the end",
                "data[data.x]                      | 5  | in brackets there is a name in quotes or a position",
                "'open                             | 0  | a text has no end",
                "'a\\qb'                           | 2  | an escape is not known",
                "12ab == 1                         | 0  | a number ends in letters",
                "exists(1 + 2)                     | 0  | only a path can exist",
                "matches(data.a, data.b)           | 16 | the pattern is no text",
                "matches(data.a, '(?=x)')          | 16 | the pattern is none",
                "starts(data.a)                    | 13 | 'starts' needs two values",
                "data.total > #                    | 13 | '#' is not known here",
                "and data.a                        | 0  | a value is missing before 'and'",
                "data.a in                         | 9  | a value is missing before the end",
            })
    void whatIsNoneIsToldWithItsPlace(String text, int at, String what) {
        ExpressionException failure = catchThrowableOfType(ExpressionException.class, () -> Guard.of(text));

        assertThat(failure.at()).isEqualTo(at);
        assertThat(failure).hasMessageContaining("at character " + (at + 1) + ": " + what);
    }

    @Test
    void misspeltWordsAreRecognised() {
        assertThatThrownBy(() -> Guard.of("startz(data.a, 'x')")).hasMessageContaining("did you mean 'starts'?");
        assertThatThrownBy(() -> Guard.of("evnt.a > 1")).hasMessageContaining("did you mean 'event'?");
    }

    @Test
    void depthAndLengthAreBounded() {
        assertThatThrownBy(() -> Guard.of("(".repeat(1_000) + "true" + ")".repeat(1_000)))
                .hasMessageContaining("too deep");
        assertThatThrownBy(() -> Guard.of("data.a == 1 or ".repeat(1_000) + "true"))
                .hasMessageContaining("longer than 4096");
        assertThat(Guard.of("not ".repeat(1_000) + "true").holds(scope())).isTrue();
    }

    @Test
    void aPatternThatStopsOthersTakesNoTime() {
        JsonNode data = MAPPER.createObjectNode().put("a", "a".repeat(10_000) + "!");

        long before = System.nanoTime();
        boolean holds = Guard.of("matches(data.a, '(a*)*(a*)*b')").holds(new Scope(data, EVENT));

        assertThat(holds).isFalse();
        assertThat(System.nanoTime() - before).isLessThan(10_000_000_000L); // by going back it would be years
    }

    @Test
    void constantsAreRecognised() {
        assertThat(Guard.of("1 < 2 and 'a' in ['a']").isConstant()).isTrue();
        assertThat(Guard.of("1 < 2 and data.a").isConstant()).isFalse();
        assertThat(Guard.of("size([data.a]) == 1").isConstant()).isFalse();
        assertThat(Guard.of("exists(event.a)").isConstant()).isFalse();
        assertThat(Guard.of("matches(event.a, 'x')").isConstant()).isFalse();
    }

    /** Whatever the text is: it is refused, or it comes to an end without a failure. */
    @Test
    void noTextBreaksIt() {
        String[] words = {
            "data",
            "event",
            ".",
            "a",
            "[",
            "]",
            "(",
            ")",
            "'x'",
            "1",
            "1e400",
            "-",
            "+",
            "*",
            "/",
            "%",
            "and",
            "or",
            "not",
            "in",
            "==",
            "<",
            "size",
            "exists",
            "starts",
            "matches",
            ",",
            "null",
            "true",
            "data.total",
            " "
        };
        Random random = new Random(7);
        int good = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = 1 + random.nextInt(9); length > 0; length--) {
                text.append(words[random.nextInt(words.length)]).append(random.nextBoolean() ? " " : "");
            }
            try {
                Guard guard = Guard.of(text.toString());
                Scope scope = scope();
                boolean one = guard.holds(scope);
                assertThat(guard.holds(scope)).isEqualTo(one);
                good++;
            } catch (ExpressionException e) {
                assertThat(e.at()).isBetween(0, text.length());
            }
        }
        assertThat(good).isGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1+", "1-", "1*", "data.n or ", "data.n and ", "'a' + ", "not ", "data.n == 1 or "})
    void longChainsAreNotDeep(String link) throws Exception {
        String last = link.equals("not ") ? "true" : link.contains("'") ? "'a'" : "1";
        Guard guard = Guard.of(link.repeat((Expression.LONGEST - 20) / link.length()) + last + " == 1");
        boolean[] done = new boolean[1];
        // With a stack as small as any has.
        Thread small = new Thread(
                null,
                () -> {
                    var unused = guard.holds(new Scope(Json.NODES.objectNode(), Json.NODES.objectNode()));
                    done[0] = guard.isConstant() == !link.contains("data") && !guard.asksForEvent();
                },
                "small",
                64 << 10);

        small.start();
        small.join();

        assertThat(done[0]).isTrue();
    }

    @Test
    void chainsMeanWhatTheirLinksMean() {
        assertThat(isTrue("10 - 2 - 3 == 5 and 2 * 3 * 4 / 2 == 12 and 7 - 1 + 2 == 8"))
                .isTrue();
        assertThat(isTrue("'a' + 'b' + 'c' == 'abc'")).isTrue();
        assertThat(isTrue("1 + 2 + 'c' == 3")).as("no value").isFalse();
        assertThat(isTrue("data.no or data.nor or true")).isTrue();
        assertThat(isTrue("not (data.no and data.nor and false)")).isTrue();
        assertThat(isTrue("true or data.no or false")).isTrue();
        assertThat(isTrue("false or data.no or false")).isFalse();
        assertThat(isTrue("not (false or data.no or false)")).as("no value").isFalse();
    }

    private static boolean isTrue(String guard) {
        return Guard.of(guard).holds(new Scope(Json.NODES.objectNode(), Json.NODES.objectNode()));
    }

    @Test
    void patternsHaveABound() {
        assertThatThrownBy(() -> Guard.of("matches(data.a, '((a{1000}){1000}){1000}')"))
                .isInstanceOf(ExpressionException.class);
    }
}
