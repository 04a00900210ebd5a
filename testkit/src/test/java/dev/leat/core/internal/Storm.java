package dev.leat.core.internal;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.DeadLetter;
import dev.leat.core.LastResort;
import dev.leat.core.Leat;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import dev.leat.testkit.TestGroup;
import dev.leat.testkit.TestKafka;
import dev.leat.testkit.TestPartition;
import dev.leat.testkit.TestRecord;
import dev.leat.testkit.TestTopic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** One group in a storm: whatever may happen to it happens, one thing at a time, and after each all promises are looked at. */
final class Storm implements AutoCloseable {
    private static final String GROUP = "storm";
    private static final String DEAD = "dead";
    private static final int MOST_LAG = 400;
    private static final Duration LONGEST_CALM = Duration.ofMinutes(30);

    private record Action(int weight, Runnable act) {}

    private final StormPlan plan;
    private final Random random;
    private final Trace trace = new Trace();
    private final TestKafka kafka;
    private final TestGroup broker;
    private final TestTopic dead;
    private final Map<TopicPartition, TestPartition> logs = new LinkedHashMap<>();
    private final Ledger ledger;
    private final Works works;
    private final Inspection inspection;
    private final List<TopicPartition> partitions = new ArrayList<>();
    private final List<StormMember> members = new ArrayList<>();
    private final Map<Integer, Long> lettersSeen = new HashMap<>();
    private final List<Action> actions;
    private final int weights;
    private int membersMade;
    private int recordsMade;
    private int turns;

    Storm(StormPlan plan) {
        this.plan = plan;
        this.random = new Random(plan.seed());
        this.kafka = TestKafka.builder()
                .seed(plan.seed())
                .stuckAfter(Duration.ofSeconds(60))
                .build();
        this.broker = kafka.group(GROUP);
        this.ledger = new Ledger(plan, trace, this::readLetters);
        this.works = new Works(plan, ledger, trace, random);
        this.inspection = new Inspection(plan);
        for (String topic : plan.topicNames()) {
            TestTopic made = kafka.topic(topic, plan.partitions());
            for (int i = 0; i < plan.partitions(); i++) {
                TopicPartition partition = new TopicPartition(topic, i);
                partitions.add(partition);
                logs.put(partition, made.partition(i));
            }
        }
        this.dead = kafka.topic(DEAD, 2);
        actions = actions();
        weights = actions.stream().mapToInt(Action::weight).sum();
        join();
    }

    private List<Action> actions() {
        return List.of(
                new Action(400, this::turn),
                new Action(120, this::produce),
                new Action(120, this::decide),
                new Action(60, () -> advance(Duration.ofMillis(1 + random.nextInt(40)))),
                new Action(10, () -> advance(Duration.ofMillis(100 + random.nextInt(2_000)))),
                new Action(1, () -> advance(Duration.ofSeconds(1 + random.nextInt(20)))),
                new Action(5, works::acknowledgeLate),
                new Action(6, this::skip),
                new Action(6, this::compact),
                new Action(4, this::pause),
                new Action(14, this::resume),
                new Action(4, this::revoke),
                new Action(10, this::giveBack),
                new Action(2, broker::rebalance),
                new Action(2, this::lose),
                new Action(8, this::join),
                new Action(2, this::leave),
                new Action(3, this::freeze),
                new Action(12, this::thaw),
                new Action(1, this::kill),
                new Action(2, kafka::stopBroker),
                new Action(14, kafka::startBroker),
                new Action(3, this::refuseCommits),
                new Action(3, this::delayCommits),
                new Action(3, this::failLetters),
                new Action(3, this::delayLetters));
    }

    Trace trace() {
        return trace;
    }

    int turns() {
        return turns;
    }

    int calls() {
        return ledger.starts();
    }

    // --- one step ---

    void step() {
        int drawn = random.nextInt(weights);
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
        ledger.check();
    }

