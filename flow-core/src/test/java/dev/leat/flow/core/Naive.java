package dev.leat.flow.core;

import dev.leat.flow.definition.Branch;
import dev.leat.flow.definition.Command;
import dev.leat.flow.definition.DataPath;
import dev.leat.flow.definition.Expression;
import dev.leat.flow.definition.Flow;
import dev.leat.flow.definition.Merge;
import dev.leat.flow.definition.Outcome;
import dev.leat.flow.definition.Retry;
import dev.leat.flow.definition.Scope;
import dev.leat.flow.definition.State;
import dev.leat.flow.definition.Target;
import dev.leat.flow.definition.Transition;
import dev.leat.flow.definition.Undo;
import dev.leat.flow.definition.Unexpected;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Flows as their page says them, without a thought of speed or beauty: everything is changed in place, timers are a list that is written and crossed out,
 * and nothing of the machine's rules is used. What it tells is text.
 */
final class Naive {
    private static final JsonNode NOTHING = JsonNodeFactory.instance.missingNode();

    /** A region of the flow in which exactly one state is current: all of it, or a branch. */
    private static final class Region {
        final @Nullable Region outer;
        final String path;
        final Map<String, State> states;
        final Map<String, Region> inner = new LinkedHashMap<>();
        String state = "";
        long visit;
        int attempt;

        @Nullable
        Instant giveUp;

        boolean backingOff;

        @Nullable
        String child;

        @Nullable
        Done undoing;

        @Nullable
        String then;

        @Nullable
        String broken;

        boolean stuck;

        @Nullable
        Outcome ended;

        boolean beginning;

        Region(@Nullable Region outer, String path, Map<String, State> states) {
            this.outer = outer;
            this.path = path;
            this.states = states;
        }

        State now() {
            return Objects.requireNonNull(states.get(state));
        }

        List<Region> all() {
            List<Region> all = new ArrayList<>(List.of(this));
            inner.values().forEach(each -> all.addAll(each.all()));
            return all;
        }
    }

    private record Done(String path, State state, long visit, boolean unsure) {}

    private record Clock(String kind, @Nullable Region region, long visit, Instant at) {}

    private record Shelf(Input input, @Nullable Instant until) {}

    private final Flow flow;
    private final String id;
    private final Region top;
    private ObjectNode data;
    private final List<Done> done = new ArrayList<>();
    private final List<Done> undone = new ArrayList<>();
    private List<Clock> clocks = new ArrayList<>();
    private final List<Shelf> shelf = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private long visits;
    private @Nullable Instant paused;
    private Instant now;
    private int hops;
    private long entries;

    /** Of the last input. */
    final List<String> said = new ArrayList<>();

    String fate = "";

    Naive(Flow flow, Input.Start start, Instant now) {
        this.flow = flow;
        this.id = start.saga();
        this.now = now;
        this.data = start.payload().deepCopy();
        this.top = new Region(null, "", flow.states());
        flow.timeout().ifPresent(deadline -> clocks.add(new Clock("DEADLINE", null, 0, now.plus(deadline.after()))));
        enter(top, flow.initial());
        fate = "applied";
        count(NOTHING);
    }

    void give(Input input, Instant at) {
        ObjectNode before = data;
        said.clear();
        hops = 0;
        now = at;
        if (input instanceof Input.Event event) {
            fate = arrive(event);
        } else if (input instanceof Input.ChildEnded ended) {
            fate = paused == null ? child(ended) : shelve(ended);
        } else if (input instanceof Input.Tick) {
            fate = tick();
        } else {
            fate = order((Input.Order) input);
        }
        if (!fate.equals("duplicate") && !fate.equals("ignored: nothing due")) {
            count(before);
        }
    }

    /** The history grows, and the data perhaps, too. */
    private void count(JsonNode before) {
        long old = entries;
        entries += 1 + Told.history(said).size();
        if (top.ended != null) {
            return;
        }
        long many = flow.limits().historyEvents().orElse(10_000);
        long bytesBefore = before.isMissingNode() ? 0 : bytes(before);
        if (bytes(data) > mostBytes() / 2 && bytesBefore <= mostBytes() / 2) {
            note("DATA_HALF_FULL");
        }
        for (long entry = old + 1; entry <= entries; entry++) {
            if (entry % many == many / 2) {
                note("HISTORY_HALF_FULL");
                break;
            }
        }
        for (long entry = old + 1; entry <= entries; entry++) {
            if (entry % many == 0) {
                note("HISTORY_FULL");
                paused = paused == null ? now : paused;
                break;
            }
        }
    }

    private void note(String incident) {
        say("INCIDENT", top, incident);
        entries++;
    }

