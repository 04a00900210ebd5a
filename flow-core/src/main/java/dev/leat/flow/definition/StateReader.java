package dev.leat.flow.definition;

import dev.leat.flow.definition.Section.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** From trees of YAML to states and what is in them. For one thread. */
final class StateReader {
    /** The target that is no state. */
    static final String COMPENSATE = "compensate";

    static final String NONE = "none";

    private final Optional<Timeout> usualTimeout;
    private final Optional<Retry> usualRetry;

    private StateReader(Optional<Timeout> usualTimeout, Optional<Retry> usualRetry) {
        this.usualTimeout = usualTimeout;
        this.usualRetry = usualRetry;
    }

    static StateReader withoutDefaults() {
        return new StateReader(Optional.empty(), Optional.empty());
    }

    static StateReader withDefaults(Section section) {
        StateReader reader = new StateReader(
                section.entry("timeout").flatMap(StateReader::timeout),
                section.entry("retry").flatMap(StateReader::retry));
        section.nothingElse();
        return reader;
    }

    Optional<State> state(Entry entry) {
        if (entry.name().equals(COMPENSATE) && !entry.source().imported()) {
            entry.problem(
                    Check.WRONG_VALUE, "'compensate' is no name of a state, it is a target", "call it something else");
        }
        return entry.sectionOrEmpty().map(section -> state(entry.name(), section));
    }

    private State state(String name, Section section) {
        Optional<Outcome> outcome = section.choice("final", Outcome.class);
        Optional<Command> command = section.entry("command").flatMap(StateReader::command);
        boolean inherits = section.has("command") && outcome.isEmpty();
        Optional<Timeout> timeout = own(section, "timeout", inherits, usualTimeout, StateReader::timeout);
        Optional<Retry> retry = own(section, "retry", inherits, usualRetry, StateReader::retry);
        State state = new State(
                name,
                section.text("description"),
                section.name("business", References.Kind.BUSINESS_STATE),
                section.duration("expected"),
                outcome,
                command,
                effects(section),
                transitions(section, "on"),
                section.entry("always").map(StateReader::transitions).orElse(List.of()),
                timeout,
                retry,
                section.entry("wait").flatMap(StateReader::waiting),
                section.section("manual").map(StateReader::manual),
                own(
                        section,
                        "undo",
                        false,
                        Optional.empty(),
                        entry -> entry.section().flatMap(StateReader::undo)),
                section.section("call").flatMap(StateReader::call),
                section.section("parallel").flatMap(this::parallel),
                section.entry("undo").filter(StateReader::isNone).isPresent());
        section.nothingElse();
        return state;
    }

    private interface Reading<T> {
        Optional<T> of(Entry entry);
    }

    /** The state's own; one it says it has not; or the usual one. */
    private static <T> Optional<T> own(
            Section section, String name, boolean inherits, Optional<T> usual, Reading<T> reading) {
        Optional<Entry> entry = section.entry(name);
        if (entry.isEmpty()) {
            return inherits ? usual : Optional.empty();
        }
        return isNone(entry.get()) ? Optional.empty() : reading.of(entry.get());
    }

    private static boolean isNone(Entry entry) {
        return entry.value() instanceof Yaml.Scalar scalar && scalar.text().equals(NONE);
    }

    private static List<Command> effects(Section section) {
        List<Command> effects = new ArrayList<>();
        section.entry("effects")
                .ifPresent(entry -> entry.items().forEach(item -> command(item).ifPresent(effects::add)));
        return effects;
    }

    static Optional<Command> command(Entry entry) {
        if (!(entry.value() instanceof Yaml.Mapping)) {
            usualChannel(entry);
            return entry.text()
                    .map(label -> new Command(label, Channel.DEFAULT, Optional.empty(), Map.of(), Optional.empty()));
        }
        return entry.section().flatMap(section -> {
            Optional<String> label = section.needed("label", "name the command, as workers know it");
            if (section.has("channel") && section.has("to")) {
                section.problem(
                        Check.WRONG_COMBINATION,
                        "to",
                        "'to' and 'channel' are two answers to where the command goes",
                        "keep one");
            }
            Optional<String> channel = section.name("channel", References.Kind.CHANNEL);
            if (!section.has("channel") && !section.has("to")) {
                usualChannel(entry);
            }
            Optional<Expression> payload = section.entry("payload").flatMap(StateReader::expression);
            Map<String, Expression> headers = FlowReader.named(section, "headers", StateReader::header);
            Optional<String> to = section.text("to");
            section.nothingElse();
            return label.map(read -> new Command(read, channel.orElse(Channel.DEFAULT), payload, headers, to));
        });
    }

