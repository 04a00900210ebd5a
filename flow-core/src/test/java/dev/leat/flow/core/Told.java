package dev.leat.flow.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a step tells, in the words of {@link Naive}. */
final class Told {
    private static final List<String> SENT = List.of("command ", "effect ", "start ", "cancel ", "letter ");

    private Told() {}

    static List<String> history(Step step) {
        return step.history().stream()
                .filter(entry -> entry.kind() != HistoryEntry.Kind.INPUT)
                .map(Told::entry)
                .toList();
    }

    private static String entry(HistoryEntry entry) {
        if (entry.kind() == HistoryEntry.Kind.RESUMED) {
            return "RESUMED " + entry.name() + " " + entry.detail();
        }
        return entry.kind() + " " + entry.place() + " " + entry.name() + " " + entry.visit() + "." + entry.attempt()
                + " " + entry.detail();
    }

    static List<String> history(List<String> said) {
        return said.stream()
                .filter(line -> SENT.stream().noneMatch(line::startsWith))
                .toList();
    }

    /** By kind, each in its order. */
    static List<String> sent(Step step) {
        List<String> sent = new ArrayList<>();
        step.commands().forEach(each -> sent.add("command " + dispatch(each)));
        step.effects().forEach(each -> sent.add("effect " + dispatch(each)));
        step.children()
                .forEach(each -> sent.add(
                        each instanceof ChildOrder.StartChild start
                                ? "start " + start.child() + " " + start.flow() + " " + start.input()
                                : "cancel " + each.child() + " " + ((ChildOrder.CancelChild) each).compensating()));
        step.deadLetters().forEach(each -> sent.add("letter " + each.why()));
        return sent;
    }

    private static String dispatch(Dispatch each) {
        return each.id() + " " + each.label() + " " + each.payload() + " " + each.headers();
    }

    static List<String> sent(List<String> said) {
        List<String> sent = new ArrayList<>();
        for (List<String> kinds :
                List.of(List.of("command "), List.of("effect "), List.of("start ", "cancel "), List.of("letter "))) {
            said.stream()
                    .filter(line -> kinds.stream().anyMatch(line::startsWith))
                    .forEach(sent::add);
        }
        return sent;
    }

    static String picture(Saga saga) {
        StringBuilder text = new StringBuilder();
        picture(text, "", saga.position());
        text.append(saga.data()).append('\n');
        saga.undo()
                .forEach(each -> text.append(path(each.place()))
                        .append(' ')
                        .append(each.state())
                        .append(' ')
                        .append(each.visit())
                        .append(' ')
                        .append(each.isUncertain())
                        .append('\n'));
        Set<String> running = new TreeSet<>();
        saga.timers().forEach(each -> running.add(each.kind() + " " + each.visit() + " " + each.due()));
        return text.append(running)
                .append(saga.kept().size())
                .append(saga.status() instanceof Status.Paused paused ? paused.since() : null)
                .toString();
    }

    private static String path(Place place) {
        return String.join(
                ".",
                place.branchings().stream()
                        .map(each -> each.state() + "#" + each.visit() + "." + each.branch())
                        .toList());
    }

    private static void picture(StringBuilder text, String path, Position at) {
        text.append(path)
                .append(' ')
                .append(at.state())
                .append(' ')
                .append(at.visit())
                .append('.')
                .append(at.attempt())
                .append(' ')
                .append(at.outcome().orElse(null))
                .append(at.undoing()
                        .map(undoing -> " undoing " + undoing.entry().visit() + (undoing.isStuck() ? " stuck" : ""))
                        .orElse(""))
                .append(at.child().map(child -> " child " + child).orElse(""))
                .append('\n');
        at.branches()
                .forEach((name, branch) -> picture(
                        text, (path.isEmpty() ? "" : path + ".") + at.state() + "#" + at.visit() + "." + name, branch));
    }
}
