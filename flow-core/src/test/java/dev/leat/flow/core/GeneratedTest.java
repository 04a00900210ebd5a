package dev.leat.flow.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.flow.definition.Check;
import dev.leat.flow.definition.Flow;
import dev.leat.flow.definition.FlowFile;
import dev.leat.flow.definition.Outcome;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Flows and histories by chance: the machine beside {@link Naive}, and what must hold whatever happens ({@link Invariants}). {@code -Dleat.flow.sagas}
 * for more of them, {@code -Dleat.flow.seed} for that one first.
 */
class GeneratedTest {
    private static final Input.Audit AUDIT = new Input.Audit("ann", "why not");
    private static final int INPUTS = 60;
    private static final int AFTER_THE_END = 6;

    @Test
    void sagasDoWhatTheNaiveInterpreterDoes() {
        long seed = Long.getLong("leat.flow.seed", System.nanoTime());
        int sagas = Integer.getInteger("leat.flow.sagas", 1_000);
        System.out.println("generated flows: " + sagas + " from seed " + seed);
        Tally tally = new Tally();
        for (int i = 0; i < sagas; i++) {
            run(seed + i, tally);
        }
        System.out.println(tally);
        assertThat(tally.kinds)
                .as("seed %d: what the sagas have met", seed)
                .containsAll(List.of(HistoryEntry.Kind.values()));
    }

    /** So that nobody believes in flows that do nothing. */
    private static final class Tally {
        final TreeSet<HistoryEntry.Kind> kinds = new TreeSet<>();
        final TreeSet<Incident.Kind> incidents = new TreeSet<>();
        long steps;
        long applied;
        long ended;
        long undone;

        void add(Step step) {
            steps++;
            applied += step.fate() instanceof Fate.Applied ? 1 : 0;
            step.incidents().forEach(each -> incidents.add(each.kind()));
            for (HistoryEntry entry : step.history()) {
                kinds.add(entry.kind());
                undone += entry.kind() == HistoryEntry.Kind.UNDONE ? 1 : 0;
            }
        }

        @Override
        public String toString() {
            return "steps " + steps + ", applied " + applied + ", sagas ended " + ended + ", undone " + undone
                    + ", incidents " + incidents;
        }
    }

    /** Of those about a flow as a whole: whether its states are reached and left is left to chance. */
    private static final Set<Check> LEFT_TO_CHANCE =
            EnumSet.of(Check.UNREACHABLE_STATE, Check.NO_WAY_OUT, Check.NO_FINAL_REACHABLE, Check.TIMEOUT_TOO_LONG);

    @Test
    void theyAreMadeOfStatesThatTheChecksLetThrough() {
        long seed = Long.getLong("leat.flow.seed", System.nanoTime());
        for (int i = 0; i < 300; i++) {
            Flow flow = new Flows(new Random(seed + i)).flow();
            String written = FlowFile.write(flow);

            assertThat(FlowFile.read("flow.yaml", written).problems())
                    .as("seed %d%n%s", seed + i, written)
                    .noneMatch(problem ->
                            problem.level() == Check.Level.ERROR && !LEFT_TO_CHANCE.contains(problem.check()));
        }
    }