    /** It must be there as if it had been named. */
    private static void usualChannel(Entry entry) {
        entry.source().references().add(References.Kind.CHANNEL, Channel.DEFAULT, entry.trail(), entry.place());
    }

    static Optional<Expression> expression(Entry entry) {
        if (entry.value() instanceof Yaml.Scalar) {
            return entry.parsed(node -> Expression.of(node.json()));
        }
        List<Entry> parts = entry.value() instanceof Yaml.Mapping
                ? entry.section().orElseThrow().entries()
                : entry.items();
        // All of them are looked at, since each text in it has its own place.
        long bad = parts.stream().filter(part -> expression(part).isEmpty()).count();
        return bad == 0 ? Optional.of(Expression.of(entry.value().json())) : Optional.empty();
    }

    /** Logins are in headers. */
    private static Optional<Expression> header(Entry entry) {
        return entry.value() instanceof Yaml.Scalar
                ? entry.source().parsedUnseen(entry, node -> Expression.of(node.json()))
                : expression(entry);
    }

    static Optional<DataSchema> schema(Entry entry) {
        boolean isBoolean =
                entry.value() instanceof Yaml.Scalar scalar && scalar.json().isBoolean();
        if (!isBoolean && entry.section().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(DataSchema.of(entry.value().json()));
        } catch (IllegalArgumentException e) {
            entry.problem(
                    Check.BAD_SCHEMA,
                    "it is no JSON Schema: " + e.getMessage(),
                    "write one of draft 2020-12, or name another with $schema");
            return Optional.empty();
        }
    }

    private static Map<String, List<Transition>> transitions(Section section, String name) {
        return FlowReader.named(section, name, entry -> {
            entry.refers(References.Kind.EVENT);
            return Optional.of(transitions(entry));
        });
    }

    private static List<Transition> transitions(Entry entry) {
        if (FlowReader.isEmptyList(entry)) {
            entry.problem(Check.WRONG_VALUE, "there is nothing in the list", "say where it leads, or leave it out");
        }
        List<Transition> transitions = new ArrayList<>();
        entry.items().forEach(item -> transition(item).ifPresent(transitions::add));
        return transitions;
    }

    private static Optional<Transition> transition(Entry entry) {
        if (!(entry.value() instanceof Yaml.Mapping)) {
            return target(entry)
                    .map(to -> new Transition(
                            Optional.of(to),
                            Optional.empty(),
                            Map.of(),
                            Optional.empty(),
                            List.of(),
                            Optional.empty(),
                            false));
        }
        return entry.section().flatMap(section -> {
            boolean retry = section.truth("retry").orElse(false);
            if (retry && section.has("to")) {
                section.problem(
                        Check.WRONG_COMBINATION,
                        "retry",
                        "'retry' stays in the state and 'to' leaves it",
                        "keep one; where it leads when attempts are used up is the 'then' of the state's retry");
            } else if (!retry && !section.has("to")) {
                section.missing("to", "name a state, or 'compensate'");
            }
            Optional<Target> to = section.has("to") ? target(section) : Optional.empty();
            Optional<Guard> guard = section.entry("if").flatMap(StateReader::guard);
            Map<DataPath, Expression> set = new LinkedHashMap<>();
            section.section("set").ifPresent(inner -> inner.entries().forEach(each -> set(each, set)));
            Transition transition = new Transition(
                    to,
                    guard,
                    set,
                    section.name("business", References.Kind.BUSINESS_EVENT),
                    effects(section),
                    section.entry("schema").flatMap(StateReader::schema),
                    retry);
            section.nothingElse();
            return retry || to.isPresent() ? Optional.of(transition) : Optional.empty();
        });
    }

    private static void set(Entry entry, Map<DataPath, Expression> set) {
        Optional<DataPath> path = FlowReader.path(entry, entry.name());
        Optional<Expression> value = expression(entry);
        if (path.isPresent() && value.isPresent()) {
            set.put(path.get(), value.get());
        }
    }

    private static Optional<Guard> guard(Entry entry) {
        if (entry.value() instanceof Yaml.Scalar scalar && scalar.json().isBoolean()) {
            return Optional.of(Guard.of(scalar.text())); // an expression that needs no quotes
        }
        return entry.text().flatMap(text -> entry.parsed(node -> Guard.of(text)));
    }

