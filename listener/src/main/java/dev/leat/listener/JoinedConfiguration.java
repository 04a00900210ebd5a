package dev.leat.listener;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Two configurations, of which the first one wins. */
record JoinedConfiguration(Configuration first, Configuration second) implements Configuration {
    @Override
    public Optional<String> value(String name) {
        return first.value(name).or(() -> second.value(name));
    }

    @Override
    public Set<String> names(String prefix) {
        Set<String> all = new TreeSet<>(first.names(prefix));
        all.addAll(second.names(prefix));
        return all;
    }

    @Override
    public String origin(String name) {
        return (first.value(name).isPresent() ? first : second).origin(name);
    }
}
