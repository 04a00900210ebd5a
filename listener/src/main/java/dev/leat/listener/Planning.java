package dev.leat.listener;

import dev.leat.core.ConfigurationException;
import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.Interceptor;
import dev.leat.core.Leat;
import dev.leat.core.Serde;
import dev.leat.core.Tail;
import dev.leat.core.TailBuilder;
import java.lang.reflect.Constructor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** From classes to groups: finds, binds, checks, and at last builds. For one thread, and one use. */
final class Planning {
    private static final String WHERE = "listeners";

    private final Leat leat;
    private final Configuration configuration;
    private final Placeholders placeholders;
    private final BuiltInSerdes serdes;
    private final Invocation.Around around;
    private final List<Interceptor> interceptors;
    private final Attributes attributes;
    private final List<String> problems;

    private final Map<String, PlannedGroup> groups = new LinkedHashMap<>();
    private final List<Annotated> annotated = new ArrayList<>();
    private final List<ListenerReport.Method> reported = new ArrayList<>();
    private @Nullable Replies replies;

    /** What is said of a group, and where. */
    private record Annotated(ListenerGroup annotation, Place place) {}

    Planning(
            Leat leat,
            Configuration configuration,
            BuiltInSerdes serdes,
            Invocation.Around around,
            List<Interceptor> interceptors,
            Attributes attributes,
            List<String> problems) {
        this.leat = leat;
        this.configuration = configuration;
        this.placeholders = new Placeholders(configuration, problems);
        this.serdes = serdes;
        this.around = around;
        this.interceptors = interceptors;
        this.attributes = attributes;
        this.problems = problems;
    }

    Listeners build(List<Added> all) {
        Map<Class<?>, Added> types = new LinkedHashMap<>();
        for (Added each : all) {
            if (types.putIfAbsent(each.type(), each) != null) {
                problems.add(each.type().getTypeName()
                        + " was added twice; each of its messages would be handled twice, so add it once");
            }
        }
        try {
            types.values().forEach(this::find);
            configure();
            groups.values().forEach(group -> group.join(problems));
            checkRefusals();
            throwProblems();
            return made();
        } catch (RuntimeException e) {
            if (replies != null) {
                replies.close(Duration.ZERO);
            }
            throw e;
        }
    }

    private void throwProblems() {
        if (!problems.isEmpty()) {
            throw new ConfigurationException(WHERE, problems);
        }
    }

    // --- what listeners say ---

    private void find(Added added) {
        List<Declared> found = Declared.in(added.type());
        if (found.isEmpty()) {
            problems.add(
                    added.type().getTypeName() + " has no listener method; mark one with @Listener, or do not add it");
        }
        List<ListenerGroup> ofClass = Declared.groupsOf(added.type());
        ofClass.forEach(each -> annotated.add(new Annotated(each, new Place(added.type(), added.type()))));
        for (Declared declared : found) {
            declared.groups().forEach(each -> annotated.add(new Annotated(each, declared.place())));
            Optional<String> obstacle = declared.obstacle();
            if (obstacle.isPresent()) {
                problems.add(declared.place() + " " + obstacle.get());
            } else {
                declared.listeners().forEach(listener -> understand(added, declared, listener, ofClass));
            }
        }
    }

    private void understand(Added added, Declared declared, Listener listener, List<ListenerGroup> ofClass) {
        Place place = declared.place();
        String origin = place.toString();
        Optional<Chosen> group = group(declared, listener, ofClass);
        List<Taken> taken = taken(listener, origin);
        Optional<Chosen> from = text(listener.from(), origin).filter(start -> check("from", start, Texts::start));
        Optional<Chosen> replyTo = text(listener.replyTo(), origin);
        Optional<Bound> bound = new Binding(place, declared.method(), serdes, replyTo.isPresent(), problems).bind();
        Optional<MessageFilter> filter = filter(listener, place);
        if (group.isEmpty() || bound.isEmpty()) {
            return;
        }
        PlannedGroup planned = planned(group.get(), listener.broadcast(), place);
        for (Taken each : taken) {
            if (planned.listeners().stream()
                    .anyMatch(other ->
                            other.place().equals(place) && other.taken().contains(each))) {
                problems.add(place + " takes '" + each + "' twice in group '" + planned.id() + "'; say it once");
            }
        }
        Invocation invocation =
                new Invocation(bound.get(), added.origin(), filter.orElse(null), around, replyTo(replyTo, bound.get()));
        planned.add(new Subscribed(place, planned.id(), listener.broadcast(), taken, from, invocation));
        report(listener, planned, taken, group.get(), from, replyTo, bound.get());
    }

    private @Nullable ReplyTo replyTo(Optional<Chosen> topic, Bound bound) {
        if (topic.isEmpty() || bound.reply().isEmpty() || !problems.isEmpty()) {
            return null;
        }
        if (replies == null) {
            replies = new Replies(leat);
        }
        return ReplyTo.of(topic.get().text(), bound.reply().get(), replies);
    }

