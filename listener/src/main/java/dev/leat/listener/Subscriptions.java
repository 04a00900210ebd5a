package dev.leat.listener;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** What classes say of topics and groups: from annotations to bound methods in the groups that they name. A builder's notepad, for one thread. */
final class Subscriptions {
    private final Given given;
    private final Placeholders placeholders;
    private final Attributes attributes;
    private final List<String> problems;

    private final Map<String, PlannedGroup> groups = new LinkedHashMap<>();
    private final List<Annotated> annotated = new ArrayList<>();
    private final List<ListenerReport.Method> reported = new ArrayList<>();
    private @Nullable Replies replies;

    /** What is said of a group, and where. */
    record Annotated(ListenerGroup annotation, Place place) {}

    Subscriptions(Given given, Placeholders placeholders, Attributes attributes, List<String> problems) {
        this.given = given;
        this.placeholders = placeholders;
        this.attributes = attributes;
        this.problems = problems;
    }

    /** By their ids, in the order in which they are named. */
    Map<String, PlannedGroup> groups() {
        return groups;
    }

    /** Of groups that may not be there. */
    List<Annotated> annotated() {
        return annotated;
    }

    List<ListenerReport.Method> reported() {
        return reported;
    }

    /** Made if a method replies. */
    Optional<Replies> replies() {
        return Optional.ofNullable(replies);
    }

    /** Everything that the class says. */
    void find(Added added) {
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
        Optional<Bound> bound =
                new Binding(place, declared.method(), given.serdes(), replyTo.isPresent(), problems).bind();
        Optional<MessageFilter> filter = filter(listener, place);
        if (group.isEmpty()) {
            return;
        }
        PlannedGroup planned = planned(group.get(), listener.broadcast(), place);
        if (bound.isEmpty()) {
            return; // the group is there all the same, and what is said of it has its place
        }
        for (Taken each : taken) {
            if (planned.listeners().stream()
                    .anyMatch(other ->
                            other.place().equals(place) && other.taken().contains(each))) {
                problems.add(place + " takes '" + each + "' twice in group '" + planned.id() + "'; say it once");
            }
        }
        checkRoundTrip(place, taken, replyTo);
        Invocation invocation = new Invocation(
                bound.get(), added.origin(), filter.orElse(null), given.around(), replyTo(replyTo, bound.get()));
        planned.add(new Subscribed(place, taken, from, invocation));
        report(listener, planned, taken, group.get(), from, replyTo, bound.get());
    }

    private void checkRoundTrip(Place place, List<Taken> taken, Optional<Chosen> replyTo) {
        replyTo.ifPresent(topic -> taken.stream()
                .filter(each -> each.takes(topic.text()) || each.isPartOf(topic.text()))
                .findFirst()
                .ifPresent(each -> problems.add(place + " replies to '" + topic.text() + "', which it takes by '" + each
                        + "'; replies would go round, so send them to another topic")));
    }

    private @Nullable ReplyTo replyTo(Optional<Chosen> topic, Bound bound) {
        if (topic.isEmpty() || bound.reply().isEmpty() || !problems.isEmpty()) {
            return null;
        }
        if (replies == null) {
            replies = new Replies(given.leat(), given.clients());
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
            return group(listener.group(), place);
        }
        boolean onMethod = !declared.groups().isEmpty();
        List<ListenerGroup> said = onMethod ? declared.groups() : ofClass;
        if (said.size() == 1) {
            return group(said.get(0).value(), onMethod ? place : new Place(place.type(), place.type()));
        }
        problems.add(
                place
                        + (said.isEmpty()
                                ? " has no group; say it with @Listener(group = …), or with @ListenerGroup on the method or its class"
                                : " does not say which of the groups it is in that @ListenerGroup names; say it with @Listener(group = …)"));
        return Optional.empty();
    }

    private Optional<Chosen> group(String text, Place place) {
        int before = problems.size();
        Chosen chosen = placeholders.fill(text, place.toString());
        if (!chosen.text().isEmpty()) {
            return Optional.of(chosen);
        }
        if (problems.size() == before) {
            problems.add(place + " names a blank group; Kafka needs a name");
        }
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
        if (pattern.isPresent() && check("pattern", pattern.get(), Subscriptions::pattern)) {
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
}