    /** A text, or a group that is nothing but a target. */
    static Optional<Target> target(Entry entry) {
        if (entry.value() instanceof Yaml.Mapping) {
            return entry.section().flatMap(section -> {
                if (!section.has("to")) {
                    section.missing("to", "name a state, or 'compensate'");
                }
                Optional<Target> target = target(section);
                section.nothingElse();
                return target;
            });
        }
        boolean isWord =
                entry.value() instanceof Yaml.Scalar scalar && scalar.text().equals(COMPENSATE);
        if (isWord && !entry.source().imported()) {
            entry.problem(
                    Check.MISSING_KEY, "'compensate' does not say what is next", "write {to: compensate, then: STATE}");
            return Optional.empty();
        }
        return entry.name(References.Kind.STATE).map(Target.ToState::new);
    }

    /** The keys of a target among those of something else. Machines may have a state of that name, and compensate nothing. */
    private static Optional<Target> target(Section section) {
        Optional<String> to = section.text("to");
        boolean isWord = to.filter(COMPENSATE::equals).isPresent();
        if (isWord && (!section.source().imported() || section.has("then"))) {
            if (!section.has("then")) {
                section.missing("then", "name the state when all is undone");
            }
            Optional<String> failed = section.name("failed", References.Kind.STATE);
            return section.name("then", References.Kind.STATE).map(then -> new Target.Compensate(then, failed));
        }
        return to.isEmpty()
                ? Optional.empty()
                : section.name("to", References.Kind.STATE).map(Target.ToState::new);
    }

    private static Optional<Timeout> timeout(Entry entry) {
        if (!(entry.value() instanceof Yaml.Mapping)) {
            return entry.duration()
                    .map(after -> new Timeout(after, Optional.empty(), Optional.of(Flow.TIMEOUT), false));
        }
        return entry.section().flatMap(section -> {
            if (!section.has("after")) {
                section.missing("after", "say how long, such as 'after: 5m'");
            }
            if (section.has("to") && section.has("event")) {
                section.problem(
                        Check.WRONG_COMBINATION,
                        "event",
                        "'to' and 'event' are two answers to what a timeout leads to",
                        "keep one");
            }
            Optional<Duration> after = section.duration("after");
            Optional<Target> to = target(section);
            Optional<String> event = section.name("event", References.Kind.EVENT);
            boolean perAttempt = section.choice("per", Per.class).isPresent();
            section.nothingElse();
            return after.map(time -> new Timeout(
                    time,
                    to,
                    to.isPresent() ? Optional.empty() : event.or(() -> Optional.of(Flow.TIMEOUT)),
                    perAttempt));
        });
    }

    /** In files. */
    enum Per {
        ATTEMPT
    }

    private static Optional<Retry> retry(Entry entry) {
        return entry.section().map(section -> {
            OptionalLong attempts = section.number("attempts", 2, 1_000_000);
            Retry retry = new Retry(
                    section.events("on"),
                    attempts.isPresent() ? OptionalInt.of((int) attempts.getAsLong()) : OptionalInt.empty(),
                    section.duration("first").orElse(Retry.FIRST),
                    section.decimal("factor", 1, 100).orElse(Retry.FACTOR),
                    section.duration("max").orElse(Retry.MAX),
                    section.decimal("jitter", 0, 1).orElse(Retry.JITTER),
                    section.duration("within"),
                    section.entry("then").flatMap(StateReader::target));
            section.nothingElse();
            return retry;
        });
    }

    private static Optional<Wait> waiting(Entry entry) {
        if (!(entry.value() instanceof Yaml.Mapping)) {
            return entry.text().flatMap(text -> waiting(entry, text, Optional.empty()));
        }
        return entry.section().flatMap(section -> {
            if (section.has("for") == section.has("until")) {
                section.problem(
                        section.has("for") ? Check.WRONG_COMBINATION : Check.MISSING_KEY,
                        "until",
                        section.has("for") ? "'for' and 'until' exclude each other" : "nothing says how long",
                        "write one of 'for: 1d' and 'until: data.dueAt'");
            }
            Optional<Target> to = target(section);
            Optional<Duration> time = section.duration("for");
            Optional<Expression> until = section.entry("until").flatMap(StateReader::expression);
            section.nothingElse();
            return time.isPresent() == until.isPresent() ? Optional.empty() : Optional.of(new Wait(time, until, to));
        });
    }

    private static Optional<Wait> waiting(Entry entry, String text, Optional<Target> to) {
        if (text.matches("(data|event)\\b.*")) {
            return expression(entry).map(until -> new Wait(Optional.empty(), Optional.of(until), to));
        }
        return entry.duration().map(time -> new Wait(Optional.of(time), Optional.empty(), to));
    }

