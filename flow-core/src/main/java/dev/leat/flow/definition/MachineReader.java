package dev.leat.flow.definition;

import dev.leat.flow.definition.Section.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * From the tree of a machine to the tree of a flow, whose nodes are where the machine's are, so that everything that is told about the flow has its
 * place in the machine's file. For one thread.
 */
final class MachineReader {
    private static final String INITIAL = "initialState";
    private static final Set<String> CONFIGURATION =
            Set.of("machineDefinition", "communicationProtocols", "persistencyManagement", "settings");

    private static final String SCHEMA = "payloadValidationSchema";
    private static final String DRAFT_7 = "http://json-schema.org/draft-07/schema#";

    private final Source source;

    MachineReader(Source source) {
        this.source = source;
    }

    /** A mapping under construction. */
    private static final class Tree {
        private final Yaml.Place place;
        private final Map<String, Yaml.Field> fields = new LinkedHashMap<>();

        Tree(Yaml.Place place) {
            this.place = place;
        }

        void put(String name, Yaml.Place at, Yaml.Node value) {
            fields.put(name, new Yaml.Field(at, value));
        }

        void text(String name, Yaml.Place at, String text) {
            put(name, at, new Yaml.Scalar(at, text, Json.text(text)));
        }

        /** A value of the machine, as it is; an empty text says nothing. */
        void copy(String name, Section section, String from) {
            section.entry(from)
                    .filter(entry -> !isEmptyText(entry))
                    .ifPresent(entry -> put(name, entry.namePlace(), entry.value()));
        }

        private static boolean isEmptyText(Entry entry) {
            return entry.value() instanceof Yaml.Scalar scalar && scalar.text().isEmpty();
        }

        Yaml.Mapping mapping() {
            return new Yaml.Mapping(place, fields);
        }
    }

    /** Empty if it is no machine, or does not say where it begins. */
    Optional<Yaml.Node> tree(Yaml.Node file, String name) {
        Yaml.Node root = withoutNulls(file);
        Entry top = new Entry("", root, Trail.TOP, root.place(), root.place(), source);
        return top.section().flatMap(all -> {
            if (all.isGroup("states") && all.has("flow")) {
                all.problem(
                        Check.WRONG_VALUE,
                        "flow",
                        "it is a flow already, and no machine of the closed service",
                        "read it as a flow, such as by 'leat flow check'");
                return Optional.empty();
            }
            Tree flow = new Tree(root.place());
            flow.text("flow", root.place(), name);
            Yaml.Scalar yes = new Yaml.Scalar(root.place(), "true", Json.truth(true));
            flow.put("imported", root.place(), yes);
            boolean isAlone = all.has("states") && !all.has("machineDefinition");
            if (isAlone) {
                machine(all, flow);
                rest(all, Set.of());
                return all.has(INITIAL) ? Optional.of(flow.mapping()) : Optional.empty();
            }
            if (!all.has("machineDefinition")) {
                all.missing("machineDefinition", "import the configuration of the service, or the machine alone");
            }
            Optional<Section> machine = all.section("machineDefinition");
            machine.ifPresent(section -> {
                machine(section, flow);
                rest(section, Set.of());
            });
            channels(all, flow);
            all.section("settings").ifPresent(settings -> settings(settings, flow));
            all.entry("persistencyManagement")
                    .ifPresent(entry -> notCopied(entry, "where sagas are kept is not said by a flow"));
            rest(all, CONFIGURATION);
            return machine.filter(section -> section.has(INITIAL)).map(section -> flow.mapping());
        });
    }

    /** The service takes null for what is not there. Not so in schemas, where it is a value. */
    private static Yaml.Node withoutNulls(Yaml.Node node) {
        if (node instanceof Yaml.Sequence list) {
            return new Yaml.Sequence(
                    list.place(),
                    list.items().stream().map(MachineReader::withoutNulls).toList());
        }
        if (!(node instanceof Yaml.Mapping mapping)) {
            return node;
        }
        Map<String, Yaml.Field> fields = new LinkedHashMap<>();
        mapping.fields().forEach((name, field) -> {
            boolean isNull = field.value() instanceof Yaml.Scalar scalar && scalar.isEmpty();
            if (!isNull) {
                boolean isSchema = name.equals(SCHEMA);
                fields.put(name, isSchema ? field : new Yaml.Field(field.place(), withoutNulls(field.value())));
            }
        });
        return new Yaml.Mapping(mapping.place(), fields);
    }

