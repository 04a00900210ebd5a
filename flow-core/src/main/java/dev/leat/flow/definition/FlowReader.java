package dev.leat.flow.definition;

import dev.leat.flow.definition.Section.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** From a tree of YAML to a flow, key by key, and then whether that makes sense. For one thread. */
final class FlowReader {
    private static final int MOST_INDEXED = 8;

    private final Yaml.Node root;
    private final Source source;

    FlowReader(Yaml.Node root, String text, Problems problems) {
        this.root = root;
        this.source = Source.of(text, problems, isImported(root));
    }

    /** Known before anything is read, since names depend on it. */
    private static boolean isImported(Yaml.Node root) {
        Yaml.Field imported =
                root instanceof Yaml.Mapping mapping ? mapping.fields().get("imported") : null;
        return imported != null
                && imported.value() instanceof Yaml.Scalar scalar
                && scalar.json().booleanValue(false);
    }

    /** Empty if so much is missing that there is nothing to look at as a whole. */
    Optional<Flow> flow() {
        if (!(root instanceof Yaml.Mapping mapping)) {
            source.problems()
                    .add(
                            Check.WRONG_TYPE,
                            Trail.TOP,
                            root.place(),
                            "a flow is " + root.kind(),
                            "begin with names and values, such as 'flow: order'");
            return Optional.empty();
        }
        Section all = new Section(mapping, Trail.TOP, mapping.place(), source);
        Optional<String> name = name(all);
        int version = (int) all.number("version", 1, Integer.MAX_VALUE).orElse(1);
        About about = new About(all.text("description"), all.text("owner"), all.text("docs"));
        if (!all.has("initial")) {
            all.missing(Check.MISSING_INITIAL, "initial", "name the state of a new saga");
        }
        Optional<String> initial = all.name("initial", References.Kind.STATE);
        Optional<String> creation = all.name("creation", References.Kind.EVENT);
        Optional<BusinessKey> key = all.entry("key").flatMap(this::key);
        List<IndexField> index = index(all);
        Map<String, Channel> channels = named(all, "channels", this::channel);
        DataRules data = all.section("data").map(this::data).orElse(new DataRules(Merge.SHALLOW, Optional.empty()));
        Map<String, EventType> events = named(all, "events", this::event);
        Optional<Unexpected> unexpected = all.entry("unexpected").flatMap(this::unexpected);
        Keep keep = all.entry("unexpected")
                .filter(entry -> entry.value() instanceof Yaml.Mapping)
                .flatMap(Entry::section)
                .flatMap(section -> section.entry("keep"))
                .flatMap(Entry::sectionOrEmpty)
                .map(FlowReader::keep)
                .orElse(Keep.USUAL);
        Optional<Deadline> timeout = all.section("timeout").flatMap(FlowReader::deadline);
        StateReader states =
                all.section("defaults").map(StateReader::withDefaults).orElseGet(StateReader::withoutDefaults);
        Duration retention = all.duration("retention").orElse(Flow.RETENTION);
        Limits limits = limits(all.section("limits"));
        Business business = all.section("business").map(FlowReader::business).orElse(new Business(Map.of(), Map.of()));
        if (!all.has("states")) {
            all.missing("states", "describe at least one, and one that is final");
        }
        if (all.isGroup("states") && all.names("states").isEmpty()) {
            all.problem(Check.WRONG_VALUE, "states", "there is none", "describe at least one, and one that is final");
        }
        Map<String, State> read = named(all, "states", states::state);
        boolean imported = all.truth("imported").orElse(false);
        all.nothingElse();
        if (name.isEmpty() || initial.isEmpty() || read.isEmpty()) {
            return Optional.empty();
        }
        Flow flow = new Flow(
                name.get(),
                version,
                about,
                initial.get(),
                creation,
                key,
                index,
                channels,
                data,
                events,
                unexpected.orElse(Unexpected.IGNORE),
                keep,
                timeout,
                retention,
                limits,
                business,
                read,
                imported);
        check(flow);
        return Optional.of(flow);
    }

    /** What a flow means as a whole is looked at if nothing of it was left out: else there would be problems that are none. */
    private void check(Flow flow) {
        Findings findings = new Findings(root, source.problems(), flow.imported());
        boolean isWhole = !source.problems().hasErrors();
        source.references().check(flow, findings);
        if (isWhole && !source.problems().has(Check.UNKNOWN_STATE)) {
            Trail states = Trail.TOP.to("states");
            new WayChecks(flow.initial(), flow.states(), states, flow.timeout(), findings).check();
            new StateChecks(flow, findings).check(flow.states(), states, false);
            new PathChecks(flow, findings).check();
        }
    }