    /** Everything that can be seen of it now. */
    String picture() {
        StringBuilder text = new StringBuilder();
        top.all()
                .forEach(each -> text.append(each.path)
                        .append(' ')
                        .append(each.state)
                        .append(' ')
                        .append(each.visit)
                        .append('.')
                        .append(each.attempt)
                        .append(' ')
                        .append(each.ended)
                        .append(
                                each.undoing == null
                                        ? ""
                                        : " undoing " + each.undoing.visit + (each.stuck ? " stuck" : ""))
                        .append(each.child == null ? "" : " child " + each.child)
                        .append('\n'));
        text.append(data).append('\n');
        done.forEach(
                each -> text.append(each.path + " " + each.state.name() + " " + each.visit + " " + each.unsure + "\n"));
        Set<String> running = new TreeSet<>();
        if (paused == null && top.ended == null) {
            clocks.forEach(each -> running.add(each.kind + " " + each.visit + " " + each.at));
            shelf.stream()
                    .filter(each -> each.until != null)
                    .map(each -> Objects.requireNonNull(each.until))
                    .min(Comparator.naturalOrder())
                    .ifPresent(at -> running.add("KEPT 0 " + at));
        }
        return text.append(running).append(shelf.size()).append(paused).toString();
    }

    private void say(String what, Region region, String more) {
        said.add(what + " " + plain(region.path) + " " + region.state + " " + region.visit + "." + region.attempt + " "
                + more);
    }

    private static String plain(String path) {
        return path.replaceAll("#[0-9]+", "");
    }

    // Into a state and out of it.

    private void enter(Region region, String name) {
        region.state = name;
        region.visit = ++visits;
        region.attempt = 1;
        region.ended = null;
        say("ENTERED", region, "");
        State state = region.now();
        state.command().ifPresent(command -> send("command", region, "0", command, NOTHING));
        int position = 1;
        for (Command effect : state.effects()) {
            send("effect", region, String.valueOf(position++), effect, NOTHING);
        }
        boolean tooOften = !state.always().isEmpty() && byItself(region);
        for (Transition each : tooOften ? List.<Transition>of() : state.always()) {
            if (holds(each, NOTHING)) {
                if (byNobody(region, () -> learn(region, NOTHING, each, NOTHING)) == null) {
                    leave(region, "done", true);
                    reach(region, each.to().orElseThrow());
                    return;
                }
                break;
            }
        }
        if (state.outcome().isPresent()) {
            end(region, state.outcome().get());
            return;
        }
        state.timeout().ifPresent(timeout -> clock("TIMEOUT", region, timeout.after()));
        state.retry()
                .ifPresent(
                        retry -> region.giveUp = retry.within().map(now::plus).orElse(null));
        if (state.call().isPresent()) {
            callChild(region);
        }
        if (state.parallel().isPresent()) {
            region.beginning = true;
            for (Branch branch : new TreeMap<>(state.parallel().get().branches()).values()) {
                String path = (region.path.isEmpty() ? "" : region.path + ".") + name + "#" + region.visit + "."
                        + branch.name();
                Region inside = new Region(region, path, branch.states());
                region.inner.put(branch.name(), inside);
                enter(inside, branch.initial());
            }
            region.beginning = false;
            join(region, true);
        } else if (state.waiting().isPresent()) {
            Instant until = null;
            if (state.waiting().get().duration().isPresent()) {
                until = now.plus(state.waiting().get().duration().get());
            } else {
                JsonNode value = state.waiting().get().until().orElseThrow().value(scope(NOTHING));
                if (value.isString()) {
                    OffsetDateTime due = OffsetDateTime.parse(value.stringValue());
                    OffsetDateTime last = OffsetDateTime.parse("9999-12-31T23:59:59Z");
                    until = (due.toInstant().compareTo(last.toInstant()) > 0 ? last : due).toInstant();
                }
            }
            if (until == null) {
                say("INCIDENT", region, "NO_MOMENT");
            } else if (until.isAfter(now)) {
                clocks.add(new Clock("WAIT", region, region.visit, until));
            } else if (!byItself(region)) {
                waited(region);
            }
        }
    }

    private void callChild(Region region) {
        region.child = id + "/" + region.visit + "." + region.attempt;
        said.add("start " + region.child + " "
                + region.now().call().orElseThrow().flow() + " " + data);
    }

    private void end(Region region, Outcome outcome) {
        region.ended = outcome;
        say("ENDED", region, outcome.name());
        if (region.outer == null) {
            clocks.clear();
        } else if (!region.outer.beginning) {
            join(region.outer, false);
        }
    }

    /** States may lead on by themselves, but not for ever: a hundred times after each thing that happens. */
    private boolean byItself(Region region) {
        if (++hops > 100) {
            say("INCIDENT", region, "ENDLESS");
            return true;
        }
        return false;
    }

    private void join(Region region, boolean atOnce) {
        var parallel = region.now().parallel().orElseThrow();
        long good = region.inner.values().stream()
                .filter(each -> each.ended == Outcome.SUCCESS)
                .count();
        long bad = region.inner.values().stream()
                .filter(each -> each.ended != null && each.ended != Outcome.SUCCESS)
                .count();
        if (good >= parallel.join()) {
            if (atOnce && byItself(region)) {
                return;
            }
            leave(region, "done", true);
            reach(region, parallel.then());
        } else if (bad > region.inner.size() - parallel.join()) {
            if (atOnce && byItself(region)) {
                return;
            }
            leave(region, "done", true);
            reach(region, parallel.failed().orElseThrow());
        }
    }

