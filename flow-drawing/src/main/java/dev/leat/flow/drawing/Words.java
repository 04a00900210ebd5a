package dev.leat.flow.drawing;

import dev.leat.flow.definition.Call;
import dev.leat.flow.definition.Command;
import dev.leat.flow.definition.Flow;
import dev.leat.flow.definition.Manual;
import dev.leat.flow.definition.Parallel;
import dev.leat.flow.definition.Retry;
import dev.leat.flow.definition.State;
import dev.leat.flow.definition.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What stands in pictures: words for what is in a flow, the same in all formats. */
final class Words {
    /** Of a guard so much is shown that one recognises it; the file has all of it. */
    private static final int LONGEST_GUARD = 60;

    private Words() {}

    /** What a state does and waits for, one thing a line. */
    static List<String> of(State state) {
        List<String> lines = new ArrayList<>();
        state.command().ifPresent(command -> lines.add("sends " + command.label()));
        if (!state.effects().isEmpty()) {
            lines.add((state.command().isPresent() ? "also sends " : "sends ") + labels(state.effects()));
        }
        state.call().map(Words::of).ifPresent(lines::add);
        state.parallel().map(Words::of).ifPresent(lines::add);
        state.waiting().ifPresent(wait -> lines.add("waits"));
        state.manual().map(Words::of).ifPresent(lines::add);
        state.retry().map(Words::of).ifPresent(lines::add);
        silentTimeout(state, lines);
        state.undo().ifPresent(undo -> lines.add("undo: " + undo.command().label()));
        return lines;
    }

    /** A timeout that nothing in the state answers to leads nowhere by itself, so no arrow tells of it. */
    private static void silentTimeout(State state, List<String> lines) {
        state.timeout().filter(timeout -> timeout.to().isEmpty()).ifPresent(timeout -> {
            String event = timeout.event().orElse(Flow.TIMEOUT);
            if (!state.on().containsKey(event)) {
                lines.add(event + " after " + of(timeout.after()));
            }
        });
    }

    private static String of(Call call) {
        return "calls " + call.flow()
                + (call.version().isPresent() ? " v" + call.version().getAsInt() : "");
    }

    private static String of(Parallel parallel) {
        int branches = parallel.branches().size();
        return parallel.join() == branches
                ? "all of " + branches + " branches"
                : parallel.join() + " of " + branches + " branches";
    }

    private static String of(Manual manual) {
        return manual.roles().isEmpty() ? "by hand" : "by hand: " + String.join(", ", manual.roles());
    }

    private static String of(Retry retry) {
        String often = retry.attempts().isPresent()
                ? retry.attempts().getAsInt() + " attempts"
                : "attempts for "
                        + retry.within()
                                .map(Words::of)
                                .orElseThrow(() -> new IllegalStateException("retry without end"));
        return often + (retry.on().isEmpty() ? "" : " on " + String.join(", ", retry.on()));
    }

    static String labels(List<Command> commands) {
        return commands.stream().map(Command::label).collect(Collectors.joining(", "));
    }

    static String waiting(Wait wait) {
        return wait.duration()
                .map(duration -> "after " + of(duration))
                .or(() -> wait.until().map(until -> "at " + until.source().asString()))
                .orElse("waited");
    }

    static String guard(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.codePointCount(0, line.length()) > LONGEST_GUARD) {
            line = line.substring(0, line.offsetByCodePoints(0, LONGEST_GUARD - 1))
                            .stripTrailing() + "…";
        }
        return " [" + line + "]";
    }

    /** Such as {@code 1 h 30 min}, which stays on one line. */
    static String of(Duration duration) {
        List<String> parts = new ArrayList<>();
        part(parts, duration.toDaysPart(), "d");
        part(parts, duration.toHoursPart(), "h");
        part(parts, duration.toMinutesPart(), "min");
        part(parts, duration.toSecondsPart(), "s");
        part(parts, duration.toMillisPart(), "ms");
        return parts.isEmpty() ? "0\u00a0s" : String.join("\u00a0", parts);
    }

    private static void part(List<String> parts, long amount, String unit) {
        if (amount != 0) {
            parts.add(amount + "\u00a0" + unit);
        }
    }
}