    private static Optional<String> name(Section all) {
        Optional<String> name = all.needed("flow", "begin with 'flow: NAME'");
        if (name.isPresent() && !name.get().matches("[a-z][a-z0-9-]*")) {
            all.problem(
                    Check.WRONG_VALUE,
                    "flow",
                    "'" + name.get() + "' is no name of a flow",
                    "use lower case letters, digits and hyphens, a letter first");
        }
        return name;
    }

    /** By name, in the order of the file. */
    static <T> Map<String, T> named(Section section, String name, Function<Entry, Optional<T>> reader) {
        Map<String, T> read = new LinkedHashMap<>();
        section.section(name)
                .ifPresent(inner -> inner.entries()
                        .forEach(entry -> reader.apply(entry).ifPresent(value -> read.put(entry.name(), value))));
        return read;
    }

    private Optional<BusinessKey> key(Entry entry) {
        if (!(entry.value() instanceof Yaml.Mapping)) {
            return path(entry).map(path -> new BusinessKey(path, false));
        }
        return entry.section().flatMap(section -> {
            if (!section.has("path")) {
                section.missing("path", "say where the key is, such as 'path: order.id'");
            }
            Optional<DataPath> path = section.entry("path").flatMap(FlowReader::path);
            boolean unique = section.truth("unique").orElse(false);
            section.nothingElse();
            return path.map(read -> new BusinessKey(read, unique));
        });
    }

    /** Of a text that is one. Paths of data begin inside of it. */
    static Optional<DataPath> path(Entry entry) {
        return entry.text().flatMap(text -> path(entry, text));
    }

    static Optional<DataPath> path(Entry entry, String text) {
        if (text.matches("data|data\\..*")) {
            entry.problem(
                    Check.WRONG_VALUE,
                    "the path '" + text + "' begins with 'data'",
                    text.length() > 5
                            ? "it begins inside the data already: write '" + text.substring(5) + "'"
                            : "name something in the data");
            return Optional.empty();
        }
        try {
            return Optional.of(DataPath.of(text));
        } catch (IllegalArgumentException e) {
            entry.problem(
                    Check.WRONG_VALUE,
                    "'" + text + "' is no path",
                    "write names with dots between them, such as customer.name");
            return Optional.empty();
        }
    }

    private static List<IndexField> index(Section all) {
        List<IndexField> fields = new ArrayList<>();
        all.entry("index")
                .ifPresent(entry -> entry.items().forEach(item -> indexed(item).ifPresent(fields::add)));
        if (fields.size() > MOST_INDEXED) {
            all.problem(
                    Check.WRONG_VALUE,
                    "index",
                    "there are " + fields.size() + " fields",
                    "keep the " + MOST_INDEXED + " that people search for");
        }
        return fields;
    }

    private static Optional<IndexField> indexed(Entry item) {
        if (!(item.value() instanceof Yaml.Mapping)) {
            return path(item).map(path -> new IndexField(path, IndexField.Type.TEXT));
        }
        return item.section().flatMap(section -> {
            if (!section.has("path")) {
                section.missing("path", "say where the field is, such as 'path: customer.id'");
            }
            Optional<DataPath> path = section.entry("path").flatMap(FlowReader::path);
            IndexField.Type type = section.choice("type", IndexField.Type.class).orElse(IndexField.Type.TEXT);
            section.nothingElse();
            return path.map(read -> new IndexField(read, type));
        });
    }

    /** In files. */
    enum ChannelKind {
        COMMANDS,
        EVENTS,
        REST
    }

    /** In files. */
    enum RestMethod {
        POST,
        PUT,
        PATCH
    }

    private Optional<Channel> channel(Entry entry) {
        return entry.section().flatMap(section -> {
            ChannelKind kind = section.choice("kind", ChannelKind.class).orElse(ChannelKind.COMMANDS);
            Optional<Channel> channel = switch (kind) {
                case COMMANDS ->
                    section.needed("topic", "name the topic of its commands")
                            .map(topic -> new Channel.Commands(entry.name(), topic));
                case EVENTS -> events(entry.name(), section);
                case REST -> rest(entry.name(), section);
            };
            section.nothingElse();
            return channel;
        });
    }