    private void report(
            Listener listener,
            PlannedGroup group,
            List<Taken> taken,
            Chosen named,
            Optional<Chosen> from,
            Optional<Chosen> replyTo,
            Bound bound) {
        List<ListenerReport.Option> options = new ArrayList<>();
        options.add(new ListenerReport.Option("group", named.text(), named.origin()));
        from.ifPresent(chosen -> options.add(new ListenerReport.Option("from", chosen.text(), chosen.origin())));
        replyTo.ifPresent(chosen -> options.add(new ListenerReport.Option("reply-to", chosen.text(), chosen.origin())));
        if (listener.filter() != MessageFilter.All.class) {
            options.add(new ListenerReport.Option(
                    "filter", listener.filter().getTypeName(), bound.place().toString()));
        }
        reported.add(new ListenerReport.Method(
                bound.place().toString(),
                group.id(),
                taken.stream().map(Taken::toString).toList(),
                bound.kind(),
                options));
    }

    /** Empty text means that the option is left out. */
    private Optional<Chosen> text(String text, String origin) {
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(placeholders.fill(text, origin))
                        .filter(chosen -> !chosen.text().isEmpty());
    }

    private interface Parse {
        Object parse(String text);
    }

    private boolean check(String option, Chosen chosen, Parse parse) {
        try {
            var unused = parse.parse(chosen.text());
            return true;
        } catch (IllegalArgumentException e) {
            problems.add(chosen.origin() + ": " + option + " is '" + chosen.text() + "', " + e.getMessage());
            return false;
        }
    }

    private Optional<Chosen> group(Declared declared, Listener listener, List<ListenerGroup> ofClass) {
        Place place = declared.place();
        if (!listener.group().isEmpty()) {
            Chosen chosen = placeholders.fill(listener.group(), place.toString());
            if (chosen.text().isEmpty()) {
                problems.add(place + " names a blank group; Kafka needs a name");
                return Optional.empty();
            }
            return Optional.of(chosen);
        }
        boolean onMethod = !declared.groups().isEmpty();
        List<ListenerGroup> said = onMethod ? declared.groups() : ofClass;
        if (said.size() == 1) {
            String origin = onMethod ? place.toString() : place.type().getTypeName();
            return Optional.of(placeholders.fill(said.get(0).value(), origin))
                    .filter(chosen -> !chosen.text().isEmpty());
        }
        problems.add(
                place
                        + (said.isEmpty()
                                ? " has no group; say it with @Listener(group = …), or with @ListenerGroup on the method or its class"
                                : " does not say which of the groups it is in that @ListenerGroup names; say it with @Listener(group = …)"));
        return Optional.empty();
    }

    private PlannedGroup planned(Chosen group, boolean broadcast, Place place) {
        PlannedGroup planned = groups.computeIfAbsent(
                group.text(), id -> new PlannedGroup(id, broadcast, new GroupOptions(id, problems), attributes));
        if (planned.isBroadcast() != broadcast) {
            problems.add("'" + group.text() + "' is " + (broadcast ? "a broadcast" : "a group") + " at " + place
                    + " and " + (broadcast ? "a group" : "a broadcast") + " at " + planned.places()
                    + "; give one of them another name");
        }
        return planned;
    }

    private List<Taken> taken(Listener listener, String origin) {
        int before = problems.size();
        List<String> topics = new ArrayList<>();
        for (String topic : listener.topics()) {
            topics.addAll(Texts.list(placeholders.fill(topic, origin).text()));
        }
        Optional<Chosen> pattern = text(listener.pattern(), origin);
        Optional<Chosen> partitions = text(listener.partitions(), origin);
        if (pattern.isPresent() && !topics.isEmpty()) {
            problems.add(origin + " has topics and a pattern; write two @Listener of it");
        } else if (pattern.isEmpty() && topics.isEmpty() && problems.size() == before) {
            problems.add(origin + " takes no topic; say @Listener(topics = …) or pattern = …");
        }
        List<Taken> taken = new ArrayList<>();
        if (pattern.isPresent() && check("pattern", pattern.get(), Planning::pattern)) {
            taken.add(new Taken.Matching(pattern.get().text()));
        }
        if (partitions.isEmpty()) {
            topics.forEach(topic -> addOnce(taken, new Taken.Name(topic), origin));
        } else if (topics.isEmpty()) {
            problems.add(origin + " has partitions without topics; say of which topics");
        } else if (check("partitions", partitions.get(), Texts::partitions)) {
            for (int number : Texts.partitions(partitions.get().text())) {
                topics.forEach(topic -> addOnce(taken, new Taken.OnePartition(topic, number), origin));
            }
        }
        return taken;
    }

    private void addOnce(List<Taken> taken, Taken one, String origin) {
        if (taken.contains(one)) {
            problems.add(origin + " names '" + one + "' twice; say it once");
        } else {
            taken.add(one);
        }
    }

