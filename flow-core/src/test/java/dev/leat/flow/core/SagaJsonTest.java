package dev.leat.flow.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.leat.flow.definition.Outcome;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Whatever comes into a saga, and whatever a step makes of it: it is written, and read again as the same. */
class SagaJsonTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String LOOP = """
            flow: loop
            initial: open
            states:
              open:
                on:
                  deeper: {to: open, set: {chain: {inner: data.chain}}}
                  further: {to: open, set: {a.b.c.d: data.chain}}
                  larger: {to: open, set: {n: data.n * data.n}}
                  wider: {to: open, set: {n: data.n * 1000 + 0}}
                  any: open
                  end: done
              done: {final: success}
            """;

    /** A text of JSON that is nested so deep. */
    private static String nested(int levels) {
        return "{\"x\":".repeat(levels - 1) + "{}" + "}".repeat(levels - 1);
    }

    private static void isReadAgain(Saga saga) {
        byte[] json = SagaJson.write(saga);
        Saga read = SagaJson.saga(json);

        assertThat(read).isEqualTo(saga);
        assertThat(SagaJson.write(read)).isEqualTo(json);
    }

    @Test
    void dataThatNestWithEachEventStopAtTheBoundAndCanBeReadAgain() {
        Machine machine = Run.machine(LOOP);
        Step step = Run.of(LOOP, "{\"chain\": 1}").step;

        for (int i = 0; i < 600; i++) {
            Input event = new Input.Event("e" + i, i % 7 == 6 ? "further" : "deeper", JSON.nullNode());
            step = machine.step(step.saga(), event, Run.START);
            assertThat(step.fate()).isEqualTo(new Fate.Applied());
            isReadAgain(step.saga());
        }

        assertThat(step.typeErrors()).isEqualTo(1);
        assertThat(step.saga().data().toString())
                .contains("{\"inner\":".repeat(99))
                .doesNotContain("{\"inner\":".repeat(100));
    }

    @Test
    void numbersThatGrowWithEachEventStopAtTheBoundAndCanBeReadAgain() {
        Run run = Run.of(LOOP, "{\"n\": 1e3}");

        for (int i = 0; i < 60; i++) {
            run.event("larger");
        }

        assertThat(run.step.typeErrors()).isEqualTo(1);
        assertThat(run.saga().data().get("n").decimalValue()).isEqualByComparingTo("1E+6144");
        run.event("larger", "{\"n\": 1e-3072}");
        assertThat(run.saga().data().get("n").decimalValue()).isEqualByComparingTo("1E-6144");
        run.event("larger");
        assertThat(run.saga().data().get("n").decimalValue()).isEqualByComparingTo("1E-6144");
        isReadAgain(run.saga());
    }

    /** As data, and as what is kept in a pause. */
    @Test
    void whatIsAsDeepAsMayBeCanBeReadAgain() {
        Run run = Run.of(LOOP);
        run.event("any", nested(100));
        run.pause();
        run.event("any", nested(100));

        isReadAgain(run.saga());
        HistoryEntry entry = run.history.get(run.history.size() - 1);
        assertThat(SagaJson.entry(SagaJson.write(entry))).isEqualTo(entry);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e6145", "-1e-6145", "1e2147483647", "0e999999", "\"half of \\ud83d\"", "\"\\ude00\\ud83d\""})
    void whatCannotBeWrittenOrReadAgainIsRefusedAtTheDoor(String value) {
        isRefused(Run.json("{\"list\": [0, " + value + "]}"), "/list/1");
    }

    @Test
    void neitherDoesAnythingComeInThatIsNoJsonOrTooDeepOrTooLong() {
        isRefused(Run.json(nested(101)), "100 levels");
        isRefused(JSON.objectNode().put("x", Double.NaN), "/x");
        isRefused(JSON.objectNode().put("x", Float.POSITIVE_INFINITY), "/x");
        isRefused(JSON.objectNode().putPOJO("x", new Object()), "/x");
        isRefused(JSON.objectNode().put("x", new byte[] {1}), "/x");
        isRefused(JSON.objectNode().put("x", BigInteger.TEN.pow(500)), "/x");
        isRefused(JSON.objectNode().put("x", new BigDecimal(BigInteger.TEN.pow(500), 5)), "/x");
        isRefused(JSON.objectNode().set("x", JSON.objectNode().put("half\ud83d", 1)), "/x");
        isRefused((JsonNode) JSON.objectNode().set("x", JSON.missingNode()), "/x");
    }

    private static void isRefused(JsonNode payload, String where) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Input.Event("e", "any", payload))
                .withMessageContaining(where)
                .withMessageContaining("; ");
        if (payload instanceof ObjectNode object) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Input.Start("s", object, Optional.empty(), Optional.empty()));
            assertThatIllegalArgumentException().isThrownBy(() -> new Input.ChildEnded("s", Outcome.SUCCESS, object));
        }
    }

    @Test
    void neitherDoNamesThatCannotBeWritten() {
        String half = "e\ud83d";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Input.Event(half, "any", JSON.nullNode()))
                .withMessageContaining("id");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Input.Event("e", half, JSON.nullNode()))
                .withMessageContaining("label");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Input.Start(half, JSON.objectNode(), Optional.empty(), Optional.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Input.Start("s", JSON.objectNode(), Optional.of(half), Optional.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Input.ChildEnded(half, Outcome.SUCCESS, JSON.objectNode()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Input.Audit("ann", half));
        assertThatIllegalArgumentException().isThrownBy(() -> new Input.Move(half, new Input.Audit("ann", "")));
    }

    /** A saga remembers hundreds of ids, and keeps as many events. */
    @Test
    void neitherDoNamesThatAreTooLong() {
        String longest = "\u20ac".repeat(Input.Event.LONGEST_NAME);
        assertThat(new Input.Event(longest, longest, JSON.nullNode()).id()).isEqualTo(longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Input.Event(longest + "!", "any", JSON.nullNode()))
                .withMessageContaining("id")
                .withMessageContaining("255")
                .withMessageNotContaining("\u20ac");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Input.Event("e", longest + "!", JSON.nullNode()))
                .withMessageContaining("label");
    }

    /** Else a guard that asks for the event would hold after a restart, and not before. */
    @Test
    void anEventWithoutAPayloadHasNullForOne() {
        assertThat(new Input.Event("e", "any", JSON.missingNode()).payload().isNull())
                .isTrue();
    }

    /** Of all kinds of numbers that a program can make. */
    @Test
    void aSagaThatIsReadIsEqualToTheOneThatWasWritten() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            Run run = Run.of(LOOP, "{\"n\": 12.50}");
            run.give(new Input.Event("1", "any", value(random, 0)));
            run.give(new Input.Event("2", "wider", JSON.nullNode()));
            run.pause();
            run.give(new Input.Event("3", "any", value(random, 0)));

            assertThat(SagaJson.saga(SagaJson.write(run.saga())))
                    .as("seed %d", seed)
                    .isEqualTo(run.saga());
            for (HistoryEntry entry : run.history) {
                assertThat(SagaJson.entry(SagaJson.write(entry)))
                        .as("seed %d", seed)
                        .isEqualTo(entry);
            }
        }
    }

    private static JsonNode value(Random random, int depth) {
        if (depth > 3 || (depth > 0 && random.nextInt(3) > 0)) {
            return single(random);
        }
        if (depth > 0 && random.nextBoolean()) {
            return JSON.arrayNode().add(value(random, depth + 1)).add(value(random, depth + 1));
        }
        ObjectNode object = JSON.objectNode();
        for (int i = random.nextInt(4); i >= 0; i--) {
            object.set(random.nextInt(3) == 0 ? "n" : "m" + i, value(random, depth + 1));
        }
        return object;
    }

    private static JsonNode single(Random random) {
        BigInteger large = new BigInteger(1 + random.nextInt(900), random);
        return switch (random.nextInt(14)) {
            case 0 -> JSON.numberNode((short) random.nextInt());
            case 1 -> JSON.numberNode((byte) random.nextInt());
            case 2 -> JSON.numberNode(random.nextInt());
            case 3 -> JSON.numberNode((long) random.nextInt());
            case 4 -> JSON.numberNode(random.nextLong());
            case 5 -> JSON.numberNode(large);
            case 6 -> JSON.numberNode(random.nextFloat() * 1e20f);
            case 7 -> JSON.numberNode(Math.pow(10, random.nextInt(600) - 300));
            case 8 -> JSON.numberNode(-0.0);
            case 9 -> JSON.numberNode(new BigDecimal(large));
            case 10 -> JSON.numberNode(new BigDecimal(large, random.nextInt(11_000) - 5_000));
            case 11 -> JSON.numberNode(new BigDecimal(BigInteger.ZERO, random.nextInt(400) - 200));
            case 12 -> JSON.stringNode("z\u00e9\ud83d\ude00\u0000\"\\\u2028");
            default -> JSON.nullNode();
        };
    }
}
