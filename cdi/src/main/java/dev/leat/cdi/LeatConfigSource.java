package dev.leat.cdi;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Live configuration in MicroProfile Config: the values of {@code leat.config.namespaces} under flat names, as they are when they are asked for. Found by MicroProfile Config itself. Without
 * values until {@link LeatExtension} has read them, which it does before what is injected by {@code @ConfigProperty} is checked; keeps what it has when the application ends. Never fails. From any
 * thread.
 *
 * <p>Its ordinal is 270, above files and below variables and system properties. The system property {@code leat.config.ordinal}, or the variable {@code LEAT_CONFIG_ORDINAL}, gives it another;
 * nothing else may, since sources are put in their order before any of them is asked.
 *
 * @since 0.1
 */
public final class LeatConfigSource implements ConfigSource {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.cdi");
    private static final int ORDINAL = 270;

    private final int ordinal =
            ordinal(System.getProperty("leat.config.ordinal", System.getenv("LEAT_CONFIG_ORDINAL")));
    private volatile Supplier<Map<String, String>> values = Map::of;

    /** For MicroProfile Config. */
    public LeatConfigSource() {}

    private static int ordinal(@Nullable String text) {
        try {
            return text == null ? ORDINAL : Integer.parseInt(text.trim());
        } catch (NumberFormatException e) {
            LOG.warn("leat.config.ordinal={} is no whole number, going on with {}", text, ORDINAL);
            return ORDINAL;
        }
    }

    /** From now on it has these. */
    void has(Supplier<Map<String, String>> live) {
        values = live;
    }

    @Override
    public Map<String, String> getProperties() {
        return values.get();
    }

    @Override
    public Set<String> getPropertyNames() {
        return values.get().keySet();
    }

    @Override
    public @Nullable String getValue(String name) {
        return values.get().get(name);
    }

    @Override
    public int getOrdinal() {
        return ordinal;
    }

    @Override
    public String getName() {
        return "live configuration";
    }
}