    private void notCopied(Entry entry, String what) {
        entry.problem(Check.SETTING_NOT_COPIED, what, "say it where the flow is run");
    }

    /** What this reader does not know. */
    private void rest(Section section, Set<String> known) {
        for (Entry entry : section.unasked()) {
            if (!known.contains(entry.name())) {
                entry.problem(
                        Check.SETTING_NOT_COPIED,
                        "'" + entry.name() + "' is not known",
                        "look whether the flow needs it");
            }
        }
    }

    private void machine(Section machine, Tree flow) {
        if (!machine.has(INITIAL)) {
            machine.missing(INITIAL, "name the state of a new saga");
        }
        flow.copy("initial", machine, INITIAL);
        flow.copy("creation", machine, "creationEvent");
        Tree business = new Tree(machine.place());
        described(machine, "businessStates").ifPresent(tree -> business.put("states", tree.place(), tree));
        described(machine, "businessEvents").ifPresent(tree -> business.put("events", tree.place(), tree));
        if (!business.mapping().fields().isEmpty()) {
            flow.put("business", machine.place(), business.mapping());
        }
        machine.entry("states").ifPresent(entry -> flow.put("states", entry.namePlace(), states(entry)));
    }

    /** Ids and what they mean; of an id that is there twice the first counts. */
    private Optional<Yaml.Mapping> described(Section machine, String name) {
        return machine.entry(name).flatMap(list -> {
            Tree tree = new Tree(list.namePlace());
            for (Section each : sections(list)) {
                Optional<Entry> id = each.entry("id");
                Optional<String> text = each.needed("id", "every one has an id");
                if (id.isPresent() && text.isPresent()) {
                    if (tree.mapping().fields().containsKey(text.get())) {
                        id.get()
                                .problem(
                                        Check.DUPLICATE_BUSINESS_ID,
                                        "the id '" + text.get() + "' is here a second time",
                                        "give it another one; the first counts");
                    } else {
                        Yaml.Node empty = new Yaml.Scalar(each.place(), "", Json.NODES.nullNode());
                        tree.put(
                                text.get(),
                                each.place(),
                                each.entry("description")
                                        .filter(entry -> !Tree.isEmptyText(entry))
                                        .map(Entry::value)
                                        .orElse(empty));
                    }
                }
                each.has("description");
                rest(each, Set.of());
            }
            return tree.mapping().fields().isEmpty() ? Optional.empty() : Optional.of(tree.mapping());
        });
    }

    private static List<Section> sections(Entry list) {
        if (!(list.value() instanceof Yaml.Sequence)) {
            list.wrongType("a list");
            return List.of();
        }
        return list.items().stream().flatMap(item -> item.section().stream()).toList();
    }

    private Yaml.Mapping states(Entry list) {
        Tree states = new Tree(list.namePlace());
        for (Section state : sections(list)) {
            Optional<String> id = state.needed("id", "every state has an id");
            Tree tree = new Tree(state.place());
            tree.copy("description", state, "description");
            tree.copy("business", state, "businessStateId");
            if (state.truth("isFinal").orElse(false)) {
                tree.text("final", state.place("isFinal"), "success");
            }
            state.entry("outputCommand")
                    .ifPresent(entry ->
                            command(entry).ifPresent(command -> tree.put("command", entry.namePlace(), command)));
            effects(state, tree);
            transitions(state, tree);
            rest(state, Set.of());
            id.ifPresent(name -> {
                if (states.mapping().fields().containsKey(name)) {
                    state.problem(
                            Check.DUPLICATE_KEY, "id", "the state '" + name + "' is here a second time", "keep one");
                }
                states.put(name, state.place(), tree.mapping());
            });
        }
        return states.mapping();
    }