    /** @param truth about the work of the state: done, not done or unsure */
    private void leave(Region region, String truth, boolean undoChildren) {
        for (Region each : region.inner.values()) {
            if (each.ended == null) {
                leave(each, "unsure", undoChildren);
            }
        }
        region.inner.clear();
        if (region.child != null) {
            said.add("cancel " + region.child + " " + undoChildren);
            region.child = null;
        }
        Optional<Undo> undo = region.now().undo();
        boolean isCall = region.now().call().isPresent(); // whose undo waits for the child's success
        if (region.undoing == null && undo.isPresent() && !isCall) {
            boolean skip =
                    undo.get().onTimeout().isPresent() && undo.get().onTimeout().get() == Undo.OnTimeout.SKIP;
            if (truth.equals("done") || (truth.equals("unsure") && !skip)) {
                done.add(new Done(region.path, region.now(), region.visit, truth.equals("unsure")));
            }
        }
        region.undoing = null;
        rest(region);
    }

    private void rest(Region region) {
        clocks.removeIf(each -> each.region == region);
        region.backingOff = false;
        region.giveUp = null;
        region.stuck = false;
    }

    private void reach(Region region, Target target) {
        if (target instanceof Target.ToState to) {
            enter(region, to.state());
        } else {
            Target.Compensate compensate = (Target.Compensate) target;
            region.then = compensate.then();
            region.broken = compensate.failed().orElse(null);
            undoNext(region);
        }
    }

    private void clock(String kind, Region region, Duration after) {
        clocks.add(new Clock(kind, region, region.visit, now.plus(after)));
    }

    // Undoing.

    private void undoNext(Region region) {
        if (done.isEmpty()) {
            region.undoing = null;
            if (region.then != null) {
                enter(region, region.then);
            } else {
                cancelled();
            }
            return;
        }
        Done last = done.get(done.size() - 1);
        Undo undo = last.state.undo().orElseThrow();
        region.undoing = last;
        region.visit = ++visits;
        region.attempt = 1;
        undoSaid("UNDOING", region, last);
        send("command", region, "0", undo.command(), NOTHING);
        if (last.unsure && !undone.contains(last)) {
            undone.add(last);
            if (undone.size() > 32) {
                undone.remove(0);
            }
        }
        if (undo.done().isEmpty()) {
            undoIsDone(region, last);
        } else {
            undo.timeout().ifPresent(timeout -> clock("TIMEOUT", region, timeout));
            undo.retry()
                    .ifPresent(retry ->
                            region.giveUp = retry.within().map(now::plus).orElse(null));
        }
    }

    private void undoSaid(String what, Region region, Done entry) {
        said.add(what + " " + plain(entry.path) + " " + entry.state.name() + " " + region.visit + "." + region.attempt
                + " " + entry.visit);
    }

    private void undoIsDone(Region region, Done entry) {
        done.remove(entry);
        undoSaid("UNDONE", region, entry);
        rest(region);
        undoNext(region);
    }

    private void undoHasFailed(Region region) {
        Done entry = Objects.requireNonNull(region.undoing);
        undoSaid("UNDO_FAILED", region, entry);
        say("INCIDENT", region, "COMPENSATION_FAILED");
        Instant giveUp = region.giveUp;
        rest(region);
        if (region.broken == null) {
            region.stuck = true;
            region.giveUp = giveUp;
        } else {
            region.undoing = null;
            enter(region, region.broken);
        }
    }

    private void cancelled() {
        for (State each : new TreeMap<>(flow.states()).values()) {
            if (each.outcome().equals(Optional.of(Outcome.CANCELLED))) {
                enter(top, each.name());
                return;
            }
        }
        end(top, Outcome.CANCELLED);
    }

    // Sending.

    private void send(String what, Region region, String position, Command command, JsonNode event) {
        Scope scope = scope(event);
        JsonNode payload = command.payload().map(each -> each.value(scope)).orElse(data);
        Map<String, String> headers = new LinkedHashMap<>();
        command.headers().forEach((name, value) -> {
            JsonNode node = value.value(scope);
            if (!node.isMissingNode()) {
                headers.put(name, node.isString() ? node.stringValue() : node.toString());
            }
        });
        said.add(what + " " + id + "/" + region.visit + "." + region.attempt + "." + position + " " + command.label()
                + " " + (payload.isMissingNode() ? "null" : payload) + " " + headers);
    }

    private boolean holds(Transition transition, JsonNode event) {
        return transition.guard().isEmpty() || transition.guard().get().holds(scope(event));
    }

