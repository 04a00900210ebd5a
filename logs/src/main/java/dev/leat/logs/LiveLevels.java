package dev.leat.logs;

import dev.leat.config.Change;
import dev.leat.config.ConfigStore;
import dev.leat.config.LiveConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Log levels as live configuration: a namespace with a member for each logger, such as {@code {"billing.Invoices": "DEBUG", "root": "WARN"}}. A version with a level that there is not is refused
 * before it is published and before it is applied. A logger that is no longer in it gets back what was configured for it when it first was. From any thread.
 *
 * <pre>{@code
 * LiveLevels.of(store, "log-levels", LogbackLevels.current());
 * store.start();
 * }</pre>
 *
 * @since 0.1
 */
public final class LiveLevels {
    private final LogLevels levels;
    private final LiveConfig<Map<String, Object>> config;
    /** What loggers had before. Listeners are called one after the other. */
    private final Map<String, Optional<String>> configured = new LinkedHashMap<>();

    private LiveLevels(ConfigStore store, String namespace, LogLevels levels) {
        this.levels = levels;
        this.config = store.live(namespace, Map.of()).check(this::problems).build();
        config.listen(this::apply);
    }

    /**
     * Sets levels as this namespace says, from the start of the store on.
     *
     * @throws dev.leat.core.ConfigurationException if the store has one of this namespace already
     */
    public static LiveLevels of(ConfigStore store, String namespace, LogLevels levels) {
        return new LiveLevels(store, namespace, levels);
    }

    /** What is in force, and which version that is. */
    public LiveConfig<Map<String, Object>> config() {
        return config;
    }

    private List<String> problems(Map<String, Object> wanted) {
        List<String> problems = new ArrayList<>();
        new TreeMap<>(wanted).forEach((logger, level) -> {
            if (logger.isBlank()) {
                problems.add("a logger has no name; the one above all is called " + LogLevels.ROOT);
            } else if (!(level instanceof String text) || !levels.names().contains(name(text))) {
                problems.add("the level of '" + logger + "' is '" + level + "', must be one of "
                        + String.join(", ", levels.names().stream().sorted().toList()));
            }
        });
        return problems;
    }

    private static String name(String level) {
        return level.trim().toUpperCase(Locale.ROOT);
    }

    private void apply(Change<Map<String, Object>> change) {
        Map<String, Object> wanted = change.after().value();
        configured.keySet().removeIf(logger -> {
            if (wanted.containsKey(logger)) {
                return false;
            }
            levels.level(logger, configured.getOrDefault(logger, Optional.empty()));
            return true;
        });
        wanted.forEach((logger, level) -> {
            configured.computeIfAbsent(logger, levels::level);
            levels.level(logger, Optional.of(name(String.valueOf(level))));
        });
    }
}
