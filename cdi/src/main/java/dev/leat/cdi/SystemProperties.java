package dev.leat.cdi;

import dev.leat.listener.Configuration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The system properties of the JVM, as they are when they are asked for. */
final class SystemProperties implements Configuration {
    @Override
    public Optional<String> value(String name) {
        return Optional.ofNullable(System.getProperty(name));
    }

    @Override
    public Set<String> names(String prefix) {
        return System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith(prefix))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String origin(String name) {
        return "system property";
    }
}
