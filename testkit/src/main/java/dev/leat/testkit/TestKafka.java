package dev.leat.testkit;

import dev.leat.core.Delivery;
import dev.leat.core.Leat;
import dev.leat.core.LeatBuilder;
import dev.leat.core.spi.Surroundings;
import dev.leat.testkit.internal.Broker;
import dev.leat.testkit.internal.SimulatedProcess;
import dev.leat.testkit.internal.Stops;
import dev.leat.testkit.internal.Turns;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Kafka without Kafka: the real engine of {@link Leat} on an in-memory log, with a clock that only the test moves.
 *
 * <pre>{@code
 * try (TestKafka kafka = TestKafka.create()) {
 *     List<String> charged = new ArrayList<>();
 *     kafka.leat().consumerGroup("billing").on("orders", Serde.text(), message -> charged.add(message.value())).build().start();
 *
 *     kafka.topic("orders").send("key", "value");
 *     kafka.advance(Duration.ofSeconds(2)); // commits follow within a second or so
 *
 *     assertThat(charged).containsExactly("value");
 *     assertThat(kafka.group("billing").committed("orders", 0)).hasValue(1);
 * }
 * }</pre>
 *
 * <p>Whatever the engine starts are real threads, of which one runs at a time, and only while the test is inside {@link #run}, {@link
 * #advance}, {@link #runUntil} or something that waits, such as {@code group.close()}. In between everything stands still and may be
 * looked at and changed. Two runs of a test do the same in the same order; with {@link TestKafkaBuilder#seed} in another order than
 * usual, the same for each seed.
 *
 * <p>A handler must not sleep or wait for other threads: time would not pass, and nobody else could run. What it sends through Leat is
 * confirmed at once, so it may wait for that. To stop in the middle of a handler, see {@link #hold}.
 *
 * <p>For one thread, the test's.
 *
 * @since 0.1
 */
public final class TestKafka implements AutoCloseable {
    private static final String BROKERS = "testkit:9092";

    private final Turns turns;
    private final Broker broker;
    private final Map<SimulatedProcess, Leat> processes = new LinkedHashMap<>();
    private final Stops stops;
    private boolean closed;

    TestKafka(Turns turns, Broker broker) {
        this.turns = turns;
        this.broker = broker;
        this.stops = new Stops(turns);
    }

    /** A cluster without topics, at the beginning of 2026. */
    public static TestKafka create() {
        return builder().build();
    }

    public static TestKafkaBuilder builder() {
        return new TestKafkaBuilder();
    }

    // --- processes ---

    /** A new connection, as a new process would make it: the groups of each are members of their own. Closed with this. */
    public Leat leat() {
        return leat(builder -> builder);
    }

    /** The same with settings. */
    public Leat leat(UnaryOperator<LeatBuilder> settings) {
        SimulatedProcess process = new SimulatedProcess("process-" + (processes.size() + 1), turns, broker, stops);
        Leat leat = settings.apply(Leat.builder().brokers(BROKERS).surroundings(process))
                .build();
        processes.put(process, leat);
        return leat;
    }

    /** For clients of Kafka's own on the in-memory log. The test's thread may use them, too. */
    public Surroundings surroundings() {
        return new SimulatedProcess("test", turns, broker, stops);
    }

    /** As SIGSTOP does: none of its threads goes on, while time does. Its partitions go to others when its session has expired. */
    public void freeze(Leat leat) {
        process(leat).freeze();
    }

    /** As SIGCONT does. */
    public void thaw(Leat leat) {
        process(leat).thaw();
    }

    /** As SIGKILL does: frozen for ever. */
    public void kill(Leat leat) {
        process(leat).kill();
    }

    SimulatedProcess process(Leat leat) {
        return processes.entrySet().stream()
                .filter(entry -> entry.getValue() == leat)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException(leat + " was not made by this test kit; use kafka.leat()"));
    }

    /** Empty if it is the test's own. */
    Optional<Leat> leat(SimulatedProcess process) {
        return Optional.ofNullable(processes.get(process));
    }

    // --- the cluster ---

    /** The topic of that name; made with one partition if there is none. */
    public TestTopic topic(String name) {
        return topic(name, 1);
    }

    /** The topic of that name, with at least so many partitions. */
    public TestTopic topic(String name, int partitions) {
        broker.create(name, partitions);
        return new TestTopic(name, broker);
    }

    /** The consumer group of that name, whether it has members yet or not. */
    public TestGroup group(String id) {
        return new TestGroup(this, broker.group(id), broker);
    }

    /** Clients hear nothing from now on. Logs, commits and members stay. */
    public void stopBroker() {
        broker.stop();
    }

    public void startBroker() {
        broker.startAgain();
    }

    /**
     * The next transactions are committed, but whoever commits them is not told so, and gets Kafka's TimeoutException. What they do then must not repeat what
     * was done.
     */
    public void loseTransactionAnswers(int number) {
        broker.loseTransactionAnswers(number);
    }

    // --- the middle of handlers ---

    /** Stops the next call of a handler with that record, right before the handler is called. */
    public Hold hold(String topic, int partition, long offset) {
        return hold(delivery -> hasRecord(delivery, topic, partition, offset));
    }

    /** Stops the next of those calls of handlers, right before the handler is called. */
    public Hold hold(Predicate<Delivery> which) {
        return new Hold(stops.before(which));
    }

    /** Stops the next call of a handler with that record, when the handler has returned or thrown, but nobody else knows yet. */
    public Hold holdAfter(String topic, int partition, long offset) {
        return holdAfter(delivery -> hasRecord(delivery, topic, partition, offset));
    }

    /** Stops the next of those calls of handlers, when the handler has returned or thrown, but nobody else knows yet. */
    public Hold holdAfter(Predicate<Delivery> which) {
        return new Hold(stops.after(which));
    }

    /** Stops whoever calls {@link Hold#here} of it. */
    public Hold hold() {
        return new Hold(stops.anywhere());
    }

    private static boolean hasRecord(Delivery delivery, String topic, int partition, long offset) {
        return delivery.records().stream()
                .anyMatch(record -> record.offset() == offset
                        && record.partition() == partition
                        && record.topic().equals(topic));
    }

    // --- time ---

    /** The wall clock of everything in here. */
    public Instant now() {
        return broker.now();
    }

    /**
     * Goes on until nothing can move without time passing.
     *
     * @throws StuckException if a thread does not come back
     */
    public void run() {
        turns.drive(() -> false, turns.nanos());
    }

    /**
     * Moves the clock, step by step, and goes on at each step until nothing can move.
     *
     * @throws StuckException if a thread does not come back
     */
    public void advance(Duration duration) {
        turns.drive(() -> false, turns.nanos() + duration.toNanos());
    }

    /**
     * Goes on, and moves the clock where needed, until the condition holds. It is looked at after each turn of a thread.
     *
     * @throws IllegalStateException if it does not hold within that time of the clock
     * @throws StuckException if a thread does not come back
     */
    public void runUntil(BooleanSupplier condition, Duration atMost) {
        if (!turns.drive(condition, turns.nanos() + atMost.toNanos())) {
            throw new IllegalStateException("it did not come to that within " + atMost + " of the test's clock");
        }
    }

    /** One turn of one thread, from where it waited to where it waits again; false if none can go on without time passing. */
    public boolean step() {
        return turns.step();
    }

    // --- the end ---

    /** Releases all holds, closes each {@link #leat()} as its {@code close()} does, and ends what is left: frozen and killed ones. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            broker.startAgain();
            stops.releaseAll();
            processes.forEach((process, leat) -> {
                if (process.isRunning() && !turns.isOver()) {
                    leat.close();
                }
            });
        } finally {
            turns.end();
        }
    }
}
