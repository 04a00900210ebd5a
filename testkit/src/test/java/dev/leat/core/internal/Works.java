package dev.leat.core.internal;

import dev.leat.core.Acknowledgement;
import dev.leat.core.Batch;
import dev.leat.core.Delivery;
import dev.leat.core.Interceptor;
import dev.leat.core.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The handlers of a storm: each call draws what it does. What it leaves open is decided by the storm, later and in any order. */
final class Works {
    private static final int MOST_ACKNOWLEDGED = 20;

    private final StormPlan plan;
    private final Ledger ledger;
    private final Trace trace;
    private final Random random;

    @SuppressWarnings("ThreadLocalUsage") // one storm after another, each with threads of its own
    private final ThreadLocal<Call> current = new ThreadLocal<>();

    private final List<Call> open = new ArrayList<>();
    private final List<Call> acknowledged = new ArrayList<>();
    private final Map<StormMember, Integer> late = new HashMap<>();
    private boolean calm;

    Works(StormPlan plan, Ledger ledger, Trace trace, Random random) {
        this.plan = plan;
        this.ledger = ledger;
        this.trace = trace;
        this.random = random;
    }

    // --- around the handlers ---

    boolean passes(ConsumerRecord<byte[], byte[]> record) {
        boolean passes = record.value() == null
                || !new String(record.value(), StandardCharsets.UTF_8).startsWith(String.valueOf(Shore.FILTERED));
        if (!passes) {
            ledger.filtered(record);
        }
        return passes;
    }

    @Nullable
    CompletionStage<?> intercept(StormMember member, Delivery delivery, Interceptor.Next next) throws Exception {
        Call call = ledger.start(member, delivery);
        current.set(call);
        CompletionStage<?> stage;
        try {
            stage = next.proceed();
        } catch (Throwable failure) {
            ledger.end(call, failure);
            throw failure;
        } finally {
            call.returned();
            current.remove();
        }
        if (stage == null) {
            ledger.end(call, null);
            return null;
        }
        return stage.whenComplete((nothing, failure) -> ledger.end(call, failure));
    }

    // --- the handlers ---

    void single(Message<String, String> message) throws InterruptedException {
        throwIfDrawn();
        if (lingers()) {
            await(current.get());
        }
    }

    CompletionStage<?> async(Message<String, String> message) {
        throwIfDrawn();
        if (lingers()) {
            Call call = current.get();
            open.add(call);
            return call.promise();
        }
        RuntimeException failure = drawFailure();
        return failure == null ? CompletableFuture.completedFuture(null) : CompletableFuture.failedFuture(failure);
    }

    void manual(Message<String, String> message, Acknowledgement acknowledgement) throws InterruptedException {
        throwIfDrawn();
        Call call = current.get();
        if (lingers() && random.nextInt(8) == 0) {
            await(call);
        }
        call.acknowledgedBy(acknowledgement);
        keep(call);
        if (lingers()) {
            open.add(call);
            return;
        }
        acknowledge(call, drawFailure());
        throwIfDrawn(); // too late to count
    }

    void batch(Batch<String, String> batch) throws InterruptedException {
        Call call = current.get();
        try {
            for (Message<String, String> message : batch.messages()) {
                decide(batch, message, call);
            }
            if (lingers()) {
                await(call);
            }
            throwIfDrawn();
        } catch (Throwable failure) {
            call.thrown(failure);
            throw failure;
        }
    }

    private void decide(Batch<String, String> batch, Message<String, String> message, Call call) {
        RuntimeException failure = drawFailure();
        if (failure != null) {
            batch.failed(message, failure);
            call.failed(message.offset(), failure);
        } else if (random.nextBoolean()) {
            batch.done(message);
            call.done(message.offset());
        }
    }

    private void await(Call call) throws InterruptedException {
        boolean stubborn = random.nextInt(3) == 0;
        open.add(call);
        try {
            while (true) {
                try {
                    call.await();
                    return;
                } catch (InterruptedException e) {
                    if (!stubborn) {
                        throw e;
                    }
                }
            }
        } finally {
            open.remove(call);
        }
    }

    // --- what the storm decides ---

    /** Ends something that was left open. False if there is nothing, or nothing of a process that runs. */
    boolean decideOne() {
        List<Call> able =
                open.stream().filter(call -> !call.tenure.member.isFrozen()).toList();
        if (able.isEmpty()) {
            return false;
        }
        Call call = able.get(random.nextInt(able.size()));
        RuntimeException failure = drawFailure();
        trace.add("decide " + call + (failure == null ? "" : " " + failure.getMessage()));
        open.remove(call);
        acknowledge(call, failure);
        return true;
    }

    /** Acknowledges something again, or after its deadline. */
    void acknowledgeLate() {
        List<Call> able = acknowledged.stream()
                .filter(call -> !call.tenure.member.isFrozen() && !open.contains(call))
                .toList();
        if (!able.isEmpty()) {
            Call call = able.get(random.nextInt(able.size()));
            trace.add("acknowledges again " + call);
            acknowledge(call, random.nextBoolean() ? null : new PassingFailure());
        }
    }

    private void acknowledge(Call call, @Nullable RuntimeException failure) {
        if (!call.decide(failure)) {
            late.merge(call.tenure.member, 1, Integer::sum);
        }
    }

    int lateAcknowledgements(StormMember member) {
        return late.getOrDefault(member, 0);
    }

    private void keep(Call call) {
        acknowledged.add(call);
        if (acknowledged.size() > MOST_ACKNOWLEDGED) {
            acknowledged.remove(0);
        }
    }

    /** From now on all calls end well, and at once. */
    void calm() {
        calm = true;
    }

    boolean isAnyOpen() {
        return open.stream().anyMatch(call -> !call.tenure.member.isKilled());
    }

    private boolean lingers() {
        return !calm && random.nextDouble() < plan.lingering();
    }

    private void throwIfDrawn() {
        RuntimeException failure = drawFailure();
        if (failure != null) {
            throw failure;
        }
    }

    @Nullable
    RuntimeException drawFailure() {
        if (calm || random.nextDouble() >= plan.failing()) {
            return null;
        }
        return random.nextInt(8) == 0 ? new FatalFailure() : new PassingFailure();
    }

    @Override
    public String toString() {
        return open.toString();
    }
}
