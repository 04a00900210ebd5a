package dev.leat.core.internal;

import dev.leat.testkit.TestGroup;
import dev.leat.testkit.TestKafka;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** One group in a storm: whatever may happen to it happens, one thing at a time, and after each all promises are looked at. */
final class Storm implements AutoCloseable {
    private static final Duration LONGEST_CALM = Duration.ofMinutes(30);

    private record Action(int weight, Runnable act) {}

    private final StormPlan plan;
    private final Random random;
    private final Trace trace = new Trace();
    private final Records records = new Records(trace);
    private final TestKafka kafka;
    private final TestGroup broker;
    private final Shore shore;
    private final Ledger ledger;
    private final Works works;
    private final Crew crew;
    private final Inspection inspection;
    private final List<Action> actions = actions();
    private int turns;

    Storm(StormPlan plan) {
        this.plan = plan;
        this.random = new Random(plan.seed());
        this.kafka = TestKafka.builder()
                .seed(plan.seed())
                .stuckAfter(Duration.ofSeconds(60))
                .build();
        this.broker = kafka.group(GroupMaker.GROUP);
        this.shore = new Shore(plan, kafka, random, trace, records);
        this.ledger = new Ledger(plan, trace, records, this::readLetters);
        this.works = new Works(plan, ledger, trace, random);
        this.crew = new Crew(plan, kafka, broker, random, trace, ledger, new GroupMaker(plan, works));
        this.inspection = new Inspection(plan, ledger);
        crew.join();
    }

    private List<Action> actions() {
        return List.of(
                new Action(400, this::turn),
                new Action(60, () -> advance(1 + random.nextInt(40))),
                new Action(10, () -> advance(100 + random.nextInt(2_000))),
                new Action(1, () -> advance(1_000L * random.nextInt(20))),
                new Action(120, () -> shore.produce()),
                new Action(6, () -> shore.skip()),
                new Action(6, () -> shore.compact()),
                new Action(120, this::decide),
                new Action(5, () -> works.acknowledgeLate()),
                new Action(8, () -> crew.join()),
                new Action(2, () -> crew.leave()),
                new Action(3, () -> crew.freeze()),
                new Action(1, this::freezeForASession),
                new Action(12, () -> crew.thaw()),
                new Action(1, () -> crew.kill()),
                new Action(2, () -> crew.lose()),
                new Action(4, () -> crew.pause(shore.any())),
                new Action(14, () -> crew.resume(shore.any())),
                new Action(4, this::revoke),
                new Action(10, this::giveBack),
                new Action(2, this::rebalance),
                new Action(2, this::stopBroker),
                new Action(14, this::startBroker),
                new Action(3, this::refuseCommits),
                new Action(3, this::delayCommits),
                new Action(3, () -> shore.failLetters()),
                new Action(3, () -> shore.delayLetters()));
    }

    Trace trace() {
        return trace;
    }

    /** Of threads, beyond the steps. */
    int turns() {
        return turns;
    }

    int calls() {
        return ledger.calls();
    }

    // --- one step ---

    void step() {
        int drawn = random.nextInt(actions.stream().mapToInt(Action::weight).sum());
        for (Action action : actions) {
            drawn -= action.weight;
            if (drawn < 0) {
                action.act.run();
                break;
            }
        }
        look();
    }

    private void look() {
        inspect();
        trace.check();
    }

    /** After each step, and after each turn of a thread where a step takes several. */
    private void inspect() {
        readLetters();
        for (TopicPartition partition : shore.partitions()) {
            broker.committed(partition.topic(), partition.partition())
                    .ifPresent(offset -> records.committed(
                            partition, offset, broker.metadata(partition.topic(), partition.partition())));
        }
        for (StormMember member : crew.members()) {
            trace.violated(member, inspection.of(member));
        }
    }

    private void readLetters() {
        shore.readLetters((partition, offset) -> ledger.letter(partition, offset));
    }

    // --- time ---

    private void turn() {
        if (!kafka.step()) {
            advance(1 + random.nextInt(25));
        }
    }

    private void advance(long millis) {
        trace.add("advance " + millis + " ms");
        pass(Duration.ofMillis(millis));
    }

    private void pass(Duration duration) {
        Instant until = kafka.now().plus(duration);
        kafka.runUntil(
                () -> {
                    turns++;
                    inspect();
                    return trace.isViolated() || !kafka.now().isBefore(until);
                },
                duration);
    }

    // --- what happens to handlers, members and partitions ---

    private void decide() {
        if (!works.decideOne()) {
            turn();
        }
    }

    /** About as long: a little less, and it is still a member; a little more, and it is not. */
    private void freezeForASession() {
        crew.freeze();
        advance(plan.session().toMillis() - 1_500 + random.nextInt(3_000));
    }

    private void revoke() {
        TopicPartition partition = shore.any();
        trace.add("revokes " + partition);
        broker.revoke(partition.topic(), partition.partition());
    }

    private void giveBack() {
        TopicPartition partition = shore.any();
        trace.add("gives back " + partition);
        broker.giveBack(partition.topic(), partition.partition());
    }

    private void rebalance() {
        trace.add("rebalances");
        broker.rebalance();
    }

    // --- what happens to the broker ---

    private void stopBroker() {
        trace.add("broker stops");
        kafka.stopBroker();
    }

    private void startBroker() {
        trace.add("broker starts");
        kafka.startBroker();
    }

    private void refuseCommits() {
        trace.add("refuses commits");
        broker.refuseCommits(
                1 + random.nextInt(4),
                random.nextBoolean()
                        ? new RebalanceInProgressException("drawn")
                        : new UnknownTopicOrPartitionException("drawn"));
    }

    private void delayCommits() {
        Duration delay = Duration.ofMillis(random.nextBoolean() ? 0 : random.nextInt(1_500));
        trace.add("delays commits " + delay);
        broker.delayCommits(delay);
    }

    // --- the end ---

    /** Nothing happens any more: all records are handled, committed, and out of memory. */
    void calm() {
        trace.add("calm");
        works.calm();
        kafka.startBroker();
        broker.delayCommits(Duration.ZERO);
        shore.takeLettersAtOnce();
        shore.partitions().forEach(partition -> broker.giveBack(partition.topic(), partition.partition()));
        crew.calm();
        Instant until = kafka.now().plus(LONGEST_CALM);
        while (!records.areAllCommitted() || works.isAnyOpen() || crew.isAnyLeaving()) {
            if (kafka.now().isAfter(until)) {
                throw new AssertionError("no rest after " + LONGEST_CALM + ", first unhandled "
                        + records.unsettled().stream().limit(5).toList() + ", open " + works + ", members "
                        + crew.members().stream().map(StormMember::describe).toList());
            }
            if (crew.members().stream().noneMatch(StormMember::isAlive)) {
                crew.join();
            }
            while (works.decideOne()) {
                look();
            }
            pass(Duration.ofMillis(200));
            look();
        }
        lookAtRest();
    }

    private void lookAtRest() {
        pass(Duration.ofSeconds(2));
        look();
        if (!records.unsettled().isEmpty()) {
            throw new AssertionError("nobody has handled " + records.unsettled());
        }
        for (StormMember member : crew.members()) {
            trace.violated(member, inspection.ofRest(member, works.lateAcknowledgements(member)));
        }
        trace.check();
    }

    @Override
    public void close() {
        kafka.close();
    }
}
