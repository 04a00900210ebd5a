package dev.leat.embedded;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which threads a broker left behind. */
final class BrokerThreads {
    /** Of libraries, one or two for the whole JVM, not one per broker. */
    private static final List<String> STRAGGLERS =
            List.of("metrics-meter-tick-thread", "process reaper", "Cleaner-", "CompletableFutureDelayScheduler");

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private BrokerThreads() {}

    static Set<Thread> now() {
        return Thread.getAllStackTraces().keySet();
    }

    /** Names of threads that are new, after giving those that are ending time to end. */
    static Collection<String> since(Set<Thread> before) throws InterruptedException {
        var deadline = Deadline.in(PATIENCE);
        for (var thread : fresh(before)) {
            thread.join(Math.max(1, deadline.remaining().toMillis()));
        }
        return fresh(before).stream().map(Thread::getName).collect(Collectors.toList());
    }

    private static List<Thread> fresh(Set<Thread> before) {
        return now().stream()
                .filter(thread -> thread.isAlive() && !before.contains(thread))
                .filter(thread -> STRAGGLERS.stream().noneMatch(thread.getName()::startsWith))
                .toList();
    }
}
