package dev.leat.core;

import dev.leat.core.StartupReport.Source;
import dev.leat.core.internal.Bounds;
import dev.leat.core.internal.ConsumerSource;
import dev.leat.core.internal.Deadlines;
import dev.leat.core.internal.EngineSettings;
import dev.leat.core.internal.Journal;
import dev.leat.core.internal.Notices;
import dev.leat.core.internal.Origin;
import dev.leat.core.internal.Sources;
import dev.leat.core.internal.VirtualThreads;
import dev.leat.core.internal.WatchdogOrders;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What groups and tails have in common: how records are handled, and what follows. The builders' notepad; for one thread. */
final class ConsumerOptions {
    private static final int POLL_RECORDS = 2_000;

    private final String label;
    private final Surroundings surroundings;
    private final KafkaProperties connection;
    private final DeadLetterProducer deadLetterProducer;
    private final TransactionOptions transactions;

    private final Routing routing = new Routing();
    private final List<String> problems = new ArrayList<>();
    private final Set<String> given = new HashSet<>(); // options that were set, by their names in the report
    private KafkaProperties properties = KafkaProperties.NONE;
    private Ordering ordering = Ordering.PARTITION;
    private int concurrency = 1;
    private boolean virtualThreads;
    private final FailureOptions failures = new FailureOptions(given);
    private Bounds bounds = Bounds.DEFAULT;
    private Duration commitInterval = Duration.ofSeconds(1);
    private boolean completionMap = true;
    private Duration drain = Duration.ofSeconds(30);
    private final List<Interceptor> interceptors = new ArrayList<>();
    private @Nullable Predicate<ConsumerRecord<byte[], byte[]>> filter;
    private @Nullable Duration timeout;
    private Duration stallsAfter = Duration.ofMinutes(5);
    private Stalled stalled = Stalled.REPORT;
    private final List<GroupStateListener> stateListeners = new ArrayList<>();
    private final List<Runnable> hooks = new ArrayList<>();
    private final List<Messages<?, ?>> messages = new ArrayList<>();

    /** @param label by which it goes in logs, in the names of threads and for interceptors */
    ConsumerOptions(
            String label,
            Surroundings surroundings,
            KafkaProperties connection,
            DeadLetterProducer deadLetterProducer,
            Shared shared) {
        this.label = label;
        this.surroundings = surroundings;
        this.connection = connection;
        this.deadLetterProducer = deadLetterProducer;
        this.transactions = new TransactionOptions(label, surroundings, shared);
        interceptors.addAll(shared.aroundHandlers());
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Routing routing() {
        return routing;
    }

    /** Of this group or tail alone. */
    KafkaProperties ownProperties() {
        return properties;
    }

    KafkaProperties properties() {
        return connection.with(properties);
    }

    Duration drain() {
        return drain;
    }

    /** Without what makes it a group's. */
    Map<String, Object> consumerProperties() {
        Map<String, Object> all = properties().forClient(KafkaProperties.Client.CONSUMER);
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, offsetReset().forKafka());
        // The loop hands records over instead of handling them, so long polls delay nothing, and cost less for each
        // record.
        all.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Math.min(POLL_RECORDS, bounds.records()));
        transactions.addTo(all);
        // A misspelt topic shall not come into being because someone asked for it.
        all.putIfAbsent(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return all;
    }

    OffsetReset offsetReset() {
        return OffsetReset.of(properties().values().get(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG));
    }

    void ordering(Ordering ordering) {
        given.add("ordering");
        this.ordering = ordering;
    }

    void concurrency(int handlers) {
        given.add("concurrency");
        this.concurrency = handlers;
    }

    void virtualThreads() {
        given.add("threads");
        this.virtualThreads = true;
    }

    FailureOptions failures() {
        return failures;
    }

    void maxUnfinished(int records, long bytes) {
        given.add("maxUnfinishedRecords");
        given.add("maxUnfinishedBytes");
        this.bounds = new Bounds(records, bytes, bounds.offsets());
    }

    void commitInterval(Duration interval) {
        given.add("commitInterval");
        this.commitInterval = interval;
    }

    void completionMap(boolean carried) {
        given.add("completionMap");
        this.completionMap = carried;
    }

    void drain(Duration atMost) {
        given.add("drain");
        this.drain = atMost;
    }

    void timeout(Duration longest) {
        given.add("timeout");
        this.timeout = longest;
    }

    void watchdog(Duration after, Stalled action) {
        given.add("watchdog");
        this.stallsAfter = after;
        this.stalled = action;
    }

    void interceptor(Interceptor interceptor) {
        interceptors.add(interceptor);
    }

    void filter(Predicate<ConsumerRecord<byte[], byte[]>> passes) {
        this.filter = filter == null ? passes : filter.and(passes);
    }

    void property(String key, Object value) {
        properties = properties.with(key, value);
    }

    void checkDeadline(Topics topics, Duration deadline) {
        if (deadline.isNegative() || deadline.isZero()) {
            problems.add("the deadline for acknowledgements of " + topics + " is " + deadline
                    + ", must be longer than zero");
        }
    }

