package dev.leat.flow.definition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Names that a file uses, and whether they are declared in it. For one thread. */
final class References {
    private static final int MOST_SHOWN = 20;

    private final List<Reference> all = new ArrayList<>();

    enum Kind {
        STATE,
        EVENT,
        CHANNEL,
        BUSINESS_STATE,
        BUSINESS_EVENT
    }

    private record Reference(Kind kind, String name, Trail trail, Yaml.Place place) {}

    void add(Kind kind, String name, Trail trail, Yaml.Place place) {
        all.add(new Reference(kind, name, trail, place));
    }

    /** Tells those that lead nowhere, and the events that nobody uses. */
    void check(Flow flow, Findings findings) {
        List<String> commands = flow.channels().values().stream()
                .filter(each -> !(each instanceof Channel.Events))
                .map(Channel::name)
                .toList();
        for (Reference each : all) {
            switch (each.kind()) {
                case STATE -> state(flow, each, findings);
                case EVENT -> event(flow, each, findings);
                case CHANNEL -> channel(flow, commands, each, findings);
                case BUSINESS_STATE -> business(flow.business().states(), each, findings);
                case BUSINESS_EVENT -> business(flow.business().events(), each, findings);
            }
        }
        Set<String> used = new HashSet<>();
        all.stream().filter(each -> each.kind() == Kind.EVENT).forEach(each -> used.add(each.name()));
        for (String event : flow.events().keySet()) {
            if (!used.contains(event)) {
                findings.add(
                        Check.UNUSED_EVENT,
                        Trail.TOP.to("events").to(event),
                        "'" + event + "' leads to nothing in any state",
                        "use it, or leave it out");
            }
        }
    }

    private static void state(Flow flow, Reference reference, Findings findings) {
        Trail branch = branch(reference.trail());
        Set<String> known = branch == null ? flow.states().keySet() : findings.names(branch.to("states"));
        if (known.contains(reference.name())) {
            return;
        }
        boolean isOutside = branch != null && flow.states().containsKey(reference.name());
        unknown(
                Check.UNKNOWN_STATE,
                "there is no state '" + reference.name() + "'" + (branch == null ? "" : " in this branch"),
                isOutside
                        ? "end the branch in a final state of its own; where that leads says 'then' of 'parallel'"
                        : "",
                known,
                reference,
                findings);
    }

    /** The branch in which it stands, if any. */
    private static @Nullable Trail branch(Trail trail) {
        List<Trail> way = new ArrayList<>();
        for (Trail at = trail; at != null; at = at.above()) {
            way.add(0, at);
        }
        // From the top, since states and events may be called like a key: states.NAME.parallel.branches.NAME.states and
        // so on.
        int inside = 0;
        while (way.size() > inside + 5
                && way.get(inside + 3).step().equals(".parallel")
                && way.get(inside + 4).step().equals(".branches")) {
            inside += 5;
        }
        return inside == 0 ? null : way.get(inside);
    }

    private static void event(Flow flow, Reference reference, Findings findings) {
        boolean isKnown = flow.events().isEmpty()
                || flow.events().containsKey(reference.name())
                || reference.name().equals(Flow.TIMEOUT);
        if (!isKnown) {
            unknown(
                    Check.UNKNOWN_EVENT,
                    "there is no event '" + reference.name() + "' among 'events'",
                    "",
                    flow.events().keySet(),
                    reference,
                    findings);
        }
    }

    private static void channel(Flow flow, List<String> commands, Reference reference, Findings findings) {
        Channel channel = flow.channels().get(reference.name());
        if (channel instanceof Channel.Events) {
            findings.problems()
                    .add(
                            Check.WRONG_VALUE,
                            reference.trail(),
                            reference.place(),
                            "the channel '" + reference.name() + "' is one of events",
                            "name one of commands");
        } else if (flow.imported() && flow.channels().isEmpty()) {
            return; // whoever runs it provides them, as there are machines without any; and the usual one at any time
        } else if (channel == null && !reference.name().equals(Channel.DEFAULT)) {
            unknown(
                    Check.UNKNOWN_CHANNEL,
                    "there is no channel '" + reference.name() + "'",
                    "",
                    commands,
                    reference,
                    findings);
        }
    }

    private static void business(Map<String, String> known, Reference reference, Findings findings) {
        if (!known.isEmpty() && !known.containsKey(reference.name())) {
            unknown(
                    Check.UNKNOWN_BUSINESS_ID,
                    "there is no id '" + reference.name() + "' among those of 'business'",
                    "",
                    known.keySet(),
                    reference,
                    findings);
        }
    }

    private static void unknown(
            Check check, String what, String remedy, Collection<String> known, Reference reference, Findings findings) {
        String usual = findings.meant(reference.name(), known, known.isEmpty() ? "declare it" : shown(known));
        findings.problems().add(check, reference.trail(), reference.place(), what, remedy.isEmpty() ? usual : remedy);
    }

    static String shown(Collection<String> known) {
        String names = known.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "));
        return "known are " + names
                + (known.size() > MOST_SHOWN ? " and " + (known.size() - MOST_SHOWN) + " more" : "");
    }
}
