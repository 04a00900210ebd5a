package dev.leat.cdi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigBuilder;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** As much of MicroProfile's configuration as is asked for here. */
record MapConfig(Map<String, String> values) implements Config {
    /** What stands behind {@code ConfigProvider}. */
    static class Resolver extends ConfigProviderResolver {
        private final Config config;

        Resolver(Map<String, String> values) {
            this.config = new MapConfig(values);
        }

        @Override
        public Config getConfig() {
            return config;
        }

        @Override
        public Config getConfig(ClassLoader loader) {
            return config;
        }

        @Override
        public ConfigBuilder getBuilder() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void registerConfig(Config config, ClassLoader loader) {}

        @Override
        public void releaseConfig(Config config) {}
    }

    private record Value(String getName, @Nullable String getValue) implements ConfigValue {
        @Override
        public @Nullable String getRawValue() {
            return getValue;
        }

        @Override
        public String getSourceName() {
            return "a map";
        }

        @Override
        public int getSourceOrdinal() {
            return 100;
        }
    }

    @Override
    public ConfigValue getConfigValue(String name) {
        return new Value(name, values.get(name));
    }

    @Override
    public <T> T getValue(String name, Class<T> type) {
        return getOptionalValue(name, type).orElseThrow();
    }

    @Override
    public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
        return Optional.ofNullable(values.get(name)).map(type::cast);
    }

    @Override
    public Iterable<String> getPropertyNames() {
        return values.keySet();
    }

    @Override
    public Iterable<ConfigSource> getConfigSources() {
        return List.of();
    }

    @Override
    public <T> Optional<Converter<T>> getConverter(Class<T> type) {
        return Optional.empty();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        throw new IllegalArgumentException(type.getName());
    }
}
