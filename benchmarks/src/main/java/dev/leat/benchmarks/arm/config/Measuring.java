package dev.leat.benchmarks.arm.config;

import dev.leat.benchmarks.arm.ForeignLoad;
import dev.leat.config.ConfigStore;
import dev.leat.config.ConfigTopic;
import dev.leat.core.Leat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;

/** Does what a {@link ConfigRun} asks for. */
final class Measuring {
    /** Longer than workers wait for work before they end. */
    private static final long IDLE_SECONDS = 13;
    /** In a topic that was filled. */
    private static final int NAMESPACES = 20;
    /** Between versions, drawn anew each time, so that they do not come in step with anything. */
    private static final int LONGEST_PAUSE_MILLIS = 40;

    private final ConfigRun run;

    Measuring(ConfigRun run) {
        this.run = run;
    }

    ConfigResult result() throws InterruptedException {
        return switch (run.kind()) {
            case START -> starts(); // what looks at the load would warm up the JVM
            case PROPAGATION -> besideOthers(this::propagation);
            case PUBLISH -> besideOthers(this::publications);
            case THREADS -> besideOthers(this::threads);
        };
    }

    private interface Part {
        ConfigResult run() throws InterruptedException;
    }

    private ConfigResult besideOthers(Part part) throws InterruptedException {
        ForeignLoad load = ForeignLoad.beside(run.brokerPid());
        Optional<Double> before = load.coreSeconds();
        long from = System.nanoTime();
        ConfigResult result = part.run();
        double seconds = (System.nanoTime() - from) / 1e9;
        Optional<Double> after = load.coreSeconds();
        return result.beside(
                before.isEmpty() || after.isEmpty() ? null : Math.max(0, (after.get() - before.get()) / seconds));
    }

    private ConfigResult propagation() throws InterruptedException {
        List<Double> toAll = new ArrayList<>();
        List<Double> toEach = new ArrayList<>();
        List<Double> publish = new ArrayList<>();
        Random pauses = new Random(1);
        Seen seen = new Seen(run.instances());
        try (Fleet fleet = Fleet.of(run, seen)) {
            for (int index = 0; index < run.instances(); index++) {
                fleet.add();
            }
            for (int number = 1; number <= run.warmUps() + run.measured(); number++) {
                TimeUnit.MILLISECONDS.sleep(pauses.nextInt(LONGEST_PAUSE_MILLIS));
                seen.expect(number);
                long begun = System.nanoTime();
                fleet.publish(number);
                long published = System.nanoTime();
                seen.await();
                if (number > run.warmUps()) {
                    publish.add(millis(published - begun));
                    toAll.add(millis(addEach(seen, begun, toEach) - begun));
                }
            }
        }
        return ConfigResult.propagation(toAll, toEach, publish);
    }

    /** When the last one had it. */
    private long addEach(Seen seen, long begun, List<Double> toEach) {
        long last = begun;
        for (int index = 0; index < run.instances(); index++) {
            long nanos = seen.nanos(index);
            long took = seen.took(index);
            toEach.add(millis(took == 0 ? nanos - begun : took));
            last = Math.max(last, nanos);
        }
        return last;
    }

    private ConfigResult publications() {
        List<Double> publish = new ArrayList<>();
        try (LeatFleet fleet = new LeatFleet(run, new Seen(0))) {
            for (int number = 1; number <= run.measured(); number++) {
                long begun = System.nanoTime();
                fleet.publish("rules-" + number % NAMESPACES, number);
                publish.add(millis(System.nanoTime() - begun));
            }
        }
        return ConfigResult.published(publish);
    }

    private ConfigResult starts() throws InterruptedException {
        double first = start();
        List<Double> later = new ArrayList<>();
        for (int number = 1; number <= run.warmUps() + run.measured(); number++) {
            double millis = start();
            if (number > run.warmUps()) {
                later.add(millis);
            }
        }
        return ConfigResult.starts(first, later);
    }

    private double start() throws InterruptedException {
        long begun = System.nanoTime();
        if (run.way() == Way.LEAT) {
            try (Leat leat = Leat.create(run.brokers())) {
                ConfigStore store =
                        ConfigStore.on(leat).topic(ConfigTopic.of(run.topic())).build();
                var config =
                        store.live(LeatFleet.NAMESPACE, Map.of("number", 0)).build();
                boolean isRead = store.start();
                double millis = millis(System.nanoTime() - begun);
                if (!isRead || config.snapshot().version() == 0) {
                    throw new IllegalStateException("it has started without what is published");
                }
                return millis;
            }
        }
        try (Consumer<byte[], byte[]> consumer = RawReading.open(run)) {
            RawReading.toEnd(consumer, run.topic());
            return millis(System.nanoTime() - begun);
        }
    }

    private ConfigResult threads() throws InterruptedException {
        try (Fleet fleet = Fleet.of(run, new Seen(run.instances()))) {
            fleet.add();
            TimeUnit.SECONDS.sleep(IDLE_SECONDS);
            Map<String, Integer> ofOne = threadsByName();
            for (int index = 1; index < run.instances(); index++) {
                fleet.add();
            }
            TimeUnit.SECONDS.sleep(IDLE_SECONDS);
            return ConfigResult.threads(ofOne, threadsByName());
        }
    }

    private static Map<String, Integer> threadsByName() {
        Map<String, Integer> all = new TreeMap<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            all.merge(thread.getName().replaceAll("[a-z]*-?\\d+", "N"), 1, Integer::sum);
        }
        return all;
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 1e3) / 1e3;
    }
}
