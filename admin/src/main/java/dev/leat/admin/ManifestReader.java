package dev.leat.admin;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the files of one manifest, one after the other. For one thread. */
final class ManifestReader {
    private static final int MOST_PARTITIONS = Integer.MAX_VALUE;
    private static final int MOST_REPLICAS = Short.MAX_VALUE;
    private static final String READ = "read";
    private static final String WRITE = "write";

    private final Problems problems = new Problems();
    private final Once<String> domain = new Once<>("'domain'");
    private final TopicParts defaults = new TopicParts("the defaults");
    private final Map<String, TopicParts> topics = new LinkedHashMap<>();
    private final List<Access> access = new ArrayList<>();
    private final Set<String> owned = new LinkedHashSet<>();

    /** What the files say of one topic. */
    private static final class TopicParts {
        private final String whose;
        private final Once<Integer> partitions;
        private final Once<Integer> replication;
        private final Map<String, Once<String>> config = new LinkedHashMap<>();

        TopicParts(String whose) {
            this.whose = whose;
            this.partitions = new Once<>("'partitions' of " + whose);
            this.replication = new Once<>("'replication' of " + whose);
        }

        Once<String> config(String key) {
            return config.computeIfAbsent(key, name -> new Once<>("'" + name + "' of " + whose));
        }

        TopicSpec on(TopicSpec spec) {
            TopicSpec topic = spec;
            topic = partitions.value().map(topic::partitions).orElse(topic);
            topic = replication.value().map(topic::replication).orElse(topic);
            for (Map.Entry<String, Once<String>> each : config.entrySet()) {
                topic = topic.config(each.getKey(), each.getValue().value().orElseThrow());
            }
            return topic;
        }
    }

    void path(Path path) {
        try {
            if (Files.isDirectory(path)) {
                folder(path);
            } else if (Files.exists(path)) {
                file(path);
            } else {
                problems.add(new Place(path.toString(), 0), "there is no such file or folder; check the name");
            }
        } catch (IOException e) {
            String why = e instanceof CharacterCodingException
                    ? "is no text in UTF-8; save it as such"
                    : "cannot be read (" + e.getClass().getSimpleName() + "); check that you may";
            problems.add(new Place(path.toString(), 0), why);
        }
    }