    /** What would break the rules of the data. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final String why;

        Refused(String why) {
            super(why);
            this.why = why;
        }
    }

    /** Where there is no sender to be told, an incident is what is left; and why it was not done. */
    private @Nullable String byNobody(Region region, Runnable action) {
        try {
            action.run();
            return null;
        } catch (Refused refused) {
            say("INCIDENT", region, refused.why);
            return refused.why.toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** The payload, and then what is to be set; and if the data are wrong then, they are what they were. */
    private void learn(Region region, JsonNode payload, @Nullable Transition transition, JsonNode event) {
        ObjectNode old = data;
        merge(payload);
        if ((transition != null && !set(transition, event)) || (!data.equals(old) && bytes(data) > mostBytes())) {
            data = old;
            throw new Refused("TOO_MUCH_DATA");
        }
        if (flow.data().schema().isPresent()
                && !flow.data().schema().get().problems(data).isEmpty()) {
            data = old;
            throw new Refused("DATA");
        }
        if (transition != null) {
            int position = 0;
            for (Command effect : transition.effects()) {
                send("effect", region, (transition.retry() ? "f" : "t") + position++, effect, event);
            }
        }
    }

    private long mostBytes() {
        return flow.limits().dataBytes().orElse(262_144);
    }

    private static long bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    /** Whether it was not too much on the way. */
    private boolean set(Transition transition, JsonNode event) {
        for (Map.Entry<DataPath, Expression> each : transition.set().entrySet()) {
            Scope scope = scope(event);
            JsonNode value = each.getValue().value(scope);
            if (scope.isExceeded()) {
                return false;
            }
            if (value.isMissingNode()) {
                continue;
            }
            if (bytes(value) > mostBytes()) {
                return false;
            }
            List<String> names = each.getKey().names();
            if (levels(value) + names.size() > 100) {
                continue; // deeper than data may be
            }
            data = data.deepCopy();
            ObjectNode at = data;
            for (String name : names.subList(0, names.size() - 1)) {
                at = at.get(name) instanceof ObjectNode object ? object : at.putObject(name);
            }
            at.set(names.get(names.size() - 1), value.deepCopy());
        }
        return true;
    }

    private Scope scope(JsonNode event) {
        return new Scope(data, event, mostBytes());
    }

    private static int levels(JsonNode value) {
        int most = 0;
        for (JsonNode each : value) {
            most = Math.max(most, levels(each));
        }
        return value.isContainer() ? most + 1 : 0;
    }

    private void merge(JsonNode payload) {
        if (payload instanceof ObjectNode object) {
            if (flow.data().merge() == Merge.REPLACE) {
                data = object.deepCopy();
            } else {
                data = data.deepCopy();
                mix(data, object.deepCopy(), flow.data().merge() == Merge.DEEP);
            }
        }
    }

    private static void mix(ObjectNode into, ObjectNode from, boolean deep) {
        from.properties().forEach(each -> {
            JsonNode old = into.get(each.getKey());
            if (deep && old instanceof ObjectNode one && each.getValue() instanceof ObjectNode other) {
                mix(one, other, true);
            } else if (deep && old instanceof ArrayNode one && each.getValue() instanceof ArrayNode other) {
                mix(one, other);
            } else if (deep && old instanceof ArrayNode one && each.getValue() instanceof ObjectNode other) {
                put(one, other);
            } else {
                into.set(each.getKey(), each.getValue());
            }
        });
    }

    /** Into the places of a list, of which there are a thousand more than it has. */
    private static void put(ArrayNode into, ObjectNode from) {
        int places = into.size() + 1_000;
        for (int i = 0; i < places; i++) {
            JsonNode value = from.get(Integer.toString(i));
            if (value == null) {
                continue;
            }
            while (into.size() < i) {
                into.addNull();
            }
            ArrayNode one = JsonNodeFactory.instance.arrayNode();
            if (i < into.size()) {
                one.add(into.get(i));
                mix(one, JsonNodeFactory.instance.arrayNode().add(value));
                into.set(i, one.get(0));
            } else {
                into.add(value);
            }
        }
    }

    private static void mix(ArrayNode into, ArrayNode from) {
        for (int i = 0; i < from.size(); i++) {
            if (i >= into.size()) {
                into.add(from.get(i));
            } else if (into.get(i) instanceof ObjectNode one && from.get(i) instanceof ObjectNode other) {
                mix(one, other, true);
            } else if (into.get(i) instanceof ArrayNode one && from.get(i) instanceof ArrayNode other) {
                mix(one, other);
            } else if (into.get(i) instanceof ArrayNode one && from.get(i) instanceof ObjectNode other) {
                put(one, other);
            } else {
                into.set(i, from.get(i));
            }
        }
    }

    // Events.

    private String arrive(Input.Event event) {
        if (ids.contains(event.id()) || onShelf(event.id())) {
            return "duplicate";
        }
        return paused != null ? shelve(event, null, "paused") : handle(event);
    }

    private void remember(Input.Event event) {
        ids.add(event.id());
        if (ids.size() > 256) {
            ids.remove(0);
        }
    }

    private boolean onShelf(String name) {
        return shelf.stream()
                .anyMatch(each -> name.equals(
                        each.input instanceof Input.Event event
                                ? event.id()
                                : ((Input.ChildEnded) each.input).child()));
    }

    private String shelve(Input.Event event, @Nullable Instant until, String why) {
        long like = shelf.stream()
                .filter(each -> each.input instanceof Input.Event && (each.until == null) == (until == null))
                .count();
        long bytes = bytes(event.payload());
        for (Shelf each : shelf) {
            bytes += each.input instanceof Input.Event other ? bytes(other.payload()) : 0;
        }
        if (like >= (until == null ? 256 : flow.keep().count()) || bytes > mostBytes()) {
            said.add("letter TOO_MANY_KEPT");
            return "dead letter: too many kept";
        }
        shelf.add(new Shelf(event, until));
        return "kept: " + why;
    }

    private String shelve(Input.ChildEnded ended) {
        if (top.all().stream().noneMatch(each -> ended.child().equals(each.child))) {
            return "ignored: not awaited";
        }
        if (onShelf(ended.child())) {
            return "duplicate";
        }
        shelf.add(new Shelf(ended, null));
        return "kept: paused";
    }

    private String handle(Input.Event event) {
        Boolean taken;
        try {
            taken = use(event);
        } catch (Refused refused) {
            return "rejected: " + refused.why.toLowerCase(Locale.ROOT).replace('_', ' ');
        }
        if (taken == null) {
            remember(event);
            return "ignored: backing off";
        }
        if (taken) {
            remember(event);
            unshelve();
            return "applied";
        }
        String why = top.ended != null ? "ended" : "unexpected";
        for (Done each : List.copyOf(undone)) {
            boolean leadsOn = each.state.on(event.label()).stream().anyMatch(transition -> !transition.retry());
            boolean failure = each.state
                            .retry()
                            .map(retry -> retry.on().contains(event.label()))
                            .orElse(false)
                    || each.state.undo().orElseThrow().not().contains(event.label())
                    || each.state.timeout().flatMap(timeout -> timeout.event()).equals(Optional.of(event.label()));
            if (leadsOn && !failure) {
                undone.remove(each);
                said.add("INCIDENT " + plain(each.path) + " " + each.state.name() + " " + each.visit + ".0 LATE");
                why = "late";
                break;
            }
        }
        if (flow.unexpected() == Unexpected.REJECT) {
            return "rejected: " + why;
        }
        if (flow.unexpected() == Unexpected.KEEP && top.ended == null) {
            return shelve(event, now.plus(flow.keep().age()), why);
        }
        if (flow.unexpected() == Unexpected.DEAD_LETTER) {
            said.add("letter " + why.toUpperCase(Locale.ROOT));
            return "dead letter: " + why;
        }
        remember(event);
        return "ignored: " + why;
    }

    /** True if something took it, false if nothing did, null if all that would waits for the next attempt anyway. */
    private @Nullable Boolean use(Input.Event event) {
        List<Region> order = new ArrayList<>();
        innerFirst(top, order);
        boolean late = false;
        for (Region each : order) {
            Runnable action = actionFor(each, event.label(), event.payload());
            if (action == BACKING_OFF) {
                late = true;
            } else if (action != null) {
                action.run();
                return true;
            }
        }
        return late ? null : false;
    }

    private static void innerFirst(Region region, List<Region> order) {
        region.inner.values().forEach(each -> innerFirst(each, order));
        order.add(region);
    }

    private static final Runnable BACKING_OFF = new Runnable() {
        @Override
        public void run() {
            // Nothing to do.
        }
    };

    private @Nullable Runnable actionFor(Region region, String label, JsonNode payload) {
        if (region.ended != null && !(flow.imported() && region.now().isFinal())) {
            return null;
        }
        Done undoing = region.undoing;
        if (undoing != null) {
            Undo undo = undoing.state.undo().orElseThrow();
            if (undo.done().contains(label)) {
                return () -> {
                    learn(region, payload, null, payload);
                    undoIsDone(region, undoing);
                };
            }
            boolean again = undo.retry().isPresent() && undo.retry().get().on().contains(label);
            if (region.stuck || (!again && !undo.failed().contains(label))) {
                return null;
            }
            Runnable retry = again ? another(region, undo.retry().get(), null, payload, NOTHING) : null;
            return retry != null
                    ? retry
                    : () -> {
                        learn(region, payload, null, payload);
                        undoHasFailed(region);
                    };
        }
        return ofState(region, label, payload, false);
    }

    private @Nullable Runnable ofState(Region region, String label, JsonNode payload, boolean timeout) {
        State state = region.now();
        boolean unsure = timeout;
        if (state.retry().isPresent()
                && (state.retry().get().on().contains(label)
                        || (timeout && state.retry().get().on().contains("timeout")))) {
            Runnable retry = another(region, state.retry().get(), null, payload, payload);
            if (retry != null) {
                return retry;
            }
            Runnable last = usedUp(region, state.retry().get(), payload);
            if (last != null) {
                return last;
            }
            unsure = true;
        }
        for (Transition each : state.on(label)) {
            if (!holds(each, payload)) {
                continue;
            }
            if (each.retry()) {
                if (state.retry().isPresent()) {
                    Runnable retry = another(region, state.retry().get(), each, payload, payload);
                    if (retry == null) {
                        retry = usedUp(region, state.retry().get(), payload);
                    }
                    if (retry != null) {
                        return retry;
                    }
                }
                unsure = true;
                continue;
            }
            boolean proof = state.undo().isPresent() && state.undo().get().not().contains(label);
            String truth = unsure ? "unsure" : proof ? "not done" : "done";
            return () -> {
                learn(region, payload, each, payload);
                leave(region, truth, true);
                reach(region, each.to().orElseThrow());
            };
        }
        return null;
    }

    private @Nullable Runnable usedUp(Region region, Retry retry, JsonNode payload) {
        return retry.then().isEmpty()
                ? null
                : () -> {
                    learn(region, payload, null, payload);
                    leave(region, "unsure", true);
                    reach(region, retry.then().get());
                };
    }

    private @Nullable Runnable another(
            Region region, Retry retry, @Nullable Transition transition, JsonNode payload, JsonNode event) {
        if (region.backingOff) {
            return BACKING_OFF;
        }
        if (retry.attempts().isPresent() && region.attempt >= retry.attempts().getAsInt()) {
            return null;
        }
        double millis = (double) retry.first().toMillis();
        for (int i = 1; i < region.attempt; i++) {
            millis = millis * retry.factor();
        }
        millis = Math.min(millis, (double) retry.max().toMillis());
        double share = crc(id + " " + region.visit + " " + region.attempt) / 4294967296.0;
        millis = millis * (1 - retry.jitter() * share);
        Instant next = now.plusMillis((long) millis);
        if (region.giveUp != null && next.isAfter(region.giveUp)) {
            return null;
        }
        return () -> {
            learn(region, payload, transition, event);
            clocks.add(new Clock("RETRY", region, region.visit, next));
            region.backingOff = true;
            if (each(region)) {
                clocks.removeIf(clock -> clock.region == region && clock.kind.equals("TIMEOUT"));
            }
            say("RETRYING", region, next.toString());
        };
    }

    /** CRC-32, bit by bit. */
    private static long crc(String text) {
        long crc = 0xFFFFFFFFL;
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            crc ^= each & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 1 ? (crc >>> 1) ^ 0xEDB88320L : crc >>> 1;
            }
        }
        return crc ^ 0xFFFFFFFFL;
    }

