package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Batching;
import dev.leat.core.ConsumerGroup;
import dev.leat.core.Message;
import dev.leat.core.Serde;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class FilterTest extends Promises {
    private static String text(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    @Test
    void whatDoesNotPassIsDoneAndCounted() {
        ConsumerGroup group =
                start(group().filter(record -> !text(record).equals("noise")).on("orders", Serde.text(), this::see));
        send("k", "a", "noise", "b", "noise");

        awaitCommit();

        assertThat(seen).containsExactly("a", "b");
        assertThat(group.counts().filtered()).isEqualTo(2);
        assertThat(committed()).isEqualTo(4);
    }

    @Test
    void severalMustAllBePassed() {
        start(group().filter(record -> !text(record).contains("x"))
                .filter(record -> !text(record).contains("y"))
                .on("orders", Serde.text(), this::see));
        send("k", "x", "y", "z");

        kafka.run();

        assertThat(seen).containsExactly("z");
    }

    @Test
    void itIsAskedBeforeInterceptorsAndBeforeTheRecordIsRead() {
        ConsumerGroup group = start(group().interceptor((delivery, next) -> {
                    seen.add("interceptor");
                    return next.proceed();
                })
                .filter(record -> !text(record).startsWith("bad"))
                .on("orders", new Unreadable(), this::see));
        send("k", "bad");

        awaitCommit();

        assertThat(seen).isEmpty();
        assertThat(group.counts().failures()).isZero();
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void anExceptionIsAFailureOfTheRecord() {
        start(group().retry(EACH_MINUTE.attempts(2))
                .deadLetters("orders.dead")
                .filter(record -> {
                    if (text(record).equals("bad")) {
                        throw new IllegalStateException("no");
                    }
                    return true;
                })
                .on("orders", Serde.text(), this::see));
        send("k", "bad", "good");

        kafka.advance(MINUTE);

        assertThat(dead.values()).containsExactly("bad");
        assertThat(seen).containsExactly("good");
    }

    @Test
    void aBatchHoldsOnlyWhatPasses() {
        List<List<String>> batches = new ArrayList<>();
        start(group().filter(record -> !text(record).equals("noise"))
                .onBatch(
                        "orders",
                        Serde.text(),
                        Batching.of(3, SECOND),
                        batch -> batches.add(
                                batch.messages().stream().map(Message::value).toList())));
        send("k", "a", "noise", "b", "noise", "noise", "noise");

        awaitCommit();

        assertThat(batches).containsExactly(List.of("a", "b"));
        assertThat(committed()).isEqualTo(6);
    }

    @Test
    void anExceptionInABatchIsAFailureOfItsRecordAlone() {
        start(group().retry(EACH_MINUTE.attempts(2))
                .deadLetters("orders.dead")
                .filter(record -> {
                    if (text(record).equals("bad")) {
                        throw new IllegalStateException("no");
                    }
                    return true;
                })
                .onBatch(
                        "orders",
                        Serde.text(),
                        Batching.of(3, SECOND),
                        batch -> batch.messages().forEach(this::see)));
        send("k", "a", "bad", "b");

        kafka.advance(MINUTE);

        assertThat(dead.values()).containsExactly("bad");
        assertThat(seen).containsExactly("a", "b");
    }
}