    private Optional<Yaml.Node> command(Entry entry) {
        return entry.section().map(section -> {
            Tree command = new Tree(section.place());
            section.needed("label", "every command has a label");
            section.needed("channel", "every command has a channel");
            command.copy("label", section, "label");
            command.copy("channel", section, "channel");
            section.entry("hook").ifPresent(this::hook);
            rest(section, Set.of());
            return command.mapping();
        });
    }

    private void hook(Entry hook) {
        hook.problem(
                Check.HOOK_NOT_COPIED,
                "there is a hook in JavaScript, which makes another payload",
                "to do: say it in 'payload' of the command, or do it in the worker");
    }

    private void effects(Section state, Tree tree) {
        state.entry("sideEffects").ifPresent(list -> {
            List<Yaml.Node> effects = new ArrayList<>();
            list.items().forEach(item -> command(item).ifPresent(effects::add));
            tree.put("effects", list.namePlace(), new Yaml.Sequence(list.namePlace(), effects));
        });
    }

    private void transitions(Section state, Tree tree) {
        Optional<Entry> list = state.entry("outgoingTransitions");
        if (list.isEmpty()) {
            return;
        }
        Map<String, List<Yaml.Node>> byEvent = new LinkedHashMap<>();
        Tree on = new Tree(list.get().namePlace());
        for (Section transition : sections(list.get())) {
            Optional<String> event = transition.needed("inputEvent", "name the event");
            Tree entry = new Tree(transition.place());
            transition.needed("targetState", "name the state");
            entry.copy("to", transition, "targetState");
            entry.copy("business", transition, "businessEventId");
            transition
                    .entry(SCHEMA)
                    .ifPresent(schema -> entry.put("schema", schema.namePlace(), draft7(schema.value())));
            rest(transition, Set.of());
            event.ifPresent(name -> {
                List<Yaml.Node> all = byEvent.computeIfAbsent(name, key -> new ArrayList<>());
                all.add(entry.mapping());
                Yaml.Place at = all.get(0).place();
                on.put(name, at, all.size() == 1 ? all.get(0) : new Yaml.Sequence(at, List.copyOf(all)));
            });
        }
        if (!byEvent.isEmpty()) {
            tree.put("on", list.get().namePlace(), on.mapping());
        }
    }

    /** With the dialect that the service takes it for, if it names none itself. */
    private static Yaml.Node draft7(Yaml.Node schema) {
        if (!(schema instanceof Yaml.Mapping mapping) || mapping.fields().containsKey("$schema")) {
            return schema;
        }
        Tree named = new Tree(schema.place());
        named.text("$schema", schema.place(), DRAFT_7);
        mapping.fields().forEach((name, field) -> named.put(name, field.place(), field.value()));
        return named.mapping();
    }

    private void channels(Section all, Tree flow) {
        Optional<Entry> list = all.entry("communicationProtocols");
        if (list.isEmpty()) {
            return;
        }
        Tree channels = new Tree(list.get().namePlace());
        List<Section> sections = sections(list.get());
        Set<String> names = new HashSet<>();
        Set<String> taken = new HashSet<>(ids(list.get()));
        for (Section channel : sections) {
            Optional<String> id = channel.needed("id", "every channel has an id");
            Optional<String> type = channel.needed("type", "write kafka or rest");
            Optional<Section> configuration = channel.section("configurations");
            rest(channel, Set.of());
            if (id.isEmpty() || type.isEmpty() || configuration.isEmpty()) {
                continue;
            }
            if (!names.add(id.get())) {
                channel.problem(
                        Check.DUPLICATE_KEY, "id", "the channel '" + id.get() + "' is here a second time", "keep one");
            }
            switch (type.get()) {
                case "kafka" -> kafka(id.get(), configuration.get(), channels, taken);
                case "rest" -> http(id.get(), configuration.get(), channels);
                default ->
                    channel.problem(
                            Check.WRONG_VALUE, "type", "'" + type.get() + "' is not known here", "write kafka or rest");
            }
        }
        if (!channels.mapping().fields().isEmpty()) {
            flow.put("channels", list.get().namePlace(), channels.mapping());
        }
    }