    static boolean isEmptyList(Entry entry) {
        return entry.value() instanceof Yaml.Sequence list && list.items().isEmpty();
    }

    private static Optional<Channel> events(String name, Section section) {
        if (!section.has("topic")) {
            section.missing("topic", "name the topic of its events, or several as a list");
        }
        List<String> topics = section.texts("topic");
        if (section.entry("topic").filter(FlowReader::isEmptyList).isPresent()) {
            section.problem(Check.WRONG_VALUE, "topic", "there is nothing in the list", "name at least one topic");
        }
        return topics.isEmpty() ? Optional.empty() : Optional.of(new Channel.Events(name, topics));
    }

    private static Optional<Channel> rest(String name, Section section) {
        Optional<String> url = section.needed("url", "say where requests go, such as https://mail.internal/send");
        if (url.isPresent() && !url.get().matches("https?://[^/@\\s]+(/\\S*)?")) {
            section.problem(
                    Check.WRONG_VALUE,
                    "url",
                    "it is no address",
                    "write it like https://mail.internal/send, and leave users and passwords out");
        }
        Optional<String> method = section.entry("method").flatMap(Entry::text);
        String read = method.orElse("POST");
        if (!read.matches("POST|PUT|PATCH")) {
            section.problem(
                    Check.WRONG_VALUE, "method", "'" + read + "' is not known here", "write POST, PUT or PATCH");
        }
        Map<String, String> headers = named(section, "headers", Entry::text);
        return url.map(at -> new Channel.Rest(name, read, at, headers));
    }

    private DataRules data(Section section) {
        Merge merge = section.choice("merge", Merge.class).orElse(Merge.SHALLOW);
        Optional<DataSchema> schema = section.entry("schema").flatMap(StateReader::schema);
        section.nothingElse();
        return new DataRules(merge, schema);
    }

    private Optional<EventType> event(Entry entry) {
        return entry.sectionOrEmpty().map(section -> {
            EventType type = new EventType(
                    entry.name(),
                    section.text("description"),
                    section.entry("schema").flatMap(StateReader::schema),
                    section.name("business", References.Kind.BUSINESS_EVENT));
            section.nothingElse();
            return type;
        });
    }

    private Optional<Unexpected> unexpected(Entry entry) {
        if (!(entry.value() instanceof Yaml.Mapping)) {
            return Section.choice(entry, Unexpected.class);
        }
        return entry.section().map(section -> {
            if (!section.has("keep")) {
                section.missing("keep", "write 'keep: {count: 100, age: 1d}', or one word instead of the group");
            }
            section.nothingElse();
            return Unexpected.KEEP;
        });
    }

    private static Keep keep(Section section) {
        int count = (int) section.number("count", 1, 1_000_000).orElse(Keep.USUAL.count());
        Duration age = section.duration("age").orElse(Keep.USUAL.age());
        section.nothingElse();
        return new Keep(count, age);
    }

    private static Optional<Deadline> deadline(Section section) {
        if (!section.has("after")) {
            section.missing("after", "say how long a saga may take, such as 'after: 30d'");
        }
        if (!section.has("then")) {
            section.missing("then", "say where it leads");
        }
        Optional<Duration> after = section.duration("after");
        Optional<Target> then = section.entry("then").flatMap(StateReader::target);
        section.nothingElse();
        return after.isEmpty() || then.isEmpty()
                ? Optional.empty()
                : Optional.of(new Deadline(after.get(), then.get()));
    }

    private static Limits limits(Optional<Section> section) {
        if (section.isEmpty()) {
            return Limits.NONE;
        }
        Section all = section.get();
        Limits limits = new Limits(
                all.number("active", 1, Long.MAX_VALUE),
                all.number("startsPerSecond", 1, Long.MAX_VALUE),
                all.number("historyEvents", Limits.LEAST_HISTORY_EVENTS, Long.MAX_VALUE),
                all.number("dataBytes", 1, Long.MAX_VALUE));
        all.nothingElse();
        return limits;
    }

    private static Business business(Section section) {
        Business business = new Business(described(section, "states"), described(section, "events"));
        section.nothingElse();
        return business;
    }

    private static Map<String, String> described(Section section, String name) {
        return named(section, name, entry -> entry.isEmpty() ? Optional.of("") : entry.text());
    }
}