    /** One sentence for each option that cannot work. */
    List<String> problems(String where) {
        List<String> found = new ArrayList<>(problems);
        found.addAll(routing.problems());
        addProblems(found);
        found.addAll(connection.contradictions(properties));
        try {
            properties.validate(where);
        } catch (ConfigurationException e) {
            found.addAll(e.problems());
        }
        return found;
    }

    private void addProblems(List<String> found) {
        failures.addProblems(routing, found);
        transactions.addProblems(routing, ordering, properties(), found);
        if (concurrency < 1) {
            found.add("concurrency is " + concurrency + ", must be 1 or more");
        }
        if (virtualThreads && !VirtualThreads.available()) {
            found.add("virtualThreads needs Java 21, this is Java "
                    + Runtime.version().feature() + "; leave it out or run on a newer one");
        }
        if (bounds.records() < 1 || bounds.bytes() < 1) {
            found.add("maxUnfinished is " + bounds.records() + " records and " + bounds.bytes()
                    + " bytes, both must be 1 or more");
        }
        if (commitInterval.isNegative() || commitInterval.isZero()) {
            found.add("commitInterval is " + commitInterval + ", must be longer than zero");
        }
        if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
            found.add("timeout is " + timeout + ", must be longer than zero");
        }
        if (stallsAfter.isNegative() || stallsAfter.isZero()) {
            found.add("watchdog looks after " + stallsAfter + ", must be longer than zero");
        }
        if (drain.isNegative()) {
            found.add("drain is " + drain + ", must not be negative");
        }
        addProblemsOfRepeats(found);
    }

    /** The inner one of two that are the same would wait for the outer one, for ever. */
    private void addProblemsOfRepeats(List<String> found) {
        List<Interceptor> guards =
                interceptors.stream().filter(Deduplication.class::isInstance).toList();
        if (new HashSet<>(guards).size() < guards.size()) {
            found.add("a Deduplication is among its interceptors twice; add it once");
        }
    }

    /**
     * @param sources of the routing, given what is around all handlers, and where topics begin that do not say it
     * @param sessionTimeout empty if nobody takes partitions away
     */
    EngineSettings settings(
            BiFunction<Around, Origin, Sources> sources, Optional<Duration> sessionTimeout, ConsumerSource source) {
        Journal journal = new Journal(label);
        Deadlines deadlines = new Deadlines(surroundings);
        Around around = new Around(
                label, List.copyOf(interceptors), surroundings.interceptor(), filter, timeout, deadlines, journal);
        return new EngineSettings(
                label,
                ordering,
                concurrency,
                virtualThreads,
                sources.apply(around, offsetReset().origin()),
                failures.policy(),
                failures.lastResort().policy(),
                failures.deadLetters(deadLetterProducer, label),
                journal,
                deadlines,
                bounds,
                commitInterval,
                completionMap,
                drain,
                sessionTimeout,
                new WatchdogOrders(stallsAfter, stalled == Stalled.RESTART),
                states(),
                List.copyOf(hooks),
                transactions.preparation(),
                source,
                surroundings);
    }

    private GroupStateListener states() {
        List<Messages<?, ?>> fetched = List.copyOf(messages);
        GroupStateListener listeners = stateListeners();
        return (from, to) -> {
            fetched.forEach(each -> each.closed(to == GroupState.CLOSED));
            listeners.stateChanged(from, to);
        };
    }

    private GroupStateListener stateListeners() {
        if (stateListeners.isEmpty()) {
            return (from, to) -> {};
        }
        List<GroupStateListener> all = List.copyOf(stateListeners);
        Notices<Transition> notices = new Notices<>(
                "leat-" + label + "-states",
                change -> all.forEach(listener -> listener.stateChanged(change.from, change.to)),
                surroundings);
        return (from, to) -> notices.report(new Transition(from, to));
    }

    private record Transition(GroupState from, GroupState to) {}

    void onStateChange(GroupStateListener listener) {
        stateListeners.add(listener);
    }

    /** The producers of the group's transactions, which it has from now on. */
    PartitionProducers transactions() {
        return transactions.producers(() -> properties().forClient(KafkaProperties.Client.PRODUCER));
    }

    <K, V> Messages<K, V> messages() {
        Messages<K, V> fetched = new Messages<>(surroundings);
        messages.add(fetched);
        return fetched;
    }

    void beforeStop(Runnable hook) {
        hooks.add(hook);
    }

    /** For the report. */
    GroupPlan plan() {
        String reset = ConsumerConfig.AUTO_OFFSET_RESET_CONFIG;
        Source resetBy = properties.values().containsKey(reset)
                ? Source.GROUP
                : connection.values().containsKey(reset) ? Source.CONNECTION : Source.DEFAULT;
        return new GroupPlan(
                label,
                routing.reported(offsetReset().origin(), resetBy),
                routing.partitions(),
                ordering,
                concurrency,
                virtualThreads,
                failures.policy(),
                failures.deadLetterTopic(),
                failures.lastResort(),
                timeout,
                stallsAfter,
                stalled,
                bounds,
                commitInterval,
                completionMap,
                drain,
                Set.copyOf(given),
                connection,
                properties);
    }
}
