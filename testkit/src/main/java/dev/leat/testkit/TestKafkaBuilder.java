package dev.leat.testkit;

import dev.leat.testkit.internal.Broker;
import dev.leat.testkit.internal.Turns;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Collects the options of a {@link TestKafka}. For one thread. */
public final class TestKafkaBuilder {
    private static final int MOST_TURNS = 1_000_000;

    private @Nullable Long seed;
    private Instant start = Instant.parse("2026-01-01T00:00:00Z");
    private Duration stuckAfter = Duration.ofSeconds(10);
    private boolean autoCreateTopics = true;

    TestKafkaBuilder() {}

    /**
     * Draws who goes on next from this seed, and lets threads change over at more places. Default: who could go on first goes first. For
     * tests that repeat themselves with many seeds, and name the one that failed.
     */
    public TestKafkaBuilder seed(long seed) {
        this.seed = seed;
        return this;
    }

    /** What the clock shows at the beginning. Default: the beginning of 2026 in UTC. */
    public TestKafkaBuilder start(Instant start) {
        this.start = start;
        return this;
    }

    /** How long in real time a thread may run before it is taken for stuck. Default 10 seconds. */
    public TestKafkaBuilder stuckAfter(Duration real) {
        this.stuckAfter = real;
        return this;
    }

    /** Whether topics come into being, with one partition, when they are subscribed or sent to. Default yes, as with Kafka's brokers. */
    public TestKafkaBuilder autoCreateTopics(boolean create) {
        this.autoCreateTopics = create;
        return this;
    }

    public TestKafka build() {
        if (stuckAfter.isNegative() || stuckAfter.isZero()) {
            throw new IllegalArgumentException("stuckAfter is " + stuckAfter + ", must be longer than zero");
        }
        Turns turns = new Turns(stuckAfter, MOST_TURNS, seed == null ? null : new Random(seed));
        return new TestKafka(turns, new Broker(turns, start, autoCreateTopics));
    }
}