    /** Of all channels, so that a name that is made up is none of them. */
    private static List<String> ids(Entry channels) {
        return channels.items().stream()
                .flatMap(item -> item.value() instanceof Yaml.Mapping mapping
                        ? Stream.ofNullable(mapping.fields().get("id"))
                        : Stream.empty())
                .flatMap(id -> id.value() instanceof Yaml.Scalar scalar ? Stream.of(scalar.text()) : Stream.empty())
                .toList();
    }

    /** @param taken names that are not free */
    private void kafka(String id, Section configuration, Tree channels, Set<String> taken) {
        List<String> commands = configuration.texts("outputTopics");
        List<String> events = configuration.texts("inputTopics");
        Yaml.Place place = configuration.place();
        if (!commands.isEmpty()) {
            Tree channel = new Tree(place);
            channel.text("topic", place, commands.get(0));
            channels.put(id, place, channel.mapping());
        }
        if (commands.size() > 1) {
            configuration.problem(
                    Check.SETTING_NOT_COPIED,
                    "outputTopics",
                    "commands go to the first of " + commands.size() + " topics",
                    "add 'effects' to other channels if somebody reads the others");
        }
        if (!events.isEmpty()) {
            Tree channel = new Tree(place);
            channel.text("kind", place, "events");
            List<Yaml.Node> topics = new ArrayList<>();
            events.forEach(topic -> topics.add(new Yaml.Scalar(place, topic, Json.text(topic))));
            channel.put("topic", place, new Yaml.Sequence(place, topics));
            channels.put(commands.isEmpty() ? id : unused(id + "-events", taken), place, channel.mapping());
        }
        for (Entry entry : configuration.unasked()) {
            notCopied(entry, "'" + entry.name() + "' is no part of a flow");
        }
    }

    private static String unused(String name, Set<String> taken) {
        String unused = name;
        for (int i = 2; !taken.add(unused); i++) {
            unused = name + "-" + i;
        }
        return unused;
    }

    private void http(String id, Section configuration, Tree channels) {
        Optional<String> protocol = configuration.needed("protocol", "write http or https");
        Optional<String> endpoint = configuration.needed("endpoint", "name the host");
        configuration.needed("method", "write POST, PUT or PATCH");
        String port = configuration.text("port").map(number -> ":" + number).orElse("");
        String path = path(configuration);
        Yaml.Place place = configuration.place();
        Tree channel = new Tree(place);
        channel.text("kind", place, "rest");
        channel.copy("method", configuration, "method");
        if (protocol.isPresent() && endpoint.isPresent()) {
            channel.text("url", place, protocol.get() + "://" + endpoint.get().replaceFirst("/+$", "") + port + path);
        }
        channels.put(id, place, channel.mapping());
        Set<String> names = configuration.names("headers");
        configuration.entry("headers").filter(headers -> !names.isEmpty()).ifPresent(headers -> {
            headers.problem(
                    Check.SETTING_NOT_COPIED,
                    "headers may be secrets: " + String.join(", ", names),
                    "add those to 'headers' of the channel that are none");
        });
        for (Entry entry : configuration.unasked()) {
            notCopied(entry, "'" + entry.name() + "' is no part of a flow");
        }
    }

    /** One without a slash would become a part of the host's name. */
    private static String path(Section configuration) {
        String path = configuration
                .entry("path")
                .filter(entry -> !Tree.isEmptyText(entry))
                .flatMap(Entry::text)
                .orElse("/");
        return path.startsWith("/") ? path : "/" + path;
    }

    private void settings(Section settings, Tree flow) {
        settings.section("deepMergeMetadata").ifPresent(deep -> {
            if (deep.truth("enabled").orElse(false)) {
                Tree data = new Tree(deep.place());
                data.text("merge", deep.place(), "deep");
                flow.put("data", deep.place(), data.mapping());
            }
            deep.entry("hook")
                    .ifPresent(hook -> hook.problem(
                            Check.HOOK_NOT_COPIED,
                            "there is a hook in JavaScript, which merges data",
                            "to do: say with 'set' what is merged in another way"));
            rest(deep, Set.of());
        });
        if (settings.truth("throwOnUnexpectedEvents").orElse(false)) {
            flow.text("unexpected", settings.place("throwOnUnexpectedEvents"), "reject");
        }
        rest(settings, Set.of());
    }
}
