package dev.leat.listener;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One admin client for each name; the default one, if nothing is set for it, is made when somebody asks for it. Thread-safe. */
final class NamedAdmins {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.listener");

    private final Leat leat;
    private final NamedSettings names;
    private final Map<String, Map<String, Object>> settings;
    private final Map<String, Admin> open = new LinkedHashMap<>(); // guarded by this
    private boolean closed; // guarded by this

    NamedAdmins(Leat leat, NamedSettings names, Map<String, Map<String, Object>> settings) {
        this.leat = leat;
        this.names = names;
        this.settings = new LinkedHashMap<>(settings);
    }

    /** Makes all that are named. What cannot work is a problem; while the brokers' names cannot be looked up, it is tried again when somebody asks. */
    void open(List<String> problems) {
        settings.forEach((name, own) -> {
            try {
                leat.admin(own).ifPresent(admin -> add(name, admin));
            } catch (ConfigurationException e) {
                problems.addAll(names.named(name, e.problems()));
            } catch (KafkaException e) {
                LOG.warn("admin client '{}' cannot be made yet, trying again when it is asked for", name, e);
            }
        });
    }

    private synchronized void add(String name, Admin admin) {
        open.put(name, admin);
    }

    synchronized Admin find(String name) {
        if (closed) {
            throw new IllegalStateException("the clients are closed; make new ones");
        }
        Map<String, Object> own = settings.getOrDefault(name, Map.of());
        if (!names().contains(name)) {
            throw KafkaClients.unknown(names.kind(), name, names(), names.block());
        }
        return open.computeIfAbsent(
                name,
                unused -> leat.admin(own)
                        .orElseThrow(
                                () -> new IllegalStateException("there is no admin client here: the cluster cannot be"
                                        + " asked about itself, as on the test kit; use a real broker")));
    }

    Set<String> names() {
        Set<String> all = new TreeSet<>(settings.keySet());
        all.add(KafkaClients.DEFAULT);
        return all;
    }

    void close(Supplier<Duration> left) {
        List<Admin> closing;
        synchronized (this) {
            closed = true;
            closing = List.copyOf(open.values());
            open.clear();
        }
        closing.forEach(admin -> KafkaClients.close("an admin client", () -> admin.close(left.get())));
    }
}
