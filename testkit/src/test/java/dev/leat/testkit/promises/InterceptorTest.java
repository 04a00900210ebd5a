package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Batching;
import dev.leat.core.ConsumerGroup;
import dev.leat.core.ConsumerGroupBuilder;
import dev.leat.core.Interceptor;
import dev.leat.core.Messages;
import dev.leat.core.Retry;
import dev.leat.core.Serde;
import dev.leat.core.StartupReport.HandlerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InterceptorTest extends Promises {
    private Interceptor named(String name) {
        return (delivery, next) -> {
            seen.add(name + " begins");
            try {
                return next.proceed();
            } finally {
                seen.add(name + " ends");
            }
        };
    }

    @Test
    void theFirstOneIsTheOutermost() {
        start(group().interceptor(named("outer")).interceptor(named("inner")).on("orders", Serde.text(), this::see));
        send("k", "handler");

        kafka.run();

        assertThat(seen).containsExactly("outer begins", "inner begins", "handler", "inner ends", "outer ends");
    }

    @Test
    void notProceedingMeansDone() {
        ConsumerGroup group =
                start(group().interceptor((delivery, next) -> null).on("orders", Serde.text(), this::see));
        send("k", "a", "b");

        awaitCommit();

        assertThat(seen).isEmpty();
        assertThat(committed()).isEqualTo(2);
        assertThat(group.counts().failures()).isZero();
    }

    @Test
    void throwingIsAFailureBeforeTheHandlerAndAfterIt() {
        List<Integer> attempts = new ArrayList<>();
        start(group().retry(EACH_MINUTE)
                .interceptor((delivery, next) -> {
                    attempts.add(delivery.attempt());
                    if (delivery.attempt() == 1) {
                        throw new IllegalStateException("before");
                    }
                    next.proceed();
                    if (delivery.attempt() == 2) {
                        throw new IllegalStateException("after");
                    }
                    return null;
                })
                .on("orders", Serde.text(), this::see));
        send("k", "a");

        kafka.advance(MINUTE.multipliedBy(3));

        assertThat(attempts).containsExactly(1, 2, 3);
        assertThat(seen).containsExactly("a", "a");
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void whatTheHandlerThrowsPassesThroughAndMayBeTurnedIntoSuccess() {
        ConsumerGroup group = start(group().interceptor((delivery, next) -> {
                    try {
                        return next.proceed();
                    } catch (IllegalStateException e) {
                        seen.add("caught " + e.getMessage());
                        return null;
                    }
                })
                .on("orders", Serde.text(), message -> {
                    throw new IllegalStateException("no");
                }));
        send("k", "a");

        awaitCommit();

        assertThat(seen).containsExactly("caught no");
        assertThat(committed()).isEqualTo(1);
        assertThat(group.counts().failures()).isZero();
    }

    @Test
    void theStageThatItReturnsDecides() {
        Stages stages = new Stages();
        CompletableFuture<Void> more = new CompletableFuture<>();
        start(group().interceptor((delivery, next) -> {
                    return Objects.requireNonNull(next.proceed()).thenCompose(done -> more);
                })
                .onAsync("orders", Serde.text(), stages::handle));
        send("k", "a");
        kafka.run();

        stages.end("a");
        awaitCommit();
        assertThat(committed()).isLessThanOrEqualTo(0);
        more.complete(null);
        awaitCommit();

        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void aBatchIsOneDelivery() {
        start(group().interceptor((delivery, next) -> {
                    seen.add(delivery.records().size() + " from "
                            + delivery.record().offset());
                    return next.proceed();
                })
                .onBatch("orders", Serde.text(), Batching.of(3, SECOND), batch -> {}));
        send("k", "a", "b", "c");

        kafka.run();

        assertThat(seen).containsExactly("3 from 0");
    }

    @Test
    void itIsToldWhatMessagesOfABatchHaveFailedWith() {
        List<String> outer = new ArrayList<>();
        start(group().retry(Retry.none())
                .deadLetters("orders.dead")
                .interceptor((delivery, next) -> {
                    next.proceed();
                    next.failures().forEach(failure -> outer.add(failure.getMessage()));
                    return null;
                })
                .interceptor((delivery, next) -> {
                    seen.addAll(
                            next.failures().stream().map(Throwable::getMessage).toList());
                    next.proceed();
                    next.failures().forEach(failure -> seen.add(failure.getMessage()));
                    return null;
                })
                .onBatch("orders", Serde.text(), Batching.of(3, SECOND), batch -> {
                    batch.done(batch.messages().get(0));
                    batch.failed(batch.messages().get(1), new IllegalStateException("this one"));
                    throw new IllegalStateException("the rest");
                }));
        send("k", "a", "b", "c");

        kafka.run();

        assertThat(seen).containsExactly("this one", "the rest");
        assertThat(outer).isEqualTo(seen);
        assertThat(dead.values()).containsExactly("b", "c");
    }

    @Test
    void itIsToldWhatKindOfHandlerIsCalled() {
        List<HandlerKind> kinds = new ArrayList<>();
        ConsumerGroupBuilder<String> builder = group().interceptor((delivery, next) -> {
            kinds.add(delivery.kind());
            return next.proceed();
        });
        Messages<String, String> messages = builder.messages("orders", Serde.text(), MINUTE);
        start(builder.on("each", Serde.text(), this::see)
                .onBatch("batch", Serde.text(), Batching.of(1, SECOND), batch -> {})
                .onAsync("async", Serde.text(), message -> CompletableFuture.completedFuture(null))
                .onManual("manual", Serde.text(), MINUTE, (message, acknowledgement) -> acknowledgement.ack()));
        for (String topic : List.of("each", "batch", "async", "manual", "orders")) {
            kafka.topic(topic).send("k", "v");
            kafka.advance(MINUTE);
        }

        assertThat(messages.waiting()).isEqualTo(1);
        assertThat(kinds)
                .containsExactly(
                        HandlerKind.EACH,
                        HandlerKind.BATCH,
                        HandlerKind.ASYNC,
                        HandlerKind.MANUAL,
                        HandlerKind.FETCHED);
    }

    @Test
    void aStageForABatchIsAFailure() {
        start(group().retry(Retry.none())
                .deadLetters("orders.dead")
                .interceptor((delivery, next) -> {
                    next.proceed();
                    return new CompletableFuture<>();
                })
                .onBatch("orders", Serde.text(), Batching.of(2, SECOND), batch -> {}));
        send("k", "a", "b");

        kafka.advance(SECOND);

        assertThat(dead.values()).containsExactly("a", "b");
    }

    @Test
    void itIsToldOfTheGroupAndOfEachAssignment() {
        List<Long> assignments = new ArrayList<>();
        List<String> groups = new ArrayList<>();
        start(group().interceptor((delivery, next) -> {
                    assignments.add(delivery.assignment());
                    groups.add(delivery.group());
                    return next.proceed();
                })
                .on("orders", Serde.text(), this::see));
        send("k", "a", "b");
        kafka.run();

        billing.rebalance();
        send("k", "c");
        kafka.run();

        assertThat(groups).containsOnly("billing");
        assertThat(assignments.get(1)).isEqualTo(assignments.get(0));
        assertThat(assignments.get(2)).isGreaterThan(assignments.get(1));
    }

    @Test
    void itSeesRecordsThatCannotBeRead() {
        start(group().deadLetters("orders.dead")
                .interceptor((delivery, next) -> {
                    seen.add(new String(delivery.record().value(), java.nio.charset.StandardCharsets.UTF_8));
                    return next.proceed();
                })
                .on("orders", new Unreadable(), this::see));
        send("k", "bad");

        kafka.run();

        assertThat(seen).containsExactly("bad");
        assertThat(dead.values()).containsExactly("bad");
    }
}
