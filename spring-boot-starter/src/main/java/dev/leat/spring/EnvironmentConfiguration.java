package dev.leat.spring;

import dev.leat.listener.Configuration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;

/**
 * Spring's environment, as listeners ask it. What begins with {@code leat} is found however it is spelt: in camel case, as a variable of the system, with
 * brackets around a part that has dots, such as a group's id. All such names are collected once, since a name with dots cannot be asked for otherwise, and are
 * told as they were asked for, so that both sides mean the same. For one thread, as long as listeners are built.
 */
final class EnvironmentConfiguration implements Configuration {
    private static final ConfigurationPropertyName LEAT = ConfigurationPropertyName.of("leat");

    private final Environment environment;
    private final Binder binder;
    private final List<ConfigurationPropertySource> sources = new ArrayList<>();
    /** By what is the same in all spellings of a name; of several sources the first, which wins. */
    private final Map<String, Found> ours = new LinkedHashMap<>();

    private final Map<String, String> asked = new HashMap<>();

    /** @param written with its capitals and underscores, which names of settings for plug-ins may have */
    private record Found(String written, ConfigurationPropertyName name, boolean isList) {}

    EnvironmentConfiguration(Environment environment) {
        this.environment = environment;
        this.binder = Binder.get(environment);
        ConfigurationPropertySources.get(environment).forEach(sources::add);
        for (ConfigurationPropertySource source : sources) {
            if (source instanceof IterableConfigurationPropertySource names) {
                names.stream().filter(LEAT::isAncestorOf).forEach(this::note);
            }
        }
    }

    private void note(ConfigurationPropertyName full) {
        boolean isList = full.isLastElementIndexed() && full.isNumericIndex(full.getNumberOfElements() - 1);
        ConfigurationPropertyName name = isList ? full.getParent() : full;
        StringBuilder written = new StringBuilder();
        for (int i = 0; i < name.getNumberOfElements(); i++) {
            written.append(i == 0 ? "" : ".").append(name.getElement(i, Form.ORIGINAL));
        }
        ours.putIfAbsent(flat(written.toString()), new Found(written.toString(), name, isList));
    }

    /** The same for all spellings. */
    private static String flat(String name) {
        StringBuilder flat = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char each = name.charAt(i);
            if (each == '[') {
                flat.append('.');
            } else if (each != ']' && each != '-' && each != '_') {
                flat.append(Character.toLowerCase(each));
            }
        }
        return flat.toString();
    }

    private static boolean isOurs(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith("leat.");
    }

    @Override
    public Optional<String> value(String name) {
        if (!isOurs(name)) {
            return Optional.ofNullable(environment.getProperty(name));
        }
        asked.put(flat(name), name);
        Found found = ours.get(flat(name));
        if (found == null) {
            return Optional.ofNullable(environment.getProperty(name)); // of a source that cannot list its names
        }
        if (found.isList()) {
            return Optional.of(String.join(
                    ",",
                    binder.bind(found.name(), Bindable.listOf(String.class)).orElse(List.of())));
        }
        return Optional.ofNullable(
                binder.bind(found.name(), Bindable.of(String.class)).orElse(null));
    }

    @Override
    public Set<String> names(String prefix) {
        String flatPrefix = flat(prefix);
        Set<String> names = new LinkedHashSet<>();
        ours.forEach((flat, found) -> {
            if (flat.startsWith(flatPrefix)) {
                String known = asked.get(flat);
                names.add(
                        known != null && known.startsWith(prefix)
                                ? known
                                : prefix + rest(found.written(), flatPrefix.length()));
            }
        });
        return names;
    }

    /** What follows after so many characters that count. */
    private static String rest(String written, int flatLength) {
        int at = 0;
        while (flat(written.substring(0, at)).length() < flatLength) {
            at++;
        }
        return written.substring(at);
    }

    @Override
    public String origin(String name) {
        Found found = ours.get(flat(name));
        ConfigurationPropertyName property = found == null ? ConfigurationPropertyName.adapt(name, '.') : found.name();
        if (found != null && found.isList()) {
            property = property.append("[0]");
        }
        for (ConfigurationPropertySource source : sources) {
            ConfigurationProperty value = source.getConfigurationProperty(property);
            if (value != null) {
                return value.getOrigin() == null
                        ? String.valueOf(source.getUnderlyingSource())
                        : value.getOrigin().toString();
            }
        }
        return "the environment";
    }
}
