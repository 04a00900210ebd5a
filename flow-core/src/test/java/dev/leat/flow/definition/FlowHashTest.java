package dev.leat.flow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowHashTest {
    private static final String FLOW = """
            flow: order
            version: 3
            description: An order
            initial: open
            limits: {active: 10}
            events: {paid: {description: Money}, part: , late: }
            business: {states: {1: open}, events: {2: paid}}
            states:
              open:
                description: Waits
                expected: 1h
                business: 1
                command: {label: ask, payload: {a: data.a, b: 'data.b + 1'}}
                timeout: {after: 90m, event: late}
                on:
                  paid:
                    - {if: 'data.a > 1', to: done, set: {a: 1, b: 2}}
                    - {if: data.a > 0, to: open}
                    - lost
                  part: open
                  late: lost
              done: {final: success}
              lost: {final: failed}
            """;

    private static String hash(String text) {
        FlowReading reading = FlowFile.read("order.yaml", text);
        return reading.flow()
                .orElseThrow(() -> new AssertionError(reading.problems()))
                .hash();
    }

    /** It is kept by whoever runs the flow, so it must not change from release to release. */
    @Test
    void theHashOfAFlowStaysWhatItIs() {
        assertThat(hash(FLOW)).isEqualTo("2bbbe2c3b88aaa5ee85554a1abf9f0a422e2a9a7a1ff399dd4dcd512dc02f754");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "version: 3                     | version: 4",
                "description: An order          | owner: shop",
                "description: Waits             | description: Waits for money",
                "expected: 1h                   | expected: 2h",
                "description: Money             | description: Much money",
                "1: open                        | 1: opened",
                "after: 90m                     | after: 1h30m",
                "{if: data.a > 0, to: open}     | {to: open, if: 'data . a>0'}",
                "{a: data.a, b: 'data.b + 1'}   | {b: data.b+1.0, a: data.a}",
                "done: {final: success}         | done: {final: success, effects: []}",
            })
    void whatIsForPeopleAndHowItIsWrittenDoesNotMatter(String before, String after) {
        assertThat(hash(FLOW.replace(before, after))).isEqualTo(hash(FLOW));
    }

    @Test
    void theOrderOfStatesDoesNotMatter() {
        String turned = FLOW.replace("  lost: {final: failed}\n", "")
                .replace("states:\n  open:", "states:\n  lost: {final: failed}\n  open:");

        assertThat(turned).isNotEqualTo(FLOW);
        assertThat(hash(turned)).isEqualTo(hash(FLOW));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "flow: order                    | flow: orders",
                "active: 10                     | active: 11",
                "label: ask                     | label: asks",
                "after: 90m                     | after: 91m",
                "part: open                     | part: lost",
                "'data.a > 1'                   | 'data.a > 2'",
                "data.a > 0                     | data.a >= 0",
                "{a: 1, b: 2}                   | {b: 2, a: 1}",
                "business: 1                    | effects: audit",
                "final: failed                  | final: cancelled",
            })
    void whatSagasDoMatters(String before, String after) {
        assertThat(FLOW).contains(before);
        assertThat(hash(FLOW.replace(before, after))).isNotEqualTo(hash(FLOW));
    }

    @Test
    void theOrderOfConditionsMatters() {
        String first = "        - {if: 'data.a > 1', to: done, set: {a: 1, b: 2}}\n";
        String second = "        - {if: data.a > 0, to: open}\n";

        assertThat(hash(FLOW.replace(first + second, second + first))).isNotEqualTo(hash(FLOW));
    }
}
