package dev.leat.spring;

import dev.leat.config.Change;
import dev.leat.config.FlatValues;
import dev.leat.config.LiveConfig;
import dev.leat.config.Snapshot;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.EnumerablePropertySource;

/** The values of a namespace as properties, always those of one version. From any thread. */
final class LiveSource extends EnumerablePropertySource<LiveConfig<Map<String, Object>>> {
    private volatile Flat flat;
    /** What the application knows of. By one thread after the other, as changes come. */
    private Map<String, String> told;

    private record Flat(Snapshot<Map<String, Object>> of, Map<String, String> values) {}

    LiveSource(LiveConfig<Map<String, Object>> live) {
        super(name(live.namespace()), live);
        this.flat = flat(live.snapshot());
        this.told = flat.values();
    }

    static String name(String namespace) {
        return "live configuration '" + namespace + "'";
    }

    private static Flat flat(Snapshot<Map<String, Object>> snapshot) {
        return new Flat(snapshot, FlatValues.of(snapshot.value()));
    }

    @SuppressWarnings(
            "ReferenceEquality") // each snapshot is one object, and to compare the values of two costs more than to
    // make them flat
    private Map<String, String> values() {
        Snapshot<Map<String, Object>> now = getSource().snapshot();
        Flat known = flat;
        if (known.of() != now) {
            known = flat(now);
            flat = known;
        }
        return known.values();
    }

    @Override
    public @Nullable Object getProperty(String name) {
        return values().get(name);
    }

    @Override
    public boolean containsProperty(String name) {
        return values().containsKey(name);
    }

    @Override
    public String[] getPropertyNames() {
        return values().keySet().toArray(new String[0]);
    }

    /** What has changed since this was made, if anything, and whatever changes from now on. */
    void tell(Consumer<LeatConfigChanged> listener) {
        getSource().listen(change -> tell(change, listener));
    }

    private void tell(Change<Map<String, Object>> change, Consumer<LeatConfigChanged> listener) {
        Map<String, String> before = told;
        Map<String, String> after = FlatValues.of(change.after().value());
        Set<String> names = new HashSet<>(before.keySet());
        names.addAll(after.keySet());
        names.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
        told = after;
        if (!names.isEmpty()) {
            listener.accept(
                    new LeatConfigChanged(change.namespace(), change.after().version(), names));
        }
    }
}
