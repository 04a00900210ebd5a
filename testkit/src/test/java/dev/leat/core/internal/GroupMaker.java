package dev.leat.core.internal;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.LastResort;
import dev.leat.core.Leat;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import java.time.Duration;

/** Makes the group of each process as the plan says; they are all alike. */
record GroupMaker(StormPlan plan, Works works) implements StormMember.Maker {
    static final String GROUP = "storm";
    static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    @Override
    public ConsumerGroup group(Leat leat, StormMember member) {
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
        withFate(group);
        if (plan.filtering()) {
            group.filter(works::passes);
        }
        if (plan.timeout() != null) {
            group.timeout(plan.timeout());
        }
        plan.topics().forEach((topic, kind) -> withHandler(group, topic, kind));
        return group.build();
    }

    private void withFate(ConsumerGroupBuilder<String> group) {
        Retry retry = Retry.exponential(FIRST_PAUSE).max(LONGEST_PAUSE);
        if (plan.fate() == StormPlan.Fate.TRIED_AGAIN) {
            group.retry(retry);
            return;
        }
        group.retry(retry.attempts(plan.attempts())).fatal(FatalFailure.class);
        switch (plan.fate()) {
            case SKIPPED -> group.skipFailed();
            case DEAD_LETTER -> group.deadLetters(Shore.DEAD);
            case DEAD_LETTER_OR_DROPPED -> group.deadLetters(Shore.DEAD, LastResort.dropAfter(Duration.ofSeconds(10)));
            case STOPS -> group.stopOnFailure();
            case TRIED_AGAIN -> {}
        }
    }

    private void withHandler(ConsumerGroupBuilder<String> group, String topic, StormPlan.Kind kind) {
        switch (kind) {
            case SINGLE -> group.on(topic, Serde.text(), works::single);
            case ASYNC -> group.onAsync(topic, Serde.text(), works::async);
            case MANUAL -> group.onManual(topic, Serde.text(), plan.deadline(), works::manual);
            case BATCH -> group.onBatch(topic, Serde.text(), plan.batching(), works::batch);
        }
    }
}
