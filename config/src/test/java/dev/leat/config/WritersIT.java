package dev.leat.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.leat.core.Leat;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EmbeddedKafka
class WritersIT {
    private Leat leat;
    private ConfigTopic topic;

    @BeforeEach
    void topic(Leat leat, TestNames names) throws InterruptedException {
        this.leat = leat;
        topic = ConfigTopic.of(names.topic("conf"));
        try (ConfigStore store = store(leat)) {
            assertThat(store.start()).isTrue();
        }
    }

    @Test
    void versionsFollowEachOtherAndHistoryHasAll() {
        try (ConfigStore store = store(leat)) {
            assertThat(store.newest("orders")).isEmpty();
            Revision first = store.publish(Publication.of("orders", Map.of("ceiling", 500))
                    .author("ann")
                    .reason("first"));
            store.publish(Publication.patch("orders", Map.of("delay", 10)).expecting(1));
            store.publish(Publication.delete("orders"));
            Revision again = store.rollback("orders", 2);

            assertThat(first.version()).isEqualTo(1);
            assertThat(again.version()).isEqualTo(4);
            assertThat(again.rollbackOf()).hasValue(2);
            assertThat(again.values()).hasToString("{\"ceiling\":500,\"delay\":10}");
            assertThat(store.newest("orders").map(Revision::version)).hasValue(4L);
            assertThat(store.history("orders")).extracting(Revision::version).containsExactly(4L, 3L, 2L, 1L);
        }
    }

    @Test
    void whatIsRehearsedIsCheckedAndNotPublished() {
        try (ConfigStore store = store(leat)) {
            var unused = store.live("orders", Limits.class, new Limits(1))
                    .check(limits -> limits.ceiling() > 0 ? List.of() : List.of("ceiling must be above 0"))
                    .build();
            store.publish(Publication.of("orders", Map.of("ceiling", 500)));

            Revision next = store.rehearse(Publication.patch("orders", Map.of("ceiling", 600)));

            assertThat(next.version()).isEqualTo(2);
            assertThat(next.values()).hasToString("{\"ceiling\":600}");
            assertThatExceptionOfType(ConfigRejectedException.class)
                    .isThrownBy(() -> store.rehearse(Publication.patch("orders", Map.of("ceiling", -6))))
                    .withMessageContaining("ceiling must be above 0");
            assertThatExceptionOfType(ConfigConflictException.class)
                    .isThrownBy(
                            () -> store.rehearse(Publication.delete("orders").expecting(7)));
            assertThat(store.history("orders")).hasSize(1);
        }
    }

    @Test
    void whoExpectsAnotherVersionIsToldWhoWon() {
        try (ConfigStore store = store(leat)) {
            store.publish(Publication.of("orders", Map.of("ceiling", 500))
                    .expecting(0)
                    .author("ann")
                    .reason("Easter"));

            assertThatExceptionOfType(ConfigConflictException.class)
                    .isThrownBy(() -> store.publish(
                            Publication.of("orders", Map.of("ceiling", 9)).expecting(0)))
                    .withMessageContainingAll("'orders'", "not at version 0", "at 1", "by ann", "Easter");
            assertThat(store.history("orders")).hasSize(1);
        }
    }

    /** Each adds one to what it has read; if two had read the same, the sum would be less. */
    @Test
    void nothingIsLostBetweenWritersOfSeveralProcesses() {
        long writers = 4;
        int each = 5;
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            all.add(CompletableFuture.runAsync(() -> {
                try (Leat own = Leat.builder().properties(leat.properties()).build();
                        ConfigStore store = store(own)) {
                    IntStream.range(0, each).forEach(any -> addOne(store));
                }
            }));
        }
        all.forEach(CompletableFuture::join);

        try (ConfigStore store = store(leat)) {
            Revision last = store.newest("counter").orElseThrow();
            assertThat(last.version()).isEqualTo(writers * each);
            assertThat(last.values().path("sum").asLong()).isEqualTo(writers * each);
            assertThat(store.history("counter"))
                    .extracting(Revision::version)
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, writers * each)
                            .map(number -> writers * each + 1 - number)
                            .boxed()
                            .toList());
        }
    }

    /** They have one producer, for its id is one for all writers. */
    @Test
    void norBetweenStoresOfOneConnection() {
        try (ConfigStore first = store(leat)) {
            try (ConfigStore second = store(leat)) {
                CompletableFuture.allOf(
                                CompletableFuture.runAsync(
                                        () -> IntStream.range(0, 10).forEach(any -> addOne(first))),
                                CompletableFuture.runAsync(
                                        () -> IntStream.range(0, 10).forEach(any -> addOne(second))))
                        .join();

                assertThat(second.newest("counter")
                                .orElseThrow()
                                .values()
                                .path("sum")
                                .asLong())
                        .isEqualTo(20);
            }
            addOne(first);
            assertThat(first.newest("counter").orElseThrow().version()).isEqualTo(21);
        }
    }

    private ConfigStore store(Leat connection) {
        return ConfigStore.on(connection).topic(topic).build();
    }

    record Limits(int ceiling) {}

    private static void addOne(ConfigStore store) {
        while (true) {
            Revision before = store.newest("counter").orElse(null);
            int sum = before == null ? 0 : before.values().path("sum").asInt();
            try {
                store.publish(Publication.of("counter", Map.of("sum", sum + 1))
                        .expecting(before == null ? 0 : before.version()));
                return;
            } catch (ConfigConflictException e) {
                // somebody was quicker
            }
        }
    }
}
