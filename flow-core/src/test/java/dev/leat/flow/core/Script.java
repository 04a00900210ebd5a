package dev.leat.flow.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.flow.definition.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What happens to sagas, line by line, as in {@code examples/flow-runs}: on the left what comes, on the right where the saga is then, and after a colon what it
 * sends, effects with a plus. What else became of it stands after a semicolon. Lines without an arrow say what is in the data or in what was sent.
 */
final class Script {
    private static final Input.Audit AUDIT = new Input.Audit("ann", "the script says so");

    private final String flow;
    private final Set<String> entered = new TreeSet<>();
    private @Nullable Run run;
    private String child = "";
    private int events;

    /** @param flow as YAML */
    Script(String flow) {
        this.flow = flow;
    }

    /** In which states its sagas have been, with their branches, and how they have ended. */
    Set<String> entered() {
        return entered;
    }

    void follow(List<String> lines) {
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#") || line.startsWith("run: ")) {
                continue;
            }
            int arrow = line.lastIndexOf("->");
            if (arrow < 0) {
                says(line);
                continue;
            }
            happens(line.substring(0, arrow).trim());
            assertThat(seen()).as(line).isEqualTo(line.substring(arrow + 2).trim());
        }
    }

    private Run run() {
        return Objects.requireNonNull(run);
    }

    private void happens(String what) {
        String word = word(what);
        String rest = what.substring(word.length()).trim();
        if (word.equals("start")) {
            run = Run.of(flow, rest);
        } else {
            run().give(input(word, rest));
        }
        Step step = run().step;
        step.history().stream()
                .filter(entry -> entry.kind() == HistoryEntry.Kind.ENTERED)
                .forEach(entry -> entered.add(
                        entry.place().branchings().isEmpty() ? entry.name() : entry.place() + "." + entry.name()));
        step.children().forEach(each -> child = each.child());
    }

    private Input input(String word, String rest) {
        return switch (word) {
            case "after" -> {
                run().now = run().now.plus(duration(rest));
                yield new Input.Tick();
            }
            case "child" -> {
                String outcome = word(rest);
                yield new Input.ChildEnded(
                        child,
                        Outcome.valueOf(outcome.toUpperCase(Locale.ROOT)),
                        Run.object(rest.substring(outcome.length())));
            }
            case "order" -> order(rest);
            case "press" -> press(rest);
            default -> new Input.Event("e-" + ++events, word, Run.json(rest.isEmpty() ? "null" : rest));
        };
    }

    private static Input order(String order) {
        return switch (order) {
            case "pause" -> new Input.Pause(AUDIT);
            case "resume" -> new Input.Resume(AUDIT);
            case "retry" -> new Input.Retry(OptionalLong.empty(), AUDIT);
            case "cancel" -> new Input.Cancel(false, AUDIT);
            case "cancel and undo" -> new Input.Cancel(true, AUDIT);
            default -> new Input.Move(order.replaceFirst("^move to ", ""), AUDIT);
        };
    }

    private static Input press(String action) {
        int payload = action.indexOf('{');
        return new Input.Press(
                (payload < 0 ? action : action.substring(0, payload)).trim(),
                OptionalLong.empty(),
                Run.json(payload < 0 ? "null" : action.substring(payload)),
                AUDIT);
    }

    private static Duration duration(String text) {
        return Duration.parse(text.endsWith("d") ? "P" + text : "PT" + text);
    }

    private String seen() {
        Step step = run().step;
        Position at = step.saga().position();
        StringBuilder seen = new StringBuilder(at.state());
        List<String> branches = new ArrayList<>();
        at.branches().forEach((name, branch) -> branches.add(name + " " + branch.state()));
        seen.append(branches.isEmpty() ? "" : " " + branches.toString());
        at.undoing()
                .ifPresent(undoing ->
                        seen.append(", undoing ").append(undoing.entry().state()));
        if (step.saga().status() instanceof Status.Paused) {
            seen.append(", paused");
        }
        if (step.saga().status() instanceof Status.Ended ended) {
            seen.append(", ended with ").append(ended.outcome().name().toLowerCase(Locale.ROOT));
        }
        List<String> sent = new ArrayList<>();
        step.commands().forEach(each -> sent.add(each.label()));
        step.effects().forEach(each -> sent.add("+" + each.label()));
        step.children()
                .forEach(each ->
                        sent.add(each instanceof ChildOrder.StartChild start ? "call " + start.flow() : "end child"));
        seen.append(sent.isEmpty() ? "" : ": " + String.join(", ", sent));
        if (!(step.fate() instanceof Fate.Applied) && !step.fate().equals(DueTimers.NOTHING)) {
            seen.append("; ").append(step.fate().word());
        }
        step.incidents().forEach(each -> seen.append("; incident ").append(each.kind()));
        return seen.toString();
    }

    private void says(String line) {
        String word = word(line);
        String rest = line.substring(word.length()).trim();
        switch (word) {
            case "data" -> assertThat(run().saga().data()).as(line).isEqualTo(Run.json(rest));
            case "sent" -> {
                String label = word(rest);
                Dispatch sent = sent(label).orElseThrow(() -> new AssertionError("not sent: " + line));
                assertThat(label + " " + sent.payload() + headers(sent))
                        .as(line)
                        .isEqualTo(compact(rest));
            }
            case "called" ->
                assertThat(run().step.children())
                        .as(line)
                        .singleElement()
                        .isInstanceOfSatisfying(
                                ChildOrder.StartChild.class,
                                start -> assertThat(start.flow() + " " + start.input()
                                                + start.key()
                                                        .map(key -> " as " + key)
                                                        .orElse(""))
                                        .as(line)
                                        .isEqualTo(compact(rest)));
            default -> throw new AssertionError("this says nothing: " + line);
        }
    }

    private Optional<Dispatch> sent(String label) {
        Step step = run().step;
        return step.commands().stream()
                .filter(each -> each.label().equals(label))
                .findFirst()
                .or(() -> step.effects().stream()
                        .filter(each -> each.label().equals(label))
                        .findFirst());
    }

    private static String headers(Dispatch sent) {
        List<String> headers = new ArrayList<>();
        for (Map.Entry<String, String> each : sent.headers().entrySet()) {
            headers.add(each.getKey() + "=" + each.getValue());
        }
        return headers.isEmpty() ? "" : " with " + String.join(", ", headers);
    }

    /** A name, JSON without blanks, and what is said after it. */
    private static String compact(String text) {
        int begin = text.indexOf('{');
        int end = text.lastIndexOf('}') + 1;
        return text.substring(0, begin) + Run.json(text.substring(begin, end)) + text.substring(end);
    }

    private static String word(String line) {
        int blank = line.indexOf(' ');
        return blank < 0 ? line : line.substring(0, blank);
    }
}
