package dev.leat.core.internal;

import dev.leat.core.ConsumerGroup;
import dev.leat.testkit.TestGroup;
import dev.leat.testkit.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** The processes of a storm, and what happens to them. */
final class Crew {
    private final StormPlan plan;
    private final TestKafka kafka;
    private final TestGroup broker;
    private final Random random;
    private final Trace trace;
    private final Ledger ledger;
    private final StormMember.Maker maker;
    private final List<StormMember> members = new ArrayList<>();

    Crew(
            StormPlan plan,
            TestKafka kafka,
            TestGroup broker,
            Random random,
            Trace trace,
            Ledger ledger,
            StormMember.Maker maker) {
        this.plan = plan;
        this.kafka = kafka;
        this.broker = broker;
        this.random = random;
        this.trace = trace;
        this.ledger = ledger;
        this.maker = maker;
    }

    List<StormMember> members() {
        return members;
    }

    boolean isAnyLeaving() {
        return members.stream().anyMatch(member -> !member.isGone() && !member.isAlive());
    }

    // --- what happens ---

    void join() {
        if (members.stream().filter(StormMember::isAlive).count() < plan.mostMembers()) {
            StormMember member = new StormMember("member-" + (members.size() + 1), kafka, broker, ledger, maker);
            members.add(member);
            trace.add("joins " + member);
        }
    }

    void leave() {
        Duration atMost = Duration.ofMillis(random.nextInt(random.nextBoolean() ? 200 : 20_000));
        toAny("leaves within " + atMost, member -> member.leave(atMost));
    }

    void freeze() {
        toAny("freezes", StormMember::freeze);
    }

    void kill() {
        toAny("is killed", StormMember::kill);
    }

    void lose() {
        toAny("is lost", StormMember::lose);
    }

    void thaw() {
        List<StormMember> frozen = members.stream()
                .filter(member -> member.isFrozen() && !member.isKilled())
                .toList();
        to(frozen, "thaws", member -> member.thaw(plan.session()));
    }

    void pause(TopicPartition partition) {
        switchPauses(
                "pauses ",
                partition,
                List.of(
                        (group, any) -> group.pause(),
                        (group, some) -> group.pause(some.topic()),
                        (group, one) -> group.pause(one.topic(), one.partition())));
    }

    void resume(TopicPartition partition) {
        switchPauses(
                "resumes ",
                partition,
                List.of(
                        (group, any) -> group.resume(),
                        (group, some) -> group.resume(some.topic()),
                        (group, one) -> group.resume(one.topic(), one.partition())));
    }

    private void switchPauses(
            String what, TopicPartition partition, List<BiConsumer<ConsumerGroup, TopicPartition>> widths) {
        int width = random.nextInt(widths.size());
        toAny(
                what + List.of("all, not only ", "the topic of ", "").get(width) + partition,
                member -> widths.get(width).accept(member.group(), partition));
    }

    private void toAny(String what, Consumer<StormMember> happens) {
        List<StormMember> running = members.stream()
                .filter(member -> member.isAlive() && !member.isFrozen())
                .toList();
        to(running, what, happens);
    }

    private void to(List<StormMember> some, String what, Consumer<StormMember> happens) {
        if (!some.isEmpty()) {
            StormMember member = some.get(random.nextInt(some.size()));
            trace.add(member + " " + what);
            happens.accept(member);
        }
    }

    /** All that still run go on, and nobody is held up. */
    void calm() {
        for (StormMember member : members) {
            if (member.isFrozen() && !member.isKilled()) {
                member.thaw(plan.session());
            }
            if (member.isAlive()) {
                member.group().resume();
            }
        }
    }
}
