package dev.leat.config;

import dev.leat.core.Leat;
import dev.leat.testkit.TestKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An instance of an application: a process with a store, two namespaces and a folder that outlives it. */
final class StormInstance {
    static final List<String> NAMESPACES = List.of("orders", "limits");

    private final String name;
    private final Path folder;
    private final StormWriter writer;
    private final List<StormWatch> watches = new ArrayList<>();
    private boolean isDiskFull;

    private StormInstance(TestKafka kafka, int number, int life, Path folder) {
        this.name = "instance-" + number;
        this.folder = folder;
        List<StormRules.Kind> kinds = List.of(StormRules.Kind.values());
        StormRules.Kind kind = kinds.get(number % kinds.size());
        Leat leat = kafka.leat();
        boolean isKeeping = number % 4 != 3;
        ConfigStoreBuilder options = ConfigStore.on(leat)
                .topic(ConfigTopic.of(StormLedger.TOPIC))
                .instance(name)
                .author(name + "." + life)
                .startWithin(Duration.ofSeconds(1))
                .disk(this::replace);
        ConfigStore store = (isKeeping ? options.lastKnownGood(folder) : options).build();
        this.writer = new StormWriter(name + "." + life, leat, store);
        for (String namespace : NAMESPACES) {
            LiveConfig<StormRules> live = store.live(namespace, StormRules.class, StormRules.DEFAULTS)
                    .check(kind::problems)
                    .build();
            LastKnownGood file = isKeeping ? new LastKnownGood(folder, namespace, Disk.REAL) : null;
            long floor = file == null ? 0 : file.read().map(Revision::version).orElse(0L);
            watches.add(new StormWatch(leat.surroundings(), name, kind, live, file, floor));
        }
    }

    static StormInstance start(TestKafka kafka, int number, int life, Path folder) {
        StormInstance instance = new StormInstance(kafka, number, life, folder);
        try {
            var unused = instance.writer.store().start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return instance;
    }

    /** Without waiting for the platters, which the storm does not switch off. What a full disk has taken of it, it keeps. */
    private void replace(Path file, byte[] content) throws IOException {
        Files.createDirectories(folder);
        Path next = file.resolveSibling(file.getFileName() + ".new");
        if (isDiskFull) {
            Files.write(next, java.util.Arrays.copyOf(content, content.length / 2));
            throw new IOException("No space left on device");
        }
        Files.write(next, content);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    StormWriter writer() {
        return writer;
    }

    List<StormWatch> watches() {
        return watches;
    }

    boolean fillsDisk() {
        isDiskFull = !isDiskFull;
        return isDiskFull;
    }

    void calms() {
        isDiskFull = false;
        for (StormWatch watch : watches) {
            for (int i = 0; i < 3; i++) {
                watch.ear(i).calms();
            }
        }
    }

    void close() {
        writer.store().close();
        writer.leat().close();
    }

    void kill(TestKafka kafka) {
        kafka.kill(writer.leat());
        writer.killed();
    }

    void look(StormLedger ledger) {
        watches.forEach(watch -> watch.look(ledger));
    }

    void lookAtRest(StormLedger ledger) {
        watches.forEach(watch -> watch.lookAtRest(ledger));
    }

    @Override
    public String toString() {
        return name;
    }
}