    private static Object pattern(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("which is no regular expression: " + e.getDescription(), e);
        }
    }

    private Optional<MessageFilter> filter(Listener listener, Place place) {
        if (listener.filter() == MessageFilter.All.class) {
            return Optional.empty();
        }
        try {
            Constructor<? extends MessageFilter> constructor = listener.filter().getDeclaredConstructor();
            constructor.setAccessible(true);
            return Optional.of(constructor.newInstance());
        } catch (ReflectiveOperationException | RuntimeException e) {
            problems.add(place + " has the filter " + listener.filter().getTypeName() + ", which cannot be made (" + e
                    + "); give it a constructor without parameters");
            return Optional.empty();
        }
    }

    // --- what configuration and group annotations say ---

    private void configure() {
        for (PlannedGroup group : groups.values()) {
            String prefix = GroupOptions.PREFIX + group.id() + ".";
            for (GroupOption option : GroupOption.values()) {
                String name = prefix + option.key();
                configuration
                        .value(name)
                        .ifPresent(value -> group.options()
                                .configured(
                                        option,
                                        new Chosen(value.trim(), name + " from " + configuration.origin(name))));
            }
            for (String name : configuration.names(prefix + GroupOptions.PROPERTIES)) {
                configuration
                        .value(name)
                        .ifPresent(value -> group.options()
                                .property(
                                        name.substring((prefix + GroupOptions.PROPERTIES).length()),
                                        new Chosen(value, configuration.origin(name))));
            }
        }
        for (Annotated each : annotated) {
            Chosen id =
                    placeholders.fill(each.annotation().value(), each.place().toString());
            PlannedGroup group = groups.get(id.text());
            if (group == null) {
                problems.add(each.place() + " has @ListenerGroup for '" + id.text() + "', in which no listener is"
                        + Nearest.to(id.text(), groups.keySet())
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse("; name it in a @Listener, or take it away"));
            } else {
                group.options().annotated(each.annotation(), each.place(), placeholders, configuration);
            }
        }
        groups.values().forEach(group -> group.options().check(group.isBroadcast()));
        new ConfiguredNames(groups.keySet(), placeholders.read()).check(configuration, problems);
    }

    private void checkRefusals() {
        for (Invocation.Guarded guarded : around.guards()) {
            for (PlannedGroup group : groups.values()) {
                boolean letters = group.options().find(GroupOption.DEAD_LETTERS).isPresent();
                if (guarded.refusal() == Refusal.DEAD_LETTER && !letters) {
                    problems.add("guard " + guarded.guard().getClass().getName()
                            + " makes dead letters of what it refuses," + " but group '" + group.id() + "' ("
                            + group.places() + ") has no topic for them; say dead-letters");
                } else if (guarded.refusal() == Refusal.FAIL && !group.options().givesUp()) {
                    problems.add(
                            "guard " + guarded.guard().getClass().getName() + " fails what it refuses, but group '"
                                    + group.id() + "' (" + group.places()
                                    + ") does not say what becomes of failed messages; say dead-letters, failed = skip or failed = stop");
                }
            }
        }
    }

    // --- to the engine ---

    private Listeners made() {
        List<ConsumerGroup> made = new ArrayList<>();
        List<Broadcast> broadcasts = new ArrayList<>();
        for (PlannedGroup group : groups.values()) {
            try {
                if (group.isBroadcast()) {
                    Supplier<Tail> tail = () -> tail(group);
                    broadcasts.add(new Broadcast(group.id(), tail.get(), tail));
                } else {
                    made.add(consumerGroup(group));
                }
            } catch (ConfigurationException e) {
                e.problems()
                        .forEach(problem -> problems.add((group.isBroadcast() ? "broadcast '" : "group '") + group.id()
                                + "' (" + group.places() + "): " + problem));
            } catch (RuntimeException e) {
                close(made, broadcasts);
                throw e;
            }
        }
        if (!problems.isEmpty()) {
            close(made, broadcasts);
            throwProblems();
        }
        ListenerReport report = new ListenerReport(
                reported, groups.values().stream().map(PlannedGroup::reported).toList());
        return new Listeners(leat, made, broadcasts, replies, attributes, report);
    }

    private static void close(List<ConsumerGroup> made, List<Broadcast> broadcasts) {
        made.forEach(group -> group.close(Duration.ZERO));
        broadcasts.forEach(broadcast -> broadcast.close(Duration.ZERO));
    }

    private ConsumerGroup consumerGroup(PlannedGroup group) {
        ConsumerGroupBuilder<byte[]> builder = leat.consumerGroup(group.id()).keys(Serde.bytes());
        fill(new Sink.OfGroup(builder), group);
        return builder.build();
    }

    private Tail tail(PlannedGroup group) {
        TailBuilder<byte[]> builder = leat.tail(group.id()).keys(Serde.bytes());
        fill(new Sink.OfTail(builder), group);
        return builder.build();
    }

    private void fill(Sink sink, PlannedGroup group) {
        interceptors.forEach(sink::interceptor);
        if (around.guards().stream().anyMatch(guarded -> guarded.refusal() != Refusal.SKIP)) {
            sink.refusalsAreFatal();
        }
        group.applyTo(sink);
    }
}