    /** After each step, and after each turn of a thread where a step takes several. */
    private void inspect() {
        readLetters();
        for (TopicPartition partition : partitions) {
            broker.committed(partition.topic(), partition.partition())
                    .ifPresent(offset -> ledger.committed(
                            partition, offset, broker.metadata(partition.topic(), partition.partition())));
        }
        for (StormMember member : members) {
            if (!member.isFrozen()) {
                for (Assignment assignment : member.assignments().all()) {
                    Tenure tenure = ledger.tenure(member, assignment);
                    ledger.violated(tenure, inspection.of(tenure));
                }
            }
            if (plan.fate() != StormPlan.Fate.STOPS) {
                member.group().failure().ifPresent(why -> ledger.violated(member, "has ended by itself: " + why));
            }
        }
    }

    private void readLetters() {
        for (int i = 0; i < 2; i++) {
            TestPartition partition = dead.partition(i);
            long seen = lettersSeen.getOrDefault(i, 0L);
            if (partition.end() > seen) {
                for (TestRecord letter : partition.records()) {
                    if (letter.offset() >= seen) {
                        ledger.letter(
                                new TopicPartition(
                                        header(letter, DeadLetter.TOPIC),
                                        Integer.parseInt(header(letter, DeadLetter.PARTITION))),
                                Long.parseLong(header(letter, DeadLetter.OFFSET)));
                    }
                }
                lettersSeen.put(i, partition.end());
            }
        }
    }

    private static String header(TestRecord letter, String name) {
        return letter.header(name).orElseThrow(() -> new AssertionError("a dead letter without " + name));
    }

    // --- time ---

    private void turn() {
        if (!kafka.step()) {
            advance(Duration.ofMillis(1 + random.nextInt(25)));
        }
    }

    /** Looks after each turn of a thread. */
    private void advance(Duration duration) {
        trace.add("advance " + duration);
        pass(duration);
    }

    private void pass(Duration duration) {
        Instant until = kafka.now().plus(duration);
        kafka.runUntil(
                () -> {
                    turns++;
                    inspect();
                    return ledger.isViolated() || !kafka.now().isBefore(until);
                },
                duration);
    }

    // --- the log ---

    private TopicPartition anyPartition() {
        return partitions.get(random.nextInt(partitions.size()));
    }

    private TestPartition log(TopicPartition partition) {
        return Objects.requireNonNull(logs.get(partition));
    }

