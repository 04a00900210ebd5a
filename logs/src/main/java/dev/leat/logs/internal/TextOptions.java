package dev.leat.logs.internal;

import dev.leat.core.ConfigurationException;
import dev.leat.core.security.Security;
import dev.leat.logs.DropPolicy;
import dev.leat.logs.LogFormat;
import dev.leat.logs.LogShipper;
import dev.leat.logs.LogShipperBuilder;
import dev.leat.logs.Redaction;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The options of a shipper as the files of logging frameworks have them: as texts. For one thread. */
public final class TextOptions {
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    /** Nothing happens without a value. */
    public void put(String option, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            texts.put(option, text.trim());
        }
    }

    /**
     * A setting of Kafka's producer.
     *
     * @param line {@code name=value}
     */
    public void property(String line) {
        int equals = line.indexOf('=');
        if (equals < 1) {
            problems.add("a property is no name=value");
        } else {
            property(
                    line.substring(0, equals).trim(), line.substring(equals + 1).trim());
        }
    }

    public void property(String name, String value) {
        properties.put(name, value);
    }

    /** The same for the same options, and for no others; tells nothing of what they are. */
    public String fingerprint() {
        StringBuilder all = new StringBuilder();
        for (Map<String, String> some : List.of(texts, properties)) {
            all.append(some.size()).append('\n');
            new TreeMap<>(some).forEach((name, text) -> {
                add(name, all);
                add(text, all);
            });
        }
        problems.forEach(problem -> add(problem, all));
        try {
            byte[] bytes = all.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** With its length, or the end of one could be taken for the beginning of another. */
    private static void add(String text, StringBuilder to) {
        to.append(text.length()).append(':').append(text);
    }

    /**
     * @param environment variables, which say how brokers are reached, as {@link Security#fromEnvironment} reads them
     * @throws ConfigurationException naming every option that cannot work
     */
    public LogShipperBuilder builder(Map<String, String> environment) {
        LogShipperBuilder builder = LogShipper.to(texts.getOrDefault("brokers", "localhost:9092"));
        Optional<Security> security = Security.fromEnvironment(environment);
        security.ifPresent(builder::security);
        text("topic", builder::topic);
        text("service", builder::service);
        text("version", builder::version);
        text("environment", builder::environment);
        text("dataset", builder::dataset);
        text("instance", builder::instance);
        text("key", builder::key);
        text("worker", text -> worker(builder, whole("worker", text)));
        text("format", text -> one(LogFormat.class, "format", text).ifPresent(builder::format));
        text("policy", text -> one(DropPolicy.class, "policy", text).ifPresent(builder::policy));
        text("records", text -> builder.records(whole("records", text)));
        text("bytes", text -> builder.bytes(large("bytes", text)));
        text("messageBytes", text -> builder.messageBytes(whole("messageBytes", text)));
        text("stackBytes", text -> builder.stackBytes(whole("stackBytes", text)));
        text("fieldBytes", text -> builder.fieldBytes(whole("fieldBytes", text)));
        text("recordBytes", text -> builder.recordBytes(whole("recordBytes", text)));
        text("reserve", text -> builder.reserve(share("reserve", text)));
        text("waitAtMost", text -> builder.waitAtMost(duration("waitAtMost", text)));
        text("drainWithin", text -> builder.drainWithin(duration("drainWithin", text)));
        text("drainAtExit", text -> builder.drainAtExit(truth("drainAtExit", text)));
        text("admit", text -> builder.admit(list(text).toArray(String[]::new)));
        text("fallbackAfter", text -> builder.fallbackAfter(duration("fallbackAfter", text)));
        text("fallback", text -> fallback(builder, text));
        text("spill", text -> path("spill", text).ifPresent(builder::spill));
        text("spillBytes", text -> builder.spillBytes(large("spillBytes", text)));
        redaction(builder);
        properties.forEach(builder::property);
        if (!problems.isEmpty()) {
            throw new ConfigurationException("log shipper", problems);
        }
        return builder;
    }

    private void text(String option, Consumer<String> use) {
        String text = texts.get(option);
        if (text != null) {
            use.accept(text);
        }
    }

    private void worker(LogShipperBuilder builder, int number) {
        String partitions = texts.get("workerPartitions");
        if (partitions == null) {
            builder.worker(number);
        } else {
            int many = whole("workerPartitions", partitions);
            if (problems.isEmpty()) {
                builder.workerModulo(number, many);
            }
        }
    }

    private void redaction(LogShipperBuilder builder) {
        Redaction redaction = Redaction.standard();
        String keep = texts.get("keepOnly");
        if (keep != null) {
            redaction = redaction.keepOnly(list(keep));
        }
        String mask = texts.get("mask");
        if (mask != null) {
            redaction = redaction.mask(list(mask));
        }
        String pattern = texts.get("maskMatching");
        if (pattern != null) {
            try {
                redaction = redaction.maskMatching(Pattern.compile(pattern));
            } catch (PatternSyntaxException e) {
                problems.add("maskMatching is no regular expression: " + e.getDescription());
            }
        }
        builder.redaction(redaction);
    }

    /** {@code stderr}, {@code none}, or a file that is added to. */
    private void fallback(LogShipperBuilder builder, String text) {
        if (text.equalsIgnoreCase("none")) {
            builder.noFallback();
        } else if (!text.equalsIgnoreCase("stderr")) {
            path("fallback", text).ifPresent(builder::fallback);
        }
    }

    private Optional<Path> path(String option, String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            problems.add(option + " is '" + text + "', which is no path");
            return Optional.empty();
        }
    }

    private static List<String> list(String text) {
        return List.of(text.split("\\s*,\\s*"));
    }

    private int whole(String option, String text) {
        long number = large(option, text);
        if ((int) number != number) {
            problems.add(option + " is '" + text + "', must be at most " + Integer.MAX_VALUE);
            return 0;
        }
        return (int) number;
    }

    private long large(String option, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            problems.add(option + " is '" + text + "', must be a whole number");
            return 0;
        }
    }

    private boolean truth(String option, String text) {
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            problems.add(option + " is '" + text + "', must be true or false");
        }
        return text.equalsIgnoreCase("true");
    }

    private double share(String option, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            problems.add(option + " is '" + text + "', must be a number such as 0.2");
            return 0;
        }
    }

    /** {@code 500 ms}, {@code 5 s}, {@code 2 min}, or {@code PT5S}. */
    private Duration duration(String option, String text) {
        String plain = text.toLowerCase(Locale.ROOT).replace(" ", "");
        try {
            if (plain.startsWith("pt") || plain.startsWith("p")) {
                return Duration.parse(plain);
            }
            String unit = plain.replaceFirst("^\\d+", "");
            long number = Long.parseLong(plain.substring(0, plain.length() - unit.length()));
            switch (unit) {
                case "ms" -> {
                    return Duration.ofMillis(number);
                }
                case "s" -> {
                    return Duration.ofSeconds(number);
                }
                case "min" -> {
                    return Duration.ofMinutes(number);
                }
                default -> {
                    // told below
                }
            }
        } catch (NumberFormatException | DateTimeParseException | ArithmeticException e) {
            // told below
        }
        problems.add(option + " is '" + text + "', must be a time such as 500 ms, 5 s, 2 min or PT5S");
        return Duration.ZERO;
    }

    private <E extends Enum<E>> Optional<E> one(Class<E> type, String option, String text) {
        try {
            return Optional.of(Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_')));
        } catch (IllegalArgumentException e) {
            problems.add(option + " is '" + text + "', must be one of " + List.of(type.getEnumConstants()));
            return Optional.empty();
        }
    }
}
