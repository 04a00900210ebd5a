package dev.leat.flow.drawing;

import dev.leat.flow.definition.Branch;
import dev.leat.flow.definition.Deadline;
import dev.leat.flow.definition.Flow;
import dev.leat.flow.definition.State;
import dev.leat.flow.definition.Target;
import dev.leat.flow.definition.Undo;
import dev.leat.flow.drawing.Sketch.Link;
import dev.leat.flow.drawing.Sketch.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** From a flow to what is drawn of it. */
final class Sketching {
    private static final int MAIN_WAY = 0;
    private static final int ELSEWHERE = 1;
    private static final int FAILING = 2;

    private final Flow flow;
    private final Ids ids;

    Sketching(Flow flow) {
        this.flow = flow;
        this.ids = new Ids(flow.name(), flow.version());
    }

    Sketch sketch() {
        return new Part("", flow.initial(), flow.states(), flow.creation(), flow.timeout()).sketch();
    }

    /** The states of the flow, or of a branch: what has no arrows to anything outside. */
    private final class Part {
        private final String path;
        private final String initial;
        private final Map<String, State> states;
        private final Optional<String> creation;
        private final Optional<Deadline> deadline;
        private final Courses courses;
        private final List<Shape> shapes = new ArrayList<>();
        private final Map<Target.Compensate, String> compensations = new LinkedHashMap<>();
        private final Map<String, Link> links = new LinkedHashMap<>();

        /** @param path what comes before the names of states, with a slash at its end, or nothing */
        Part(
                String path,
                String initial,
                Map<String, State> states,
                Optional<String> creation,
                Optional<Deadline> deadline) {
            this.path = path;
            this.initial = initial;
            this.states = states;
            this.creation = creation;
            this.deadline = deadline;
            this.courses = new Courses(initial, states);
        }

        Sketch sketch() {
            start();
            courses.mainWay().stream()
                    .flatMap(name -> Stream.ofNullable(states.get(name)))
                    .forEach(state -> shapes.add(shape(state, MAIN_WAY)));
            shapes(Course.MAIN, ELSEWHERE);
            shapes(Course.FAILURE, FAILING);
            states.values()
                    .forEach(state -> Exits.of(state)
                            .all()
                            .forEach((target, reasons) -> link(stateId(state.name()), target, reasons)));
            deadline.ifPresent(this::deadline);
            return new Sketch(shapes, List.copyOf(links.values()));
        }

        private void start() {
            String id = ids.of("start", path);
            shapes.add(new Shape(
                    id,
                    FigureKind.START,
                    Optional.empty(),
                    Optional.empty(),
                    Course.MAIN,
                    MAIN_WAY,
                    "",
                    List.of(),
                    Optional.empty()));
            link(
                    id,
                    stateId(initial),
                    courses.of(initial),
                    true,
                    creation.stream().toList());
        }

        private void shapes(Course course, int rank) {
            states.values().stream()
                    .filter(state -> courses.of(state.name()) == course)
                    .filter(state -> !courses.mainWay().contains(state.name()))
                    .forEach(state -> shapes.add(shape(state, rank)));
        }

        private Shape shape(State state, int rank) {
            FigureKind kind = state.parallel().isPresent()
                    ? FigureKind.PARALLEL
                    : state.isFinal() ? FigureKind.FINAL : FigureKind.STATE;
            return new Shape(
                    stateId(state.name()),
                    kind,
                    Optional.of(path + state.name()),
                    state.outcome(),
                    courses.of(state.name()),
                    rank,
                    state.name(),
                    Words.of(state),
                    state.parallel().map(parallel -> branches(state, parallel.branches())));
        }

        private Sketch branches(State state, Map<String, Branch> branches) {
            List<Shape> all = new ArrayList<>();
            branches.values().forEach(branch -> {
                String name = path + state.name() + "/" + branch.name();
                Part part = new Part(name + "/", branch.initial(), branch.states(), Optional.empty(), Optional.empty());
                all.add(new Shape(
                        ids.of("branch", name),
                        FigureKind.BRANCH,
                        Optional.of(name),
                        Optional.empty(),
                        Course.MAIN,
                        all.size(),
                        branch.name(),
                        List.of(),
                        Optional.of(part.sketch())));
            });
            return new Sketch(all, List.of());
        }

        private void deadline(Deadline limit) {
            String id = ids.of("deadline", path);
            shapes.add(new Shape(
                    id,
                    FigureKind.DEADLINE,
                    Optional.empty(),
                    Optional.empty(),
                    Course.FAILURE,
                    FAILING,
                    "from any state",
                    List.of("after " + Words.of(limit.after())),
                    Optional.empty()));
            link(id, limit.then(), List.of());
        }

        private void link(String from, Target target, List<String> reasons) {
            if (target instanceof Target.ToState to) {
                boolean isMain = isNextOnMainWay(from, to.state());
                link(from, stateId(to.state()), courses.of(to.state()), isMain, reasons);
            } else if (target instanceof Target.Compensate compensate) {
                link(from, compensation(compensate), Course.COMPENSATION, false, reasons);
            }
        }

        private boolean isNextOnMainWay(String from, String to) {
            int at = courses.mainWay().indexOf(to);
            return at > 0 && stateId(courses.mainWay().get(at - 1)).equals(from);
        }

        private void link(String from, String to, Course course, boolean isMain, List<String> reasons) {
            String key = from + " " + to;
            Link known = links.get(key);
            List<String> all = new ArrayList<>(known == null ? List.of() : known.reasons());
            all.addAll(reasons);
            String id = from.replaceFirst("\\.", ".arrow.") + ".." + to.substring(to.indexOf('.') + 1);
            links.put(key, new Link(id, from, to, course, isMain, all));
        }

        /** What undoes and then leads to the same states is drawn once. */
        private String compensation(Target.Compensate compensate) {
            String known = compensations.get(compensate);
            if (known != null) {
                return known;
            }
            String id = ids.of(
                    "compensation",
                    path
                            + compensate.then()
                            + compensate.failed().map(failed -> "/" + failed).orElse(""));
            compensations.put(compensate, id);
            shapes.add(new Shape(
                    id,
                    FigureKind.COMPENSATION,
                    Optional.empty(),
                    Optional.empty(),
                    Course.COMPENSATION,
                    FAILING,
                    "compensate",
                    undone(),
                    Optional.empty()));
            link(id, stateId(compensate.then()), Course.COMPENSATION, false, List.of("undone"));
            compensate
                    .failed()
                    .ifPresent(failed -> link(id, stateId(failed), Course.COMPENSATION, false, List.of("not undone")));
            return id;
        }

        /** Last things first, as they are undone if the states were visited in the order of the file. */
        private List<String> undone() {
            List<String> commands = new ArrayList<>();
            states.values()
                    .forEach(state ->
                            state.undo().map(Undo::command).ifPresent(command -> commands.add(command.label())));
            Collections.reverse(commands);
            return commands;
        }

        private String stateId(String name) {
            return ids.of("state", path + name);
        }
    }
}
