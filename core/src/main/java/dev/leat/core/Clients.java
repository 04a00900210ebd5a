package dev.leat.core;

import dev.leat.core.internal.Nanos;
import dev.leat.core.spi.Surroundings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The groups, tails and producers of one {@link Leat}, so that closing it leaves nothing behind. Thread-safe. */
final class Clients {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.producer");

    private final Surroundings surroundings;
    private final Reports reports;
    private final Map<String, ConsumerGroup> groups = new TreeMap<>();
    private final Map<String, Tail> tails = new TreeMap<>();
    private final Map<String, TransactionalProducer> transactionalProducers = new TreeMap<>();
    private final Set<Producer<?, ?>> producers = new LinkedHashSet<>();
    private boolean closed;

    Clients(Surroundings surroundings, Reports reports) {
        this.surroundings = surroundings;
        this.reports = reports;
    }

    synchronized void add(ConsumerGroup group) {
        checkOpen();
        groups.values().removeIf(old -> old.state() == GroupState.CLOSED);
        ConsumerGroup other = groups.get(group.id());
        if (other != null) {
            throw new ConfigurationException(
                    "consumer group '" + group.id() + "'",
                    "this Leat has one of that id already; give it another id, several topics, or more concurrency");
        }
        groups.put(group.id(), group);
    }

    synchronized void add(Tail tail) {
        checkOpen();
        tails.values().removeIf(old -> old.state() == GroupState.CLOSED);
        if (tails.putIfAbsent(tail.name(), tail) != null) {
            throw new ConfigurationException(
                    "tail '" + tail.name() + "'", "this Leat has one of that name already; give it another name");
        }
    }

    synchronized void add(Producer<?, ?> producer) {
        checkOpen();
        producers.add(producer);
    }

    synchronized void remove(Producer<?, ?> producer) {
        producers.remove(producer);
    }

    synchronized void add(TransactionalProducer producer) {
        checkOpen();
        if (transactionalProducers.putIfAbsent(producer.id(), producer) != null) {
            throw new ConfigurationException(
                    "transactional producer '" + producer.id() + "'",
                    "this Leat has one of that id already, and each would shut the other out; use that one, or give it another id");
        }
    }

    synchronized void remove(TransactionalProducer producer) {
        transactionalProducers.remove(producer.id(), producer);
    }

    /** What all groups are set to that are not closed. */
    StartupReport report() {
        return reports.of(groupReports());
    }

    /** Writes down what a group starts with. */
    void starting(GroupReport group) {
        reports.log(group.now(), groupReports());
    }

    private synchronized List<GroupReport> groupReports() {
        return groups.values().stream()
                .filter(group -> group.state() != GroupState.CLOSED)
                .map(ConsumerGroup::part)
                .toList();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    synchronized void checkOpen() {
        if (closed) {
            throw new IllegalStateException("this Leat is closed; make a new one");
        }
    }

    /** What runs handlers, whatever it is called. */
    private record Running(String label, BooleanSupplier runsCaller, Consumer<Duration> close) {
        Running(ConsumerGroup group) {
            this(group.id(), group::runsCaller, group::close);
        }

        Running(Tail tail) {
            this(TailBuilder.label(tail.name()), tail::runsCaller, tail::close);
        }
    }

    /** Groups and tails first: their handlers may still send. */
    void close(Duration atMost) {
        long deadline = surroundings.nanos() + Nanos.of(atMost);
        List<Running> running = new ArrayList<>();
        List<Consumer<Duration>> openProducers = new ArrayList<>();
        synchronized (this) {
            closed = true;
            groups.values().forEach(group -> running.add(new Running(group)));
            tails.values().forEach(tail -> running.add(new Running(tail)));
            transactionalProducers.values().forEach(producer -> openProducers.add(producer::close));
            producers.forEach(producer -> openProducers.add(producer::close));
        }
        List<CountDownLatch> closing = new ArrayList<>();
        for (Running one : running) {
            if (one.runsCaller().getAsBoolean()) {
                one.close().accept(left(deadline)); // only asks: a handler cannot wait for its own end
            } else {
                closing.add(closeApart(one, deadline));
            }
        }
        closing.forEach(closed -> await(closed, left(deadline).plusSeconds(2)));
        for (Consumer<Duration> producer : openProducers) {
            try {
                producer.accept(left(deadline));
            } catch (RuntimeException e) { // such as Kafka's InterruptException
                LOG.warn("could not close a producer in order, going on", e);
            }
        }
    }

    private CountDownLatch closeApart(Running one, long deadline) {
        CountDownLatch done = new CountDownLatch(1);
        Runnable close = () -> {
            try {
                one.close().accept(left(deadline));
            } finally {
                done.countDown();
            }
        };
        surroundings.thread("leat-" + one.label() + "-close", close).start();
        return done;
    }

    private void await(CountDownLatch closed, Duration atMost) {
        try {
            surroundings.await(closed, atMost.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration left(long deadlineNanos) {
        return Duration.ofNanos(Math.max(0, deadlineNanos - surroundings.nanos()));
    }
}
