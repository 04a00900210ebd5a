package dev.leat.sink;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@link LogSink} as a YAML file says it, for the command line.
 *
 * <pre>
 * topics: [logs]
 * print: lines
 * index:
 *   addresses: [https://search-1:9200]
 *   name: logs-{date}
 *   user: leat
 *   password:
 *     file: /etc/leat/search-password
 * </pre>
 *
 * <p>Secrets do not stand in it, but where they are: in a variable ({@code env}) or in a file. Immutable.
 *
 * @since 0.1
 */
public final class LogSinkFile {
    private static final String NONE = "none";
    private static final long MOST_BYTES = 100L << 20;

    private final Optional<String> brokers;
    private final Filling filling;

    private interface Filling {
        LogSinkBuilder into(LogSinkBuilder builder, PrintStream out);
    }

    private LogSinkFile(Optional<String> brokers, Filling filling) {
        this.brokers = brokers;
        this.filling = filling;
    }

    /**
     * Reads and checks all of it. Neither Kafka nor the index is asked for anything.
     *
     * @param environment where secrets of {@code env} are, such as {@link System#getenv()}
     * @throws ConfigurationException naming everything that is wrong, each with file, line and column
     */
    public static LogSinkFile read(Path file, Map<String, String> environment) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            String why = e instanceof NoSuchFileException
                    ? "is not there; check the path"
                    : e instanceof CharacterCodingException
                            ? "is no text in UTF-8; save it as such"
                            : "cannot be read (" + e.getClass().getSimpleName() + "); check that you may";
            throw new ConfigurationException("log sink", file + " " + why);
        }
        return parse(file.toString(), text, environment);
    }

    static LogSinkFile parse(String file, String text, Map<String, String> environment) {
        Yaml.Problems problems = new Yaml.Problems(file);
        Optional<Yaml.Node> root = Yaml.read(text, problems);
        LogSinkFile read = null;
        if (root.isPresent() && root.get() instanceof Yaml.Mapping mapping) {
            read = new Reader(mapping, problems, environment).file();
        } else if (problems.all().isEmpty()) {
            problems.add(
                    root.map(Yaml.Node::place).orElse(Yaml.Place.BEGINNING),
                    "must begin with names and values, such as 'topics: [logs]'");
        }
        if (read == null || !problems.all().isEmpty()) {
            throw new ConfigurationException("log sink", problems.all());
        }
        return read;
    }

    /** The brokers it names, if it does. */
    public Optional<String> brokers() {
        return brokers;
    }

    /**
     * The sink on that connection; not started.
     *
     * @param out where to print, if the file says so
     */
    public LogSink sink(Leat leat, PrintStream out) {
        return filling.into(LogSink.on(leat), out).build();
    }

    /** From one file. For one thread. */
    private static final class Reader {
        private final Section all;
        private final Yaml.Problems problems;
        private final Map<String, String> environment;

        Reader(Yaml.Mapping root, Yaml.Problems problems, Map<String, String> environment) {
            this.all = new Section(root, problems);
            this.problems = problems;
            this.environment = environment;
        }

        LogSinkFile file() {
            Optional<String> brokers = all.text("brokers");
            List<Filling> fillings = new ArrayList<>();
            Optional<List<String>> topics = all.texts("topics");
            topics.ifPresent(names -> fillings.add((builder, out) -> builder.topics(names.toArray(String[]::new))));
            all.text("group").ifPresent(id -> fillings.add((builder, out) -> builder.group(id)));
            all.text("dead-letters").ifPresent(topic -> fillings.add((builder, out) -> builder.deadLetters(topic)));
            all.number("concurrency", 1, 1_000)
                    .ifPresent(most -> fillings.add((builder, out) -> builder.concurrency(most.intValue())));
            all.section("batch").ifPresent(batch -> fillings.add(batch(batch)));
            Optional<String> print = all.choice("print", List.of("pretty", "lines", NONE));
            print.filter(how -> !how.equals(NONE))
                    .map(how -> Printing.valueOf(how.toUpperCase(Locale.ROOT)))
                    .ifPresent(how -> fillings.add((builder, out) -> builder.print(out, how)));
            all.section("index")
                    .flatMap(section -> index(section, topics.orElse(List.of("logs"))))
                    .ifPresent(index -> fillings.add((builder, out) -> builder.index(index)));
            if (!all.has("index") && print.filter(how -> !how.equals(NONE)).isEmpty()) {
                problems.add(
                        all.place("index"),
                        "there is no output; say 'index:' with its addresses, 'print: lines' or both");
            }
            all.nothingElse();
            return new LogSinkFile(brokers, (builder, out) -> {
                LogSinkBuilder filled = builder;
                for (Filling each : fillings) {
                    filled = each.into(filled, out);
                }
                return filled;
            });
        }

        private Filling batch(Section batch) {
            int records = batch.number("records", 1, 100_000).orElse(1_000L).intValue();
            long bytes = batch.number("bytes", 1_024, MOST_BYTES).orElse(5L << 20);
            Duration age = batch.duration("age").orElse(Duration.ofSeconds(1));
            batch.nothingElse();
            return (builder, out) -> builder.batch(records, bytes, age);
        }

        private Optional<SearchIndex> index(Section section, List<String> topics) {
            Optional<List<String>> addresses = section.texts("addresses");
            if (!section.has("addresses")) {
                section.problem("addresses", "is missing; name at least one, such as http://localhost:9200");
            }
            SearchIndexBuilder builder =
                    SearchIndex.at(addresses.orElse(List.of()).toArray(String[]::new));
            name(section, builder, topics);
            section.duration("timeout").ifPresent(builder::timeout);
            section.text("trust").ifPresent(path -> builder.trust(Path.of(path)));
            credentials(section, builder);
            section.nothingElse();
            if (addresses.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(builder.build());
            } catch (ConfigurationException e) {
                e.problems().forEach(problem -> problems.add(all.place("index"), problem));
                return Optional.empty();
            }
        }

        private void name(Section section, SearchIndexBuilder builder, List<String> topics) {
            if (section.has("name") && section.has("data-stream")) {
                section.problem("data-stream", "and 'name' are two answers to where documents go; keep one");
            }
            Optional<String> template = section.text("template");
            boolean hasTemplate = template.filter(NONE::equals).isEmpty();
            section.text("data-stream").ifPresent(builder::dataStream);
            section.text("name").ifPresent(name -> {
                builder.name(name);
                boolean isForAll =
                        IndexPattern.of(name).wildcards(topics).stream().anyMatch(each -> each.startsWith("*"));
                if (hasTemplate && isForAll) {
                    section.problem(
                            "name",
                            "begins with a field or the day, so its template would be one for every index; begin it with a text,"
                                    + " or say 'template: none'");
                }
            });
            if (hasTemplate) {
                template.ifPresent(builder::template);
            } else {
                builder.withoutTemplate();
            }
        }

        private void credentials(Section section, SearchIndexBuilder builder) {
            boolean hasUser = section.has("user");
            boolean hasPassword = section.has("password");
            if (hasUser != hasPassword) {
                section.problem(hasUser ? "user" : "password", "is of no use alone; 'user' and 'password' go together");
            }
            if (hasUser && section.has("api-key")) {
                section.problem("api-key", "and 'user' are two ways to log in; keep one");
            }
            Optional<String> user = section.text("user");
            secret(section, "password").ifPresent(secret -> {
                if (user.isPresent() && secret.file() != null) {
                    builder.basicAuth(user.get(), secret.file());
                } else if (user.isPresent()) {
                    builder.basicAuth(user.get(), secret.text());
                }
            });
            secret(section, "api-key").ifPresent(secret -> {
                if (secret.file() != null) {
                    builder.apiKey(secret.file());
                } else {
                    builder.apiKey(secret.text());
                }
            });
        }

        /** @param file null if it is the text */
        private record Secret(String text, @Nullable Path file) {
            @Override
            public String toString() {
                return "Secret";
            }
        }

        private Optional<Secret> secret(Section section, String name) {
            if (!section.has(name)) {
                return Optional.empty();
            }
            Optional<Section> reference = section.reference(name);
            if (reference.isEmpty()) {
                return Optional.empty();
            }
            Section where = reference.get();
            boolean hasOne = where.has("env") != where.has("file");
            if (!hasOne) {
                section.problem(name, "needs one of 'env' and 'file', which say where the secret is");
            }
            Optional<String> variable = where.text("env");
            Optional<String> file = where.text("file");
            where.nothingElse();
            if (!hasOne) {
                return Optional.empty();
            }
            if (file.isPresent()) {
                return Optional.of(new Secret("", Path.of(file.get())));
            }
            if (variable.isEmpty()) {
                return Optional.empty();
            }
            String value = environment.get(variable.get());
            if (value == null || value.isEmpty()) {
                where.problem("env", "names the variable " + variable.get() + ", which is not set; set it");
                return Optional.empty();
            }
            return Optional.of(new Secret(value, null));
        }
    }
}
