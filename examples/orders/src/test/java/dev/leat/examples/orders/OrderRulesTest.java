package dev.leat.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class OrderRulesTest {
    @Test
    void withoutAnyNothingHappens() {
        assertThat(OrderRules.NONE.problems()).isEmpty();
        assertThat(OrderRules.NONE.verdict(Order.of(Lines.line("1", 1_000_000, "9.00"), 0)))
                .isNull();
        assertThat(failures(OrderRules.NONE, 1)).isZero();
    }

    @Test
    void everythingThatIsWrongIsTold() {
        OrderRules rules = new OrderRules(BigDecimal.ZERO, List.of("France", "france", ""), 1_001, 0.51);

        assertThat(rules.problems())
                .satisfiesExactly(
                        ceiling -> assertThat(ceiling).startsWith("ceiling is 0, must be above 0"),
                        small -> assertThat(small).startsWith("refusedCountries has 'france'"),
                        empty -> assertThat(empty).startsWith("refusedCountries has ''"),
                        delay -> assertThat(delay).isEqualTo("delayMillis is 1001, must be from 0 to 1000"),
                        share -> assertThat(share).isEqualTo("failureShare is 0.51, must be from 0 to 0.5"));
    }

    @Test
    void whatIsAtTheEdgeIsRight() {
        OrderRules rules = new OrderRules(
                new BigDecimal("0.01"), List.of("United Kingdom", "EIRE", "C\u00f4te d'Ivoire"), 1_000, 0.5);

        assertThat(rules.problems()).isEmpty();
    }

    @Test
    void aShareOfAttemptsFailsTheSameInEachRun() {
        OrderRules rules = new OrderRules(null, List.of(), 0, 0.25);

        long first = failures(rules, 1);
        assertThat(first).isBetween(2_300L, 2_700L).isEqualTo(failures(rules, 1));
        assertThat(LongStream.range(0, 10_000)
                        .filter(offset -> rules.isToFail(3, offset, 1) && rules.isToFail(3, offset, 2))
                        .count())
                .isBetween(500L, 750L);
    }

    private static long failures(OrderRules rules, int attempt) {
        return LongStream.range(0, 10_000)
                .filter(offset -> rules.isToFail(3, offset, attempt))
                .count();
    }
}
