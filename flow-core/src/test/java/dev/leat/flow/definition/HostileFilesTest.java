package dev.leat.flow.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Whatever a file is, it ends in a flow or in problems with their places, and in time. {@code -Dleat.flow.mutants} for more of them, {@code -Dleat.flow.seed} for others. */
class HostileFilesTest {
    private static final int MUTANTS = Integer.getInteger("leat.flow.mutants", 1_500);
    private static final long SEED = Long.getLong("leat.flow.seed", 16);

    private static final List<BiFunction<String, String, FlowReading>> READERS =
            List.of(FlowFile::read, MachineFile::read);

    /** A StackOverflowError is one of them. */
    private static FlowReading read(BiFunction<String, String, FlowReading> reader, String text) {
        FlowReading reading;
        try {
            reading = reader.apply("hostile.yaml", text);
        } catch (RuntimeException | Error e) {
            return fail("it ended in " + e + " of\n" + (text.length() > 5_000 ? text.substring(0, 5_000) : text), e);
        }
        long lines = text.lines().count() + 1;
        for (Problem each : reading.problems()) {
            boolean isPlaced = each.line() >= 1 && each.line() <= lines && each.column() >= 1;
            if (!isPlaced || each.toString().length() > 5_000) {
                fail(each + " of\n" + text);
            }
        }
        boolean isWrong = reading.problems().stream().anyMatch(each -> each.level() == Check.Level.ERROR);
        if (reading.flow().isPresent() == isWrong) {
            fail("neither a flow nor a reason why not: " + reading + " of\n" + text);
        }
        return reading;
    }

    private static int flows(Iterable<String> texts) {
        int flows = 0;
        for (String text : texts) {
            for (BiFunction<String, String, FlowReading> reader : READERS) {
                flows += read(reader, text).flow().isPresent() ? 1 : 0;
            }
        }
        return flows;
    }

    @Test
    @Timeout(300)
    void otherCharactersEndInProblems() {
        Mutants mutants = new Mutants(SEED);

        int flows = flows(() -> Stream.generate(mutants::text).limit(MUTANTS).iterator());

        assertThat(flows).isBetween(1, MUTANTS / 2);
    }

    @Test
    @Timeout(300)
    void otherTreesEndInProblems() {
        Mutants mutants = new Mutants(SEED);

        int flows = flows(() ->
                Stream.generate(() -> mutants.tree().toString()).limit(MUTANTS).iterator());

        assertThat(flows).isBetween(1, MUTANTS / 2);
    }

    @Test
    @Timeout(300)
    void otherTreesInYamlEndInProblems() {
        Mutants mutants = new Mutants(SEED + 1);
        YAMLMapper yaml = new YAMLMapper();

        int flows = flows(() -> Stream.generate(() -> yaml.writeValueAsString(mutants.tree()))
                .limit(MUTANTS / 3)
                .iterator());

        assertThat(flows).isBetween(1, MUTANTS / 2);
    }

    private static String flow(String state) {
        return "{flow: a, initial: a, states: {a: {command: c, " + state + ", on: {e: b}}, b: {final: success}}}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"1s", "1ms ", "999999999d", "-1s", "P1D", "PT1S", "1", "s"})
    @Timeout(60)
    void longTimesAreTimesOrNone(String part) {
        FlowReading reading = read(FlowFile::read, flow("timeout: {to: b, after: '" + part.repeat(50_000) + "'}"));

        assertThat(reading.problems())
                .extracting(Problem::check)
                .hasSizeLessThan(2)
                .isSubsetOf(Check.BAD_DURATION, Check.TIMEOUT_NOT_POSITIVE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e400", "-1e400", "1e-400", "1e999999999", "1e-999999999", "101", "100.00000000000000000001"})
    void numbersOfAnySizeAreToldAsTheyAre(String number) {
        for (String key : List.of("factor", "jitter", "attempts")) {
            FlowReading reading = read(
                    FlowFile::read,
                    flow("timeout: {to: b, after: 1m}, retry: {on: timeout, within: 1h, then: b, " + key + ": " + number
                            + "}"));

            assertThat(reading.problems())
                    .filteredOn(each -> each.check() != Check.WRONG_TYPE && each.check() != Check.WRONG_VALUE)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? ", "{\"a\":", "!a ", "&a ", "'", "a:\n", "(", "#\n", "\"\\u"})
    @Timeout(60)
    void whatIsDeepOrOpenHasAProblem(String part) {
        String text = part.repeat(100_000);
        assertThat(read(FlowFile::read, text).problems()).isNotEmpty();
        assertThat(read(FlowFile::read, "{flow: a, initial: a, states: " + text).problems())
                .isNotEmpty();
        assertThat(read(FlowFile::read, "flow: a\ninitial: a\nstates:\n  a:\n    command: {label: l, payload: " + text)
                        .problems())
                .isNotEmpty();
        assertThat(read(MachineFile::read, "{\"initialState\": \"a\", \"states\": " + text)
                        .problems())
                .isNotEmpty();
    }

    /** As deep as a file can be. */
    @ParameterizedTest
    @ValueSource(ints = {100, 390, 450, 480, 490, 495, 496, 499, 600, 2_000, 20_000})
    @Timeout(60)
    void deepValuesAreReadOrTold(int depth) {
        String deep = "[".repeat(depth) + "1" + "]".repeat(depth);
        for (String text : List.of(
                flow("timeout: {to: b, after: 1m}").replace("command: c", "command: {label: c, payload: " + deep + "}"),
                flow("timeout: {to: b, after: 1m}").replace("e: b", "e: {to: b, schema: {const: " + deep + "}}"),
                flow("timeout: {to: b, after: 1m}, effects: {label: d, payload: " + deep + "}"),
                flow("timeout: {to: b, after: 1m}")
                        .replace(
                                "e: b",
                                "e: {to: b, schema: " + "{not: ".repeat(depth) + "{}" + "}".repeat(depth) + "}"),
                flow("timeout: {to: b, after: 1m}").replace("e: b", "e: " + deep))) {
            FlowReading reading = read(FlowFile::read, text);
            reading.flow()
                    .ifPresent(flow -> assertThat(
                                    FlowFile.read("back", FlowFile.write(flow)).flow())
                            .contains(flow));
            var unused = reading.flow().map(Flow::hash);
        }
    }
}