    private void folder(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(Files::isRegularFile)
                    .filter(ManifestReader::isManifest)
                    .sorted()
                    .toList();
        }
        if (files.isEmpty()) {
            problems.add(new Place(folder.toString(), 0), "has no file that ends in .yaml, .yml or .json");
        }
        for (Path file : files) {
            file(file);
        }
    }

    private static boolean isManifest(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(yaml|yml|json)");
    }

    private void file(Path file) throws IOException {
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
        text(file.toString(), name, Files.readString(file));
    }

    /** @param app whose file it is, if the file does not say */
    void text(String file, String app, String yaml) {
        YamlNode root = YamlText.read(file, yaml, problems).orElse(null);
        if (root instanceof YamlNode.Mapping mapping) {
            Section all = new Section(file, mapping, problems);
            if (all.has("kafka")) {
                appFile(all, app);
            } else {
                ownFile(all);
            }
        } else if (root != null) {
            problems.add(
                    new Place(file, root.line()),
                    "begins with " + root.kind() + ", must begin with names and values, such as 'topics:'");
        }
    }

    /** @throws ManifestException if anything was wrong with what has been read */
    Manifest manifest() {
        problems.throwIfAny();
        Map<String, TopicSpec> specs = new LinkedHashMap<>();
        topics.forEach((name, parts) -> specs.put(name, parts.on(defaults.on(TopicSpec.of(name)))));
        return new Manifest(specs, access, List.copyOf(owned), domain.value().orElse(null));
    }

    private void ownFile(Section all) {
        domain(all);
        all.texts("owns", Names::topicsProblem).ifPresent(owned::addAll);
        all.section("defaults").ifPresent(section -> {
            parts(section, defaults);
            section.nothingElse();
        });
        all.sections("topics").forEach(section -> {
            topic(section);
            section.nothingElse();
        });
        all.sections("access").forEach(this::access);
        all.nothingElse();
    }

    /** The file of an app, with things in it that are not about Kafka: they are left alone. */
    private void appFile(Section all, String usualName) {
        String app = all.text("name", Names::appProblem).orElse(usualName);
        String problem = Names.appProblem(app);
        if (problem != null) {
            problems.add(all.place(), problem + ", or give the file a 'name: ...'");
            return;
        }
        all.section("kafka").ifPresent(kafka -> {
            kafka.ignore("secrets_style");
            domain(kafka);
            Optional<List<String>> groups = kafka.texts("groups", Names::idProblem);
            Optional<List<String>> transactions = kafka.texts("transactions", Names::idProblem);
            Optional<List<String>> hosts = hosts(kafka);
            kafka.sections("topics").forEach(section -> {
                Optional<String> topic = topic(section);
                Optional<Access> may = topic.flatMap(name -> appAccess(section, app, name));
                may.ifPresent(each -> add(section, with(each, groups, transactions, hosts)));
                section.nothingElse();
            });
            kafka.nothingElse();
        });
    }

    /** What an app may do with one topic; nothing if the topic is only to be there. */
    private Optional<Access> appAccess(Section section, String app, String topic) {
        boolean given = section.has("access");
        if (!given && !section.has("subnets")) {
            return Optional.empty();
        }
        if (!given) {
            section.missing("access", "say 'access: [read]', 'access: [write]' or both");
        }
        Optional<List<String>> may = section.texts("access", ManifestReader::accessProblem);
        Optional<List<String>> subnets = section.texts("subnets", Names::subnetProblem);
        if (!hasSubnets(section, subnets) || may.isEmpty()) {
            return Optional.empty();
        }
        Access access = Access.app(app, subnets.orElseThrow().toArray(String[]::new));
        access = may.get().contains(READ) ? access.reads(topic) : access;
        return Optional.of(may.get().contains(WRITE) ? access.writes(topic) : access);
    }

    private static @Nullable String accessProblem(String word) {
        return word.equals(READ) || word.equals(WRITE) ? null : "'" + word + "' is no access; it can be read or write";
    }

    private void domain(Section section) {
        section.text("domain", Names::domainProblem)
                .ifPresent(said -> domain.say(said, section.place("domain"), problems));
    }

    private Optional<String> topic(Section section) {
        if (!section.has("name")) {
            section.missing("name", "every topic needs one");
        }
        Optional<String> name = section.text("name", Names::topicProblem);
        TopicParts parts = name.map(each -> topics.computeIfAbsent(each, ManifestReader::partsOf))
                .orElseGet(() -> new TopicParts("a topic"));
        parts(section, parts);
        return name;
    }

    private static TopicParts partsOf(String topic) {
        return new TopicParts("topic '" + topic + "'");
    }

    private void parts(Section section, TopicParts parts) {
        section.count("partitions", MOST_PARTITIONS)
                .ifPresent(count -> parts.partitions.say(count, section.place("partitions"), problems));
        section.count("replication", MOST_REPLICAS)
                .ifPresent(count -> parts.replication.say(count, section.place("replication"), problems));
        section.settings("config")
                .forEach((key, setting) -> parts.config(key).say(setting.value(), setting.place(), problems));
    }

    private void access(Section section) {
        int before = problems.count();
        Optional<Access> holder = holder(section);
        Optional<List<String>> reads = section.texts(READ, Names::topicsProblem);
        Optional<List<String>> writes = section.texts(WRITE, Names::topicsProblem);
        Optional<List<String>> groups = section.texts("groups", Names::idProblem);
        Optional<List<String>> transactions = section.texts("transactions", Names::idProblem);
        Optional<List<String>> hosts = hosts(section);
        section.nothingElse();
        // What was left out for a problem of its own must not look like another one.
        if (holder.isPresent() && problems.count() == before) {
            Access may = apply(holder.get(), reads, Access::reads);
            may = apply(may, writes, Access::writes);
            add(section, with(may, groups, transactions, hosts));
        }
    }

    private Optional<Access> holder(Section section) {
        boolean byApp = section.has("app");
        boolean byPrincipal = section.has("principal");
        Optional<String> app = section.text("app", Names::appProblem);
        Optional<String> principal = section.text("principal", Names::principalProblem);
        Optional<List<String>> subnets = section.texts("subnets", Names::subnetProblem);
        if (byApp == byPrincipal) {
            problems.add(
                    section.place(),
                    "whose access? Give 'app' (with 'subnets') or 'principal'" + (byApp ? ", not both" : ""));
            return Optional.empty();
        }
        if (byPrincipal) {
            if (subnets.isPresent()) {
                problems.add(
                        section.place("subnets"), "'subnets' belongs to an 'app', not to a 'principal'; leave it out");
            }
            return principal.map(Access::principal);
        }
        return hasSubnets(section, subnets) && app.isPresent()
                ? Optional.of(Access.app(app.get(), subnets.orElseThrow().toArray(String[]::new)))
                : Optional.empty();
    }

    private static boolean hasSubnets(Section section, Optional<List<String>> subnets) {
        boolean none = subnets.map(List::isEmpty).orElseGet(() -> !section.has("subnets"));
        if (none) {
            section.missing("subnets", "an app has a certificate in each, so name at least one: 'subnets: [web]'");
        }
        return !none && subnets.isPresent();
    }

    private Optional<List<String>> hosts(Section section) {
        Optional<List<String>> hosts = section.texts("hosts", Names::hostProblem);
        if (hosts.isPresent() && hosts.get().isEmpty()) {
            problems.add(
                    section.place("hosts"),
                    "'hosts' names none, so nothing would be allowed; name some, or leave it out for any");
            return Optional.empty();
        }
        return hosts;
    }

    private static Access with(
            Access access,
            Optional<List<String>> groups,
            Optional<List<String>> transactions,
            Optional<List<String>> hosts) {
        Access may = apply(access, groups, Access::groups);
        may = apply(may, transactions, Access::transactions);
        return apply(may, hosts, Access::hosts);
    }

    /** One of the methods that say something of an access. */
    private interface Word {
        Access say(Access access, String... names);
    }

    private static Access apply(Access access, Optional<List<String>> names, Word word) {
        return names.map(each -> word.say(access, each.toArray(String[]::new))).orElse(access);
    }

    private void add(Section section, Access may) {
        String problem = may.problem();
        if (problem == null) {
            access.add(may);
        } else {
            problems.add(section.place(), problem);
        }
    }
}