    private void produce() {
        TopicPartition partition = anyPartition();
        TestPartition log = log(partition);
        int number = 1 + random.nextInt(random.nextInt(5) == 0 ? 30 : 4);
        if (log.end() - ledger.highestDelivered(partition) > MOST_LAG) {
            return;
        }
        for (int i = 0; i < number; i++) {
            byte[] key = random.nextInt(6) == 0 ? null : text("k" + random.nextInt(6));
            boolean poison = plan.fate() != StormPlan.Fate.TRIED_AGAIN
                    && plan.fate() != StormPlan.Fate.STOPS
                    && random.nextInt(60) == 0;
            boolean filtered = plan.filtering() && random.nextInt(10) == 0;
            byte[] value = poison ? new byte[] {(byte) 0xff} : text((filtered ? "-" : "v") + recordsMade++);
            ledger.produced(partition, log.send(key, value).offset(), poison);
        }
        trace.add("produced " + number + " to " + partition + ", end " + log.end());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void skip() {
        TopicPartition partition = anyPartition();
        int offsets = random.nextInt(60) == 0 ? 1_500_000 : 1 + random.nextInt(random.nextInt(10) == 0 ? 9_000 : 5);
        log(partition).skip(offsets);
        trace.add("skipped " + offsets + " of " + partition);
    }

    private void compact() {
        TopicPartition partition = anyPartition();
        TestPartition log = log(partition);
        List<TestRecord> unread = log.records().stream()
                .filter(record -> record.offset() > ledger.highestDelivered(partition))
                .toList();
        if (!unread.isEmpty()) {
            long offset = unread.get(random.nextInt(unread.size())).offset();
            log.remove(offset);
            ledger.compacted(partition, offset);
            trace.add("compacted " + partition + "@" + offset);
        }
    }

    // --- handlers ---

    private void decide() {
        if (!works.decideOne()) {
            turn();
        }
    }

    // --- members ---

    private List<StormMember> alive() {
        return members.stream()
                .filter(member -> member.isAlive() && !member.isFrozen())
                .toList();
    }

    private StormMember any(List<StormMember> of) {
        return of.get(random.nextInt(of.size()));
    }

    private void join() {
        if (members.stream().filter(StormMember::isAlive).count() < plan.mostMembers()) {
            StormMember member = new StormMember("member-" + ++membersMade, kafka, broker, ledger, this::group);
            members.add(member);
            trace.add("joins " + member);
        }
    }

    private ConsumerGroup group(Leat leat, StormMember member) {
        ConsumerGroupBuilder<String> group = leat.consumerGroup(GROUP)
                .ordering(plan.ordering())
                .concurrency(plan.concurrency())
                .maxUnfinished(plan.mostUnfinished(), 1 << 20)
                .drain(plan.drain())
                .commitInterval(plan.commitInterval())
                .completionMap(plan.completionMap())
                .interceptor((delivery, next) -> works.intercept(member, delivery, next))
                .property("max.poll.records", plan.pollRecords())
                .property("session.timeout.ms", (int) plan.session().toMillis());
        Retry retry = Retry.exponential(Duration.ofMillis(20)).max(Duration.ofSeconds(2));
        switch (plan.fate()) {
            case TRIED_AGAIN -> group.retry(retry);
            case SKIPPED -> group.retry(retry.attempts(plan.attempts())).skipFailed();
            case DEAD_LETTER -> group.retry(retry.attempts(plan.attempts())).deadLetters(DEAD);
            case DEAD_LETTER_OR_DROPPED ->
                group.retry(retry.attempts(plan.attempts()))
                        .deadLetters(DEAD, LastResort.dropAfter(Duration.ofSeconds(10)));
            case STOPS -> group.retry(retry.attempts(plan.attempts())).stopOnFailure();
        }
        if (plan.fate() != StormPlan.Fate.TRIED_AGAIN) {
            group.fatal(FatalFailure.class);
        }
        if (plan.filtering()) {
            group.filter(works::passes);
        }
        if (plan.timeout() != null) {
            group.timeout(plan.timeout());
        }
        plan.topics().forEach((topic, kind) -> {
            switch (kind) {
                case SINGLE -> group.on(topic, Serde.text(), works::single);
                case ASYNC -> group.onAsync(topic, Serde.text(), works::async);
                case MANUAL -> group.onManual(topic, Serde.text(), plan.deadline(), works::manual);
                case BATCH -> group.onBatch(topic, Serde.text(), plan.batching(), works::batch);
            }
        });
        return group.build();
    }

    private void leave() {
        List<StormMember> alive = alive();
        if (!alive.isEmpty()) {
            StormMember member = any(alive);
            Duration atMost = Duration.ofMillis(random.nextInt(random.nextBoolean() ? 200 : 20_000));
            trace.add("leaves " + member + " within " + atMost);
            member.leave(atMost);
        }
    }

    private void freeze() {
        List<StormMember> alive = alive();
        if (!alive.isEmpty()) {
            StormMember member = any(alive);
            trace.add("freezes " + member);
            member.freeze();
            if (random.nextBoolean()) {
                advance(plan.session().plusMillis(random.nextInt(3_000) - 1_500));
            }
        }
    }

    private void thaw() {
        List<StormMember> frozen = members.stream()
                .filter(member -> member.isFrozen() && !member.isKilled())
                .toList();
        if (!frozen.isEmpty()) {
            StormMember member = any(frozen);
            trace.add("thaws " + member);
            member.thaw(plan.session());
        }
    }

    private void kill() {
        List<StormMember> alive = alive();
        if (!alive.isEmpty()) {
            StormMember member = any(alive);
            trace.add("kills " + member);
            member.kill();
        }
    }

    private void lose() {
        List<StormMember> alive = alive();
        if (!alive.isEmpty()) {
            StormMember member = any(alive);
            trace.add("loses " + member);
            member.lose();
        }
    }

    private void revoke() {
        TopicPartition partition = anyPartition();
        trace.add("revokes " + partition);
        broker.revoke(partition.topic(), partition.partition());
    }

    private void giveBack() {
        TopicPartition partition = anyPartition();
        trace.add("gives back " + partition);
        broker.giveBack(partition.topic(), partition.partition());
    }

    private void pause() {
        List<StormMember> alive = alive();
        if (!alive.isEmpty()) {
            ConsumerGroup group = any(alive).group();
            TopicPartition partition = anyPartition();
            trace.add("pauses " + partition);
            switch (random.nextInt(3)) {
                case 0 -> group.pause();
                case 1 -> group.pause(partition.topic());
                default -> group.pause(partition.topic(), partition.partition());
            }
        }
    }

    private void resume() {
        List<StormMember> alive = alive();
        if (!alive.isEmpty()) {
            ConsumerGroup group = any(alive).group();
            TopicPartition partition = anyPartition();
            trace.add("resumes " + partition);
            switch (random.nextInt(3)) {
                case 0 -> group.resume();
                case 1 -> group.resume(partition.topic());
                default -> group.resume(partition.topic(), partition.partition());
            }
        }
    }

    // --- the broker ---

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

    private void failLetters() {
        trace.add("fails letters");
        dead.failSends(1 + random.nextInt(3), new TimeoutException("drawn"));
    }

    private void delayLetters() {
        trace.add("delays letters");
        if (random.nextBoolean()) {
            dead.sendsAtOnce();
        } else {
            dead.delaySends(Duration.ofMillis(random.nextInt(1_500)));
        }
    }

    // --- the end ---

    /** Nothing happens any more: all records are handled, committed, and out of memory. */
    void calm() {
        trace.add("calm");
        works.calm();
        kafka.startBroker();
        broker.delayCommits(Duration.ZERO);
        dead.sendsAtOnce();
        partitions.forEach(partition -> broker.giveBack(partition.topic(), partition.partition()));
        for (StormMember member : members) {
            if (member.isFrozen() && !member.isKilled()) {
                member.thaw(plan.session());
            }
            if (member.isAlive()) {
                member.group().resume();
            }
        }
        Instant until = kafka.now().plus(LONGEST_CALM);
        while (!isDone()) {
            if (kafka.now().isAfter(until)) {
                throw new AssertionError("no rest after " + LONGEST_CALM + ", first unhandled "
                        + ledger.unsettled().stream().limit(5).toList() + ", open " + works + ", members "
                        + members.stream().map(StormMember::describe).toList());
            }
            if (members.stream().noneMatch(StormMember::isAlive)) {
                join();
            }
            while (works.decideOne()) {
                look();
            }
            pass(Duration.ofMillis(200));
            look();
        }
        lookAtRest();
    }

    private boolean isDone() {
        return ledger.isAllCommitted()
                && !works.isAnyOpen()
                && members.stream().noneMatch(member -> !member.isGone() && !member.isAlive());
    }

    private void lookAtRest() {
        pass(Duration.ofSeconds(2));
        look();
        if (!ledger.unsettled().isEmpty()) {
            throw new AssertionError("nobody has handled " + ledger.unsettled());
        }
        for (StormMember member : members) {
            if (member.isAlive()) {
                for (Assignment assignment : member.assignments().all()) {
                    Tenure tenure = ledger.tenure(member, assignment);
                    ledger.violated(tenure, inspection.ofRest(tenure));
                }
                Integer free = Insides.freeSlots(member.group());
                if (free != null && free != plan.concurrency()) {
                    ledger.violated(member, "has " + free + " free slots of " + plan.concurrency());
                }
                if (Insides.hasTimers(member.group())) {
                    ledger.violated(member, "has timers left");
                }
            }
        }
        ledger.check();
    }

    @Override
    public void close() {
        kafka.close();
    }
}
