package dev.leat.flow.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.flow.definition.Check;
import dev.leat.flow.definition.FlowFile;
import dev.leat.flow.definition.Problem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every form of a timeout with every way to try again after it, or not. The timeout is one of 10 seconds, there are two attempts, and four seconds
 * between them. What happens in a minute is told with the second in which it does: {@code out} is the timeout, {@code again} the second attempt.
 */
class TimeoutsAndRetriesTest {
    private static String flow(String timeout, String retry, String on) {
        return """
                flow: order
                initial: open
                states:
                  open:
                    command: ask
                    timeout: {after: 10s, %s}
                    retry: {attempts: 2, first: 4s, jitter: 0, on: %s}
                    on: {answered: done, busy: spent, odd: late, %s}
                  late: {final: failed}
                  spent: {final: failed}
                  done: {final: success}
                """.formatted(timeout, retry, on);
    }

    /** @param busyAt the second in which the command fails; 0 if it never does */
    private static String minute(String flow, int busyAt) {
        Run run = Run.of(flow);
        List<String> told = new ArrayList<>();
        for (int second = 1; second <= 60; second++) {
            int before = run.history.size();
            run.after("1S");
            if (second == busyAt) {
                run.event("busy");
            }
            for (HistoryEntry entry : run.history.subList(before, run.history.size())) {
                if (entry.detail().equals("TIMEOUT")) {
                    told.add("out@" + second);
                } else if (entry.kind() == HistoryEntry.Kind.ATTEMPT) {
                    told.add("again@" + second);
                } else if (entry.kind() == HistoryEntry.Kind.ENTERED) {
                    told.add(entry.name() + "@" + second);
                }
            }
        }
        return String.join(" ", told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // what happens then | retried on           | what else leads on                          | in silence
                //  | busy in the ninth
                "                    | [busy]               | timeout: late                               | out@10 late@10 | out@10 late@10",
                "per: attempt        | [busy]               | timeout: late                               | out@10 late@10 | again@13 out@23 late@23",
                "to: late            | [busy]               |                                             | out@10 late@10 | out@10 late@10",
                "to: late, per: attempt | [busy]            |                                             | out@10 late@10 | again@13 out@23 late@23",
                "event: slow         | [busy]               | slow: late                                  | out@10 late@10 | out@10 late@10",
                "event: slow, per: attempt | [busy]         | slow: late                                  | out@10 late@10 | again@13 out@23 late@23",
                // events that only have the name of a timeout's
                "                    | [busy, slow]         | timeout: late, slow: spent                  | out@10 late@10 | out@10 late@10",
                "to: late            | [busy, slow]         | slow: spent                                 | out@10 late@10 | out@10 late@10",
                "to: late            | '[busy], then: spent' | timeout: {retry: true}                     | out@10 late@10 | out@10 late@10",
            })
    void whereATimeoutIsNotRetriedItFiresOnceInAVisitOrAnAttempt(
            String then, String retry, String on, String silent, String busy) {
        String flow = flow(then == null ? "" : then, retry, on == null ? "" : on);

        assertThat(minute(flow, 0)).isEqualTo(silent);
        assertThat(minute(flow, 9)).isEqualTo(busy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "            | [busy, timeout]                | timeout: late                                  | late",
                "            | '[busy, timeout], then: spent' |                                                | spent",
                "to: late    | [busy, timeout]                |                                                | late",
                "to: late    | '[busy, timeout], then: spent' |                                                | spent",
                "event: slow | [busy, timeout]                | slow: late                                     | late",
                "event: slow | '[busy, timeout], then: spent' |                                                | spent",
                "event: slow | [busy, slow]                   | slow: late                                     | late",
                "event: slow | '[busy, slow], then: spent'    |                                                | spent",
                "            | '[busy], then: spent'          | timeout: {retry: true}                         | spent",
                "event: slow | '[busy], then: spent'          | slow: {retry: true}                            | spent",
                "event: slow | [busy]                         | slow: [{if: 1 < 2, retry: true}, late]         | late",
            })
    void whereItIsRetriedEachAttemptHasItsOwnAndTheLastOneLeadsOn(String then, String retry, String on, String end) {
        String way = then == null ? "" : then;
        String others = on == null ? "" : on;
        for (String timeout : List.of(way, way.isEmpty() ? "per: attempt" : way + ", per: attempt")) {
            String flow = flow(timeout, retry, others);

            assertThat(minute(flow, 0)).isEqualTo("out@10 again@14 out@24 " + end + "@24");
            assertThat(minute(flow, 9)).isEqualTo("again@13 out@23 " + end + "@23");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "            | [busy]          |                        | timeout-unhandled",
                "event: slow | [busy]          | timeout: late          | timeout-unhandled",
                "            | [busy, timeout] |                        | retry-without-end",
                "event: slow | [busy, timeout] |                        | retry-without-end",
                "event: slow | [busy, timeout] | timeout: late          | retry-without-end",
                "event: slow | [busy, slow]    |                        | retry-without-end",
                "            | [busy]          | timeout: {retry: true} | retry-without-end",
                "event: slow | [busy]          | slow: {retry: true}    | retry-without-end",
            })
    void whatWouldHangIsRefused(String then, String retry, String on, String code) {
        String flow = flow(then == null ? "" : then, retry, on == null ? "" : on);

        assertThat(FlowFile.read("flow.yaml", flow).problems())
                .filteredOn(problem -> problem.level() == Check.Level.ERROR)
                .extracting(Problem::check)
                .extracting(check -> check.code())
                .containsExactly(code);
    }
}
