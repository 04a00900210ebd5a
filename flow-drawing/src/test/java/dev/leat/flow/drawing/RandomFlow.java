package dev.leat.flow.drawing;

import dev.leat.flow.definition.Flow;
import dev.leat.flow.definition.FlowFile;
import dev.leat.flow.definition.FlowReading;
import java.util.List;
import java.util.Random;

/** Flows that nobody thought of: each state can be reached, and leads on, back, to itself, or to where it fails. */
final class RandomFlow {
    private static final List<String> WORDS = List.of(
            "paid",
            "reserve",
            "STOCK_WAS_MISSING",
            "x",
            "customerHasLeftTheBuildingThroughTheBackDoor",
            "ship it",
            "größer",
            "退款",
            "a-b.c",
            "MMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMM",
            "refundWasRefused");

    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private int events;

    private RandomFlow(long seed) {
        random = new Random(seed);
    }

    static Flow of(long seed) {
        RandomFlow flow = new RandomFlow(seed);
        flow.write(3 + (int) (seed % 13));
        FlowReading reading = FlowFile.read("flow " + seed, flow.text.toString());
        return reading.flow().orElseThrow(() -> new AssertionError(reading.problems() + " in\n" + flow.text));
    }

    private void write(int size) {
        line("flow: random");
        line("initial: s0");
        if (chance(30)) {
            line("timeout: {after: 300d, then: {to: failed}}");
        }
        line("states:");
        for (int i = 0; i < size; i++) {
            line("  s" + i + ":");
            state(i, size);
        }
        line("  done: {final: success}");
        line("  failed: {final: failed}");
        line("  undone: {final: compensated}");
        line("  stuck: {final: failed}");
    }

    private void state(int at, int size) {
        String next = at + 1 < size ? "s" + (at + 1) : "done";
        boolean isParallel = at > 0 && chance(12);
        if (isParallel) {
            parallel(next);
        } else if (chance(70)) {
            line("    command: " + quoted(word()));
            line("    undo: {command: " + quoted(word()) + ", onTimeout: undo}");
            line("    timeout: {after: " + (1 + random.nextInt(90)) + "m, " + target(size) + "}");
            if (chance(40)) {
                line("    retry: {on: [timeout], attempts: 3, then: {" + target(size) + "}}");
            }
        }
        if (!isParallel) {
            line("    on:");
            line("      " + event() + ": " + next);
            if (at == 0) {
                line("      " + event() + ": {to: compensate, then: undone, failed: stuck}");
                line("      " + event() + ": failed");
            }
            for (int i = random.nextInt(5); i > 0; i--) {
                line("      " + event() + ": "
                        + (chance(30) ? guarded(size) : chance(20) ? "s" + at : "{" + target(size) + "}"));
            }
        }
    }

    private void parallel(String next) {
        line("    parallel:");
        line("      branches:");
        int branches = 2 + random.nextInt(3);
        for (int i = 0; i < branches; i++) {
            line("        " + quoted(word() + i) + ":");
            line("          initial: a");
            line("          states:");
            line("            a: {on: {" + event() + ": b, " + event() + ": bad, " + event() + ": a}}");
            line("            b: {on: {" + event() + ": good, " + event() + ": a}}");
            line("            good: {final: success}");
            line("            bad: {final: failed}");
        }
        line("      join: " + (chance(50) ? "all" : "any"));
        line("      then: " + next);
        line("      failed: failed");
    }

    private String guarded(int size) {
        return "[{" + target(size) + ", if: \"data.total > 100 and data.customer.name == 'anybody at all'\"}, {"
                + target(size) + "}]";
    }

    private String target(int size) {
        int kind = random.nextInt(10);
        return kind < 4
                ? "to: s" + random.nextInt(size)
                : kind < 6
                        ? "to: failed"
                        : kind < 8 ? "to: compensate, then: undone, failed: stuck" : "to: compensate, then: stuck";
    }

    private String event() {
        return quoted(word() + events++);
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private static String quoted(String word) {
        return "\"" + word + "\"";
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
