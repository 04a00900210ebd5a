package dev.leat.listener;

import dev.leat.core.ConfigurationException;
import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.Serde;
import dev.leat.core.Tail;
import dev.leat.core.TailBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** From classes to groups: has them understood, joins what they say with the configuration, checks, and builds. For one thread, and one use. */
final class Planning {
    private static final String WHERE = "listeners";

    private final Given given;
    private final Configuration configuration;
    private final Placeholders placeholders;
    private final Attributes attributes;
    private final List<String> problems;

    private final Subscriptions subscriptions;

    Planning(Given given, Attributes attributes, List<String> problems) {
        this.given = given;
        this.configuration = given.configuration();
        this.placeholders = new Placeholders(configuration, problems);
        this.attributes = attributes;
        this.problems = problems;
        this.subscriptions = new Subscriptions(given, placeholders, attributes, problems);
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
            types.values().forEach(subscriptions::find);
            configure();
            groups().values().forEach(group -> group.join(problems));
            checkRefusals();
            checkMore();
            throwProblems();
            return made();
        } catch (RuntimeException e) {
            subscriptions.replies().ifPresent(replies -> replies.close(Duration.ZERO));
            throw e;
        }
    }

    private Map<String, PlannedGroup> groups() {
        return subscriptions.groups();
    }

    private void throwProblems() {
        if (!problems.isEmpty()) {
            // A method with two annotations has each of its mistakes twice.
            throw new ConfigurationException(WHERE, problems.stream().distinct().toList());
        }
    }

    // --- what configuration and group annotations say ---

    private void configure() {
        for (PlannedGroup group : groups().values()) {
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
                                        new Chosen(value, name + " from " + configuration.origin(name))));
            }
        }
        for (Subscriptions.Annotated each : subscriptions.annotated()) {
            int before = problems.size();
            Chosen id =
                    placeholders.fill(each.annotation().value(), each.place().toString());
            if (id.text().isEmpty()) {
                if (problems.size() == before) {
                    problems.add(each.place() + " names a blank group; Kafka needs a name");
                }
                continue;
            }
            PlannedGroup group = groups().get(id.text());
            if (group == null) {
                problems.add(each.place() + " has @ListenerGroup for '" + id.text() + "', in which no listener is"
                        + Nearest.to(id.text(), groups().keySet())
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse("; name it in a @Listener, or take it away"));
            } else {
                group.options().annotated(each.annotation(), each.place(), placeholders, configuration);
            }
        }
        groups().values().forEach(group -> group.options().check(group.isBroadcast()));
        new ConfiguredNames(groups().keySet(), placeholders.read()).check(configuration, problems);
        TopLevelNames.check(configuration, placeholders.read(), problems);
    }

    private void checkRefusals() {
        for (Invocation.Guarded guarded : given.around().guards()) {
            for (PlannedGroup group : groups().values()) {
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

    private void checkMore() {
        for (String id : given.more().keySet()) {
            PlannedGroup group = groups().get(id);
            if (group == null) {
                problems.add("group(\"" + id + "\", …) is for a group in which no listener is"
                        + Nearest.to(id, groups().keySet())
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse("; there are " + groups().keySet()));
            } else if (group.isBroadcast()) {
                problems.add("group(\"" + id + "\", …) is for a broadcast (" + group.places()
                        + "), which is no group; take it away");
            }
        }
    }

    // --- to the engine ---

    private Listeners made() {
        List<ConsumerGroup> made = new ArrayList<>();
        List<Broadcast> broadcasts = new ArrayList<>();
        for (PlannedGroup group : groups().values()) {
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
        Set<String> waiting = groups().values().stream()
                .filter(group -> !group.options().startsByItself())
                .map(PlannedGroup::id)
                .collect(Collectors.toSet());
        ListenerReport report = new ListenerReport(
                subscriptions.reported(),
                groups().values().stream().map(PlannedGroup::reported).toList());
        return new Listeners(
                given.leat(), made, broadcasts, waiting, subscriptions.replies().orElse(null), attributes, report);
    }

    private static void close(List<ConsumerGroup> made, List<Broadcast> broadcasts) {
        made.forEach(group -> group.close(Duration.ZERO));
        broadcasts.forEach(broadcast -> broadcast.close(Duration.ZERO));
    }

    private ConsumerGroup consumerGroup(PlannedGroup group) {
        ConsumerGroupBuilder<byte[]> builder =
                given.leat().consumerGroup(group.id()).keys(Serde.bytes());
        fill(new Sink.OfGroup(builder), group);
        given.more().getOrDefault(group.id(), nothing -> {}).accept(builder);
        return builder.build();
    }

    private Tail tail(PlannedGroup group) {
        TailBuilder<byte[]> builder = given.leat().tail(group.id()).keys(Serde.bytes());
        fill(new Sink.OfTail(builder), group);
        return builder.build();
    }

    private void fill(Sink sink, PlannedGroup group) {
        given.interceptors().forEach(sink::interceptor);
        if (given.around().guards().stream().anyMatch(guarded -> guarded.refusal() != Refusal.SKIP)) {
            sink.fatal(RefusedException.class);
        }
        group.applyTo(sink);
    }
}