    /** Whether each attempt has a timeout of its own: the file says so, or the timeout is one of the failures after which there is another attempt. */
    private static boolean each(Region region) {
        if (region.undoing != null) {
            return true;
        }
        State state = region.now();
        if (state.timeout().isEmpty() || state.retry().isEmpty()) {
            return false;
        }
        List<String> failures = new ArrayList<>(state.retry().get().on());
        state.on().forEach((event, transitions) -> {
            if (transitions.stream().anyMatch(Transition::retry)) {
                failures.add(event);
            }
        });
        String event = state.timeout().get().event().orElse("");
        boolean byName = state.retry().get().on().contains("timeout");
        return state.timeout().get().perAttempt() || byName || failures.contains(event);
    }

    private void sendAgain(Region region) {
        clocks.removeIf(each -> each.region == region && each.kind.equals("RETRY"));
        region.backingOff = false;
        region.attempt++;
        region.stuck = false;
        say("ATTEMPT", region, "");
        Optional<Duration> timeout;
        if (region.undoing != null) {
            Undo undo = region.undoing.state.undo().orElseThrow();
            send("command", region, "0", undo.command(), NOTHING);
            timeout = undo.timeout();
        } else {
            region.now().command().ifPresent(command -> send("command", region, "0", command, NOTHING));
            if (region.now().call().isPresent()) {
                callChild(region);
            }
            timeout = each(region) ? region.now().timeout().map(each -> each.after()) : Optional.empty();
        }
        if (timeout.isPresent()) {
            clocks.removeIf(each -> each.region == region && each.kind.equals("TIMEOUT"));
            clock("TIMEOUT", region, timeout.get());
        }
    }

