package dev.leat.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AskOnceTest {
    private final AskOnce<Integer, String> answers = new AskOnce<>();
    private final AtomicInteger questions = new AtomicInteger();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CompletableFuture<String> answer = new CompletableFuture<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private String slowly() {
        questions.incrementAndGet();
        asked.countDown();
        return answer.join();
    }

    @Test
    void whoComesMeanwhileGetsTheSameAnswer() throws Exception {
        Future<String> first = threads.submit(() -> answers.of(1, this::slowly));
        asked.await();
        Future<String> second = threads.submit(() -> answers.of(1, () -> "another"));
        answer.complete("one");

        assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo("one");
        assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo("one");
        assertThat(answers.of(1, this::slowly)).isEqualTo("one");
        assertThat(questions).hasValue(1);
    }

    @Test
    void whoAsksSomethingElseDoesNotWait() throws Exception {
        Future<String> first = threads.submit(() -> answers.of(1, this::slowly));
        asked.await();

        for (int other = 2; other < 200; other++) {
            assertThat(answers.of(other, () -> "other")).isEqualTo("other");
        }
        assertThat(first.isDone()).isFalse();
        answer.complete("one");
        assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo("one");
    }

    @Test
    void aFailureIsNotKept() {
        assertThatThrownBy(() -> answers.of(1, () -> {
                    throw new SchemaRegistryException("away", null);
                }))
                .isInstanceOf(SchemaRegistryException.class);

        assertThat(answers.of(1, () -> "one")).isEqualTo("one");
    }
}
