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
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Spring's environment, as listeners ask it. What begins with {@code leat} is found however it is spelt: in camel case, as a variable of the system, with
 * brackets around a part that has dots, such as a group's id. All such names are collected once, since a name with dots cannot be asked for otherwise, and are
 * told as they were asked for, so that both sides mean the same. For one thread, as long as listeners are built.
 */
final class EnvironmentConfiguration implements Configuration {
    private static final ConfigurationPropertyName LEAT = ConfigurationPropertyName.of("leat");

    /** Behind these is a name of the application's own, which a variable can only say in capitals. */
    private static final List<String> CLIENTS = List.of("leat.producers.", "leat.admins.");

    private static final String SETTINGS = ".properties.";

    private final Environment environment;
    private final Binder binder;
    private final List<ConfigurationPropertySource> sources = new ArrayList<>();
    /** By what is the same in all spellings of a name; of several sources the first, which wins. */
    private final Map<String, Found> ours = new LinkedHashMap<>();

    /** Variables of the system, by their names: {@code _} stands for a dash as well as for a dot. */
    private final Map<String, Found> variables = new LinkedHashMap<>();

    private final Map<String, String> asked = new HashMap<>();

    /**
     * @param written with its capitals and underscores, which names of settings for plug-ins may have
     * @param rank the place of its source, of which the first wins
     */
    private record Found(String written, ConfigurationPropertyName name, boolean isList, boolean isVariable, int rank) {
        Found as(String other) {
            return new Found(other, name, isList, isVariable, rank);
        }
    }

    EnvironmentConfiguration(Environment environment) {
        this.environment = environment;
        this.binder = Binder.get(environment);
        ConfigurationPropertySources.get(environment).forEach(sources::add);
        List<Found> all = new ArrayList<>();
        for (ConfigurationPropertySource source : sources) {
            if (source instanceof IterableConfigurationPropertySource names) {
                boolean isVariable = source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
                int rank = all.size();
                names.stream()
                        .filter(LEAT::isAncestorOf)
                        .map(name -> found(name, isVariable, rank))
                        .forEach(all::add);
            }
        }
        all.stream()
                .filter(found -> !found.isVariable())
                .forEach(found -> ours.putIfAbsent(flat(found.written()), found));
        Set<String> clients = clients();
        all.stream()
                .filter(Found::isVariable)
                .map(found -> spelled(found, clients))
                .forEach(found -> {
                    ours.merge(flat(found.written()), found, EnvironmentConfiguration::first);
                    variables.putIfAbsent(variable(found.written()), found);
                });
    }

    private static Found found(ConfigurationPropertyName full, boolean isVariable, int rank) {
        boolean isList = full.isLastElementIndexed() && full.isNumericIndex(full.getNumberOfElements() - 1);
        ConfigurationPropertyName name = isList ? full.getParent() : full;
        StringBuilder written = new StringBuilder();
        for (int i = 0; i < name.getNumberOfElements(); i++) {
            written.append(i == 0 ? "" : ".").append(name.getElement(i, Form.ORIGINAL));
        }
        return new Found(written.toString(), name, isList, isVariable, rank);
    }

    private static @Nullable Found first(@Nullable Found one, @Nullable Found other) {
        return one == null || (other != null && other.rank() < one.rank()) ? other : one;
    }

    /** How names of clients' settings begin, as they are spelt elsewhere than in variables. */
    private Set<String> clients() {
        Set<String> beginnings = new TreeSet<>();
        for (Found found : ours.values()) {
            int end = found.written().indexOf(SETTINGS);
            if (end > 0 && CLIENTS.stream().anyMatch(found.written()::startsWith)) {
                beginnings.add(found.written().substring(0, end + SETTINGS.length()));
            }
        }
        return beginnings;
    }

    /** A variable says a client's name in capitals, and without dashes: the spelling is the one of the file, say, that has it too. */
    private static Found spelled(Found variable, Set<String> clients) {
        String written = variable.written();
        for (String client : clients) {
            if (variable(written).startsWith(variable(client))) {
                return variable.as(client + written.substring(client.length()));
            }
            if (flat(written).startsWith(flat(client))) {
                return variable.as(client + rest(written, flat(client).length()));
            }
        }
        return variable;
    }

    private static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** What was found of that name, however it is spelled. */
    private @Nullable Found find(String name) {
        return first(ours.get(flat(name)), variables.get(variable(name)));
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
        asked.put(variable(name), name);
        Found found = find(name);
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

    /** Of all that begin with {@code leat} without variables: those may well be of another, such as of a service that is called like that. */
    @Override
    public Set<String> names(String prefix) {
        String flatPrefix = flat(prefix);
        Set<String> names = new LinkedHashSet<>();
        ours.forEach((flat, found) -> {
            boolean isSpelled = flat.startsWith(flatPrefix);
            boolean isVariable = found.isVariable() && variable(found.written()).startsWith(variable(prefix));
            if ((isSpelled || isVariable) && !(found.isVariable() && prefix.equals("leat."))) {
                String known =
                        asked.getOrDefault(flat, found.isVariable() ? asked.get(variable(found.written())) : null);
                names.add(
                        known != null && known.startsWith(prefix)
                                ? known
                                : prefix
                                        + (isSpelled
                                                ? rest(found.written(), flatPrefix.length())
                                                : found.written().substring(prefix.length())));
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
        Found found = find(name);
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