    /** Early events, after the saga has moved. */
    private void unshelve() {
        tooOld();
        for (boolean moved = true; moved; ) {
            moved = false;
            for (Shelf each : List.copyOf(shelf)) {
                if (each.until == null) {
                    continue;
                }
                Input.Event event = (Input.Event) each.input;
                Boolean taken;
                hops = 0;
                try {
                    taken = use(event);
                } catch (Refused refused) {
                    shelf.remove(each);
                    resumedLetter(each, refused.why);
                    moved = true;
                    break;
                }
                if (Boolean.TRUE.equals(taken)) {
                    shelf.remove(each);
                    remember(event);
                    said.add("RESUMED " + event.label() + " applied");
                    moved = true;
                    break;
                }
            }
        }
        if (top.ended != null) {
            shelf.forEach(each -> resumedLetter(each, "ENDED"));
            shelf.clear();
        }
    }

    private void tooOld() {
        for (Shelf each : List.copyOf(shelf)) {
            if (each.until != null && !now.isBefore(each.until)) {
                shelf.remove(each);
                resumedLetter(each, "TOO_OLD");
            }
        }
    }

    private void resumedLetter(Shelf each, String why) {
        said.add("letter " + why);
        said.add("RESUMED " + name(each.input) + " dead letter: "
                + why.toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    private static String name(Input input) {
        return input instanceof Input.Event event ? event.label() : ((Input.ChildEnded) input).child();
    }

    private String child(Input.ChildEnded ended) {
        for (Region each : top.all()) {
            if (!ended.child().equals(each.child)) {
                continue;
            }
            each.child = null;
            Map<Outcome, List<Transition>> on = each.now().call().orElseThrow().on();
            List<Transition> transitions = on.containsKey(ended.outcome())
                    ? on.get(ended.outcome())
                    : on.getOrDefault(Outcome.FAILED, Collections.emptyList());
            boolean again = done.stream().anyMatch(one -> one.visit == each.visit);
            if (ended.outcome() == Outcome.SUCCESS && each.now().undo().isPresent() && !again) {
                done.add(new Done(each.path, each.now(), each.visit, false));
            }
            for (Transition transition : Objects.requireNonNull(transitions)) {
                if (!holds(transition, ended.data())) {
                    continue;
                }
                String refused = byNobody(each, () -> learn(each, NOTHING, transition, ended.data()));
                if (refused != null) {
                    return "ignored: " + refused;
                }
                leave(each, "done", true);
                reach(each, transition.to().orElseThrow());
                unshelve();
                return "applied";
            }
            say("INCIDENT", each, "NO_TRANSITION");
            return "ignored: unexpected";
        }
        if (ended.child().startsWith(id + "/") && ended.outcome() == Outcome.SUCCESS) {
            say("INCIDENT", top, "LATE");
        }
        return "ignored: not awaited";
    }

    // Time.

    private String tick() {
        if (paused != null || top.ended != null) {
            return "ignored: nothing due";
        }
        List<Clock> due = new ArrayList<>();
        for (Clock each : clocks) {
            if (!each.at.isAfter(now)) {
                due.add(each);
            }
        }
        shelf.stream()
                .filter(each -> each.until != null)
                .map(each -> Objects.requireNonNull(each.until))
                .min(Comparator.naturalOrder())
                .filter(at -> !at.isAfter(now))
                .ifPresent(at -> due.add(new Clock("KEPT", null, 0, at)));
        if (due.isEmpty()) {
            return "ignored: nothing due";
        }
        List<String> kinds = List.of("WAIT", "RETRY", "TIMEOUT", "DEADLINE", "KEPT");
        due.sort(Comparator.comparing((Clock each) -> each.at)
                .thenComparing(each -> kinds.indexOf(each.kind))
                .thenComparing(each -> each.visit));
        for (Clock each : due) {
            if (top.ended != null) {
                break;
            }
            hops = 0;
            if (each.kind.equals("KEPT")) {
                said.add("FIRED   0.0 KEPT");
                tooOld();
            } else if (clocks.remove(each)) {
                ring(each);
                unshelve();
            }
        }
        return "applied";
    }

    private void ring(Clock clock) {
        Region region = clock.region;
        if (region == null) {
            said.add("FIRED   0.0 DEADLINE");
            if (top.undoing != null) {
                say("INCIDENT", top, "DEADLINE_WHILE_UNDOING");
                Target late = flow.timeout().orElseThrow().then();
                boolean undoes = late instanceof Target.Compensate;
                if (top.broken != null && flow.state(top.broken).outcome().isEmpty()) {
                    top.broken =
                            undoes ? ((Target.Compensate) late).failed().orElse(null) : ((Target.ToState) late).state();
                }
                if (top.then != null && flow.state(top.then).outcome().isEmpty()) {
                    top.then = undoes ? ((Target.Compensate) late).then() : ((Target.ToState) late).state();
                }
            } else {
                leave(top, "unsure", true);
                reach(top, flow.timeout().orElseThrow().then());
            }
            return;
        }
        say("FIRED", region, clock.kind);
        switch (clock.kind) {
            case "WAIT" -> waited(region);
            case "RETRY" -> sendAgain(region);
            default -> timedOut(region);
        }
    }

    private void waited(Region region) {
        var wait = region.now().waiting().orElseThrow();
        if (wait.to().isPresent()) {
            leave(region, "done", true);
            reach(region, wait.to().get());
            return;
        }
        for (Transition each : region.now().on("timeout")) {
            if (holds(each, NOTHING)) {
                if (byNobody(region, () -> learn(region, NOTHING, each, NOTHING)) == null) {
                    leave(region, "done", true);
                    reach(region, each.to().orElseThrow());
                }
                return;
            }
        }
        say("INCIDENT", region, "NO_TRANSITION");
    }

    private void timedOut(Region region) {
        if (region.undoing != null) {
            Optional<Retry> retry = region.undoing.state.undo().orElseThrow().retry();
            Runnable again = retry.isPresent() && retry.get().on().contains("timeout")
                    ? another(region, retry.get(), null, NOTHING, NOTHING)
                    : null;
            if (again != null) {
                again.run();
            } else {
                undoHasFailed(region);
            }
            return;
        }
        State state = region.now();
        var timeout = state.timeout().orElseThrow();
        Runnable action;
        if (timeout.to().isPresent()) {
            action = null;
            if (state.retry().isPresent() && state.retry().get().on().contains("timeout")) {
                action = another(region, state.retry().get(), null, NOTHING, NOTHING);
                if (action == null) {
                    action = usedUp(region, state.retry().get(), NOTHING);
                }
            }
            if (action == null) {
                action = () -> {
                    leave(region, "unsure", true);
                    reach(region, timeout.to().get());
                };
            }
        } else {
            action = ofState(region, timeout.event().orElse("timeout"), NOTHING, true);
        }
        if (action == null) {
            say("INCIDENT", region, "NO_TRANSITION");
        } else {
            byNobody(region, action);
        }
    }

    // People.

    private String order(Input.Order order) {
        if (top.ended != null) {
            return "rejected: ended";
        }
        if (order instanceof Input.Pause) {
            if (paused != null) {
                return "ignored: paused";
            }
            paused = now;
            return "applied";
        }
        if (order instanceof Input.Resume) {
            if (paused == null) {
                return "ignored: not paused";
            }
            thaw();
            catchUp();
            return "applied";
        }
        if (order instanceof Input.Cancel cancel) {
            if (paused != null) {
                thaw();
                catchUp();
            }
            if (top.ended != null) {
                return "rejected: ended";
            }
            hops = 0;
            leave(top, "unsure", cancel.compensating());
            if (cancel.compensating()) {
                top.then = null;
                top.broken = null;
                undoNext(top);
            } else {
                cancelled();
            }
            unshelve();
            return "applied";
        }
        if (paused != null) {
            return "rejected: paused";
        }
        if (order instanceof Input.Retry retry) {
            List<Region> regions = new ArrayList<>();
            innerFirst(top, regions);
            boolean found = false;
            boolean hasChild = false;
            for (Region each : regions) {
                boolean meant = retry.visit().isEmpty() || retry.visit().getAsLong() == each.visit;
                if (each.ended != null || !meant) {
                    continue;
                }
                boolean isBusyElsewhere = each.child != null;
                boolean waits = each.undoing != null
                        || each.now().command().isPresent()
                        || each.now().call().isPresent();
                if (waits && !isBusyElsewhere) {
                    sendAgain(each);
                    found = true;
                }
                hasChild |= isBusyElsewhere;
            }
            if (!found && hasChild) {
                return "rejected: child running";
            }
            return found ? "applied" : "rejected: nothing to retry";
        }
        if (order instanceof Input.Press press) {
            return press(press);
        }
        String state = ((Input.Move) order).state();
        if (!flow.states().containsKey(state)) {
            return "rejected: unknown state";
        }
        leave(top, "unsure", true);
        enter(top, state);
        unshelve();
        return "applied";
    }

    /** A button belongs to one state, and what it does happens to that one. */
    private String press(Input.Press press) {
        List<Region> regions = new ArrayList<>();
        innerFirst(top, regions);
        for (Region each : regions) {
            boolean meant = press.visit().isEmpty() || press.visit().getAsLong() == each.visit;
            String event = each.undoing == null
                            && each.ended == null
                            && each.now().manual().isPresent()
                    ? each.now().manual().get().actions().get(press.action())
                    : null;
            if (!meant || event == null) {
                continue;
            }
            Runnable action = ofState(each, event, press.payload(), false);
            if (action == null) {
                return "rejected: unexpected";
            }
            if (action == BACKING_OFF) {
                return "ignored: backing off";
            }
            try {
                action.run();
            } catch (Refused refused) {
                return "rejected: " + refused.why.toLowerCase(Locale.ROOT).replace('_', ' ');
            }
            unshelve();
            return "applied";
        }
        return "rejected: not offered";
    }

    private void thaw() {
        if (paused == null) {
            return;
        }
        Duration pause = Duration.between(paused, now);
        paused = null;
        List<Clock> later = new ArrayList<>();
        clocks.forEach(each -> later.add(new Clock(each.kind, each.region, each.visit, each.at.plus(pause))));
        clocks = later;
        top.all().forEach(each -> each.giveUp = each.giveUp == null ? null : each.giveUp.plus(pause));
        shelf.replaceAll(each -> new Shelf(each.input, each.until == null ? null : each.until.plus(pause)));
    }

    private void catchUp() {
        List<Shelf> waiting = shelf.stream().filter(each -> each.until == null).toList();
        shelf.removeIf(each -> each.until == null);
        for (Shelf each : waiting) {
            hops = 0;
            String became =
                    each.input instanceof Input.Event event ? handle(event) : child((Input.ChildEnded) each.input);
            if (became.startsWith("rejected: ")) {
                resumedLetter(
                        each, became.substring(10).toUpperCase(Locale.ROOT).replace(' ', '_'));
            } else {
                said.add("RESUMED " + name(each.input) + " " + became);
            }
        }
    }
}
