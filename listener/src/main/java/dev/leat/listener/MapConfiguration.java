package dev.leat.listener;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A configuration that is known as a whole. */
record MapConfiguration(Map<String, String> values, String origin) implements Configuration {
    @Override
    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    @Override
    public Set<String> names(String prefix) {
        return values.keySet().stream().filter(name -> name.startsWith(prefix)).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String origin(String name) {
        return origin;
    }
}
