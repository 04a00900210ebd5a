package dev.leat.listener;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.core.ProducerBuilder;
import dev.leat.core.SendFailureListener;
import dev.leat.core.Serde;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One producer for each name, of bytes; others are views of it. Thread-safe. */
final class NamedProducers {
    private final NamedSettings names;
    private final Supplier<Producer<byte[], byte[]>> makeDefault;
    private final Map<String, Producer<byte[], byte[]>> open = new LinkedHashMap<>(); // guarded by this
    private boolean closed; // guarded by this

    private NamedProducers(NamedSettings names, Supplier<Producer<byte[], byte[]>> makeDefault) {
        this.names = names;
        this.makeDefault = makeDefault;
    }

    /** Makes all that are named; the default one, if it is not, when somebody asks for it. What cannot be made is a problem. */
    static NamedProducers open(
            Leat leat,
            NamedSettings names,
            Map<String, Map<String, Object>> all,
            @Nullable SendFailureListener failures,
            List<String> problems) {
        NamedProducers producers = new NamedProducers(names, () -> make(leat, Map.of(), failures));
        all.forEach((name, settings) -> {
            try {
                producers.add(name, make(leat, settings, failures));
            } catch (ConfigurationException e) {
                problems.addAll(names.named(name, e.problems()));
            }
        });
        return producers;
    }

    private static Producer<byte[], byte[]> make(
            Leat leat, Map<String, Object> settings, @Nullable SendFailureListener failures) {
        ProducerBuilder<byte[], byte[]> builder = leat.producer(Serde.bytes()).keys(Serde.bytes());
        settings.forEach(builder::property);
        if (failures != null) {
            builder.onFailure(failures);
        }
        return builder.build();
    }

    private synchronized void add(String name, Producer<byte[], byte[]> producer) {
        open.put(name, producer);
    }

    synchronized Producer<byte[], byte[]> find(String name) {
        if (closed) {
            throw new IllegalStateException("the clients are closed; make new ones");
        }
        Producer<byte[], byte[]> producer = open.get(name);
        if (producer == null && name.equals(KafkaClients.DEFAULT)) {
            producer = makeDefault.get();
            open.put(name, producer);
        }
        if (producer == null) {
            throw KafkaClients.unknown(names.kind(), name, names(), names.block());
        }
        return producer;
    }

    synchronized Set<String> names() {
        Set<String> all = new TreeSet<>(open.keySet());
        all.add(KafkaClients.DEFAULT);
        return all;
    }

    void close(Supplier<Duration> left) {
        List<Producer<byte[], byte[]>> closing;
        synchronized (this) {
            closed = true;
            closing = List.copyOf(open.values());
            open.clear();
        }
        closing.forEach(producer -> KafkaClients.close("a producer", () -> producer.close(left.get())));
    }
}