    private static Manual manual(Section section) {
        List<String> roles = section.texts("roles");
        if (!section.has("actions")) {
            section.missing("actions", "name at least one, such as 'actions: {Approve: approved}'");
        }
        if (section.isGroup("actions") && section.names("actions").isEmpty()) {
            section.problem(Check.WRONG_VALUE, "actions", "there is none", "name at least one, or leave 'manual' out");
        }
        Manual manual = new Manual(roles, FlowReader.named(section, "actions", Entry::text));
        section.nothingElse();
        return manual;
    }

    private static Optional<Undo> undo(Section section) {
        if (!section.has("command")) {
            section.missing("command", "name the command that undoes it");
        }
        Optional<Command> command = section.entry("command").flatMap(StateReader::command);
        Optional<Retry> retry = section.entry("retry").flatMap(StateReader::retry);
        List<String> done = section.events("done");
        List<String> failed = section.events("failed");
        List<String> not = section.texts("not");
        Optional<Undo.OnTimeout> onTimeout = section.choice("onTimeout", Undo.OnTimeout.class);
        Optional<Duration> timeout = section.duration("timeout");
        section.nothingElse();
        return command.map(label -> new Undo(label, done, failed, not, onTimeout, timeout, retry));
    }

    private static Optional<Call> call(Section section) {
        Optional<String> flow = section.needed("flow", "name the flow of the child");
        OptionalLong version = section.number("version", 1, Integer.MAX_VALUE);
        Optional<Expression> key = section.entry("key").flatMap(StateReader::expression);
        Optional<Expression> input = section.entry("input").flatMap(StateReader::expression);
        if (!section.has("on")) {
            section.missing("on", "say where the outcomes of the child lead: success and failed at least");
        }
        Map<Outcome, List<Transition>> on = new LinkedHashMap<>();
        section.section("on").ifPresent(outcomes -> {
            for (Outcome outcome : Outcome.values()) {
                outcomes.entry(Section.word(outcome)).ifPresent(entry -> on.put(outcome, transitions(entry)));
            }
            for (Outcome needed : List.of(Outcome.SUCCESS, Outcome.FAILED)) {
                if (!outcomes.has(Section.word(needed))) {
                    outcomes.missing(Section.word(needed), "say where it leads");
                }
            }
            outcomes.nothingElse();
        });
        section.nothingElse();
        return flow.map(name -> new Call(
                name,
                version.isPresent() ? OptionalInt.of((int) version.getAsLong()) : OptionalInt.empty(),
                key,
                input,
                on));
    }

    private Optional<Parallel> parallel(Section section) {
        if (!section.has("branches")) {
            section.missing("branches", "describe at least two");
        }
        Map<String, Branch> branches = FlowReader.named(section, "branches", this::branch);
        boolean areFew =
                section.isGroup("branches") && section.names("branches").size() < 2;
        if (areFew) {
            section.problem(
                    Check.WRONG_VALUE,
                    "branches",
                    section.names("branches").isEmpty() ? "there is none" : "there is no more than one",
                    "describe at least two, or put the states of the one into the flow");
        }
        int join =
                section.entry("join").map(entry -> join(entry, branches.size())).orElse(branches.size());
        if (!section.has("then")) {
            section.missing("then", "say where it leads when enough branches have ended with success");
        }
        Optional<Target> then = section.entry("then").flatMap(StateReader::target);
        Optional<Target> failed = section.entry("failed").flatMap(StateReader::target);
        section.nothingElse();
        return then.map(target -> new Parallel(branches, join, target, failed));
    }

    private static int join(Entry entry, int branches) {
        if (entry.value() instanceof Yaml.Scalar scalar) {
            if (scalar.text().equals("all")) {
                return branches;
            }
            if (scalar.text().equals("any")) {
                return 1;
            }
            if (!scalar.json().isNumber()) {
                entry.problem(
                        Check.WRONG_VALUE, "'" + scalar.text() + "' is not known here", "write all, any or a number");
                return branches;
            }
        }
        return (int) Section.number(entry, 1, Math.max(1, branches)).orElse(branches);
    }

    private Optional<Branch> branch(Entry entry) {
        return entry.section().flatMap(section -> {
            if (!section.has("initial")) {
                section.missing(Check.MISSING_INITIAL, "initial", "name the first state of the branch");
            }
            Optional<String> initial = section.name("initial", References.Kind.STATE);
            if (!section.has("states")) {
                section.missing("states", "describe at least one, and one that is final");
            }
            Map<String, State> states = FlowReader.named(section, "states", this::state);
            section.nothingElse();
            return initial.map(first -> new Branch(entry.name(), first, states));
        });
    }
}