    private static void run(long seed, Tally tally) {
        Random random = new Random(seed);
        Flow flow = new Flows(random).flow();
        Machine machine = Machine.of(flow);
        Instant now = Run.START;
        ObjectNode first = payload(random);
        while (!machine.problems(first).isEmpty()) { // with what the flow refuses there is no saga
            first = payload(random);
        }
        Input.Start start = new Input.Start("s" + seed, first, Optional.empty(), Optional.empty());
        List<Object> inputs = new ArrayList<>();
        try {
            Naive naive = new Naive(flow, start, now);
            Step step = machine.start(start, now);
            Invariants invariants = new Invariants(flow, step);
            List<HistoryEntry> history = new ArrayList<>(step.history());
            compare(naive, step);
            int after = 0;
            for (int i = 0; i < INPUTS && after < AFTER_THE_END; i++) {
                now = now.plusSeconds(random.nextInt(4) == 0 ? random.nextInt(600) : random.nextInt(40));
                Input input = input(random, step.saga(), i);
                inputs.add(now);
                inputs.add(input);
                Saga before = i % 4 == 0 ? SagaJson.saga(SagaJson.write(step.saga())) : step.saga();
                same(before, step.saga());
                step = machine.step(before, input, now);
                naive.give(input, now);
                compare(naive, step);
                invariants.check(before, input, step, now);
                history.addAll(step.history());
                tally.add(step);
                after += step.saga().status() instanceof Status.Ended ? 1 : 0;
            }
            tally.ended += step.saga().status() instanceof Status.Ended ? 1 : 0;
            // As it is exported: what is not in the text of the entries is not known.
            List<HistoryEntry> exported = history.stream()
                    .map(entry -> SagaJson.entry(SagaJson.write(entry)))
                    .toList();
            same(exported, history);
            same(machine.replay(exported), step.saga());
            assertThat(SagaJson.write(machine.replay(exported)))
                    .asString()
                    .isEqualTo(new String(SagaJson.write(step.saga()), StandardCharsets.UTF_8));
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ", give it with -Dleat.flow.seed\n" + flow + "\n" + inputs, e);
        }
    }

    private static void compare(Naive naive, Step step) {
        same(step.fate().word(), naive.fate);
        same(Told.history(step), Told.history(naive.said));
        same(Told.sent(step), Told.sent(naive.said));
        same(Told.picture(step.saga()), naive.picture());
    }

    /** Comparing costs little, and assertions cost more than all the rest. */
    private static void same(Object actual, Object expected) {
        if (!actual.equals(expected)) {
            assertThat(actual).isEqualTo(expected);
        }
    }

    private static ObjectNode payload(Random random) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        if (random.nextBoolean()) {
            payload.put("n", random.nextInt(10));
        }
        if (random.nextInt(4) == 0) {
            payload.put("count", random.nextInt(3));
        }
        if (random.nextInt(4) == 0) {
            payload.put("flag", true);
        }
        if (random.nextInt(6) == 0) {
            payload.put("text", "\u00e4\"");
        }
        if (random.nextInt(6) == 0) {
            payload.set("n", number(random));
        }
        if (random.nextInt(4) == 0) {
            payload.put("due", Run.START.plusSeconds(random.nextInt(1200)).toString());
        }
        if (random.nextInt(4) == 0) {
            payload.putObject("last")
                    .put("m", random.nextInt(3))
                    .putArray("list")
                    .add(random.nextInt(3))
                    .addObject()
                    .put("x", 1);
        }
        if (random.nextInt(8) == 0) {
            payload.putArray("last").add(1).addArray().add(2);
        }
        if (random.nextInt(8) == 0) {
            ObjectNode places =
                    payload.putObject("last").put("m", 3).put("0", 4).put("03", 5);
            places.putObject("1").put("0", 6).put("2", 7);
            places.put(random.nextBoolean() ? "4" : "4000", 8);
        }
        return payload;
    }

    /** Of any kind that a program can make. */
    private static JsonNode number(Random random) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        int small = random.nextInt(10);
        return switch (random.nextInt(6)) {
            case 0 -> json.numberNode((long) small);
            case 1 -> json.numberNode((double) small);
            case 2 -> json.numberNode((short) small);
            case 3 -> json.numberNode(BigDecimal.valueOf(small * 100L, 2));
            case 4 -> json.numberNode(new BigDecimal("1e30"));
            default -> json.numberNode(BigInteger.TEN.pow(30));
        };
    }

    private static Input input(Random random, Saga saga, int number) {
        int dice = random.nextInt(100);
        if (saga.status() instanceof Status.Paused && random.nextInt(10) == 0) {
            // What was kept until then counts before.
            return random.nextInt(3) > 0
                    ? new Input.Cancel(random.nextInt(3) > 0, AUDIT)
                    : new Input.Move("s" + random.nextInt(16), AUDIT);
        }
        if (dice < 60) {
            // Duplicates, and what was rejected or a dead letter, mended and sent again.
            String id = number > 0 && random.nextInt(8) == 0 ? "e" + random.nextInt(number) : "e" + number;
            JsonNode payload = random.nextInt(10) == 0 ? JsonNodeFactory.instance.numberNode(7) : payload(random);
            return new Input.Event(id, Flows.EVENTS.get(random.nextInt(Flows.EVENTS.size())), payload);
        }
        if (dice < 68) {
            return press(random, saga);
        }
        if (dice < 86) {
            return new Input.Tick();
        }
        if (dice < 92) {
            List<Outcome> outcomes = List.of(Outcome.values());
            Outcome outcome = random.nextBoolean() ? Outcome.SUCCESS : outcomes.get(random.nextInt(outcomes.size()));
            return new Input.ChildEnded(
                    child(saga.position())
                            .filter(running -> random.nextInt(8) > 0)
                            .orElse(random.nextBoolean() ? "nobody" : saga.id() + "/" + random.nextInt(20) + ".1"),
                    outcome,
                    payload(random));
        }
        return switch (random.nextInt(16)) {
            case 0 -> new Input.Cancel(random.nextInt(3) > 0, AUDIT);
            case 1, 2, 3 -> new Input.Pause(AUDIT);
            case 4, 5, 6, 7, 8 -> new Input.Resume(AUDIT);
            case 9, 10, 11, 12 ->
                new Input.Retry(random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(saga.visits()), AUDIT);
            default -> new Input.Move("s" + random.nextInt(16), AUDIT);
        };
    }

    private static Input press(Random random, Saga saga) {
        return new Input.Press(
                "Button " + random.nextInt(Flows.BUTTONS),
                random.nextInt(4) > 0 ? OptionalLong.empty() : OptionalLong.of(saga.visits()),
                payload(random),
                AUDIT);
    }

    private static Optional<String> child(Position at) {
        return at.child()
                .or(() -> at.branches().values().stream()
                        .flatMap(branch -> child(branch).stream())
                        .findFirst());
    }
}
