package dev.leat.cdi;

import dev.leat.listener.Configuration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** MicroProfile's configuration, where there is one. The only class that knows it, but for {@link LeatConfigSource}. */
final class MicroProfileConfiguration implements Configuration {
    private final Config config = ConfigProvider.getConfig();

    /** Its API may be on the class path without anything behind it. */
    static boolean isThere() {
        try {
            return ConfigProvider.getConfig() != null;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** Ours among its sources; empty if the application has put them together itself, without ours. */
    static Optional<LeatConfigSource> source() {
        return StreamSupport.stream(
                        ConfigProvider.getConfig().getConfigSources().spliterator(), false)
                .filter(LeatConfigSource.class::isInstance)
                .map(LeatConfigSource.class::cast)
                .findFirst();
    }

    @Override
    public Optional<String> value(String name) {
        return config.getOptionalValue(name, String.class);
    }

    @Override
    public Set<String> names(String prefix) {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith(prefix))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String origin(String name) {
        return Optional.ofNullable(config.getConfigValue(name).getSourceName()).orElse("MicroProfile Config");
    }
}
