package dev.leat.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.EmptyStackException;
import java.util.InputMismatchException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class ByErrorTest {
    private static final List<Throwable> MANY = List.of(
            new IllegalStateException(),
            new IllegalArgumentException(),
            new NullPointerException(),
            new ArithmeticException(),
            new ClassCastException(),
            new IndexOutOfBoundsException(),
            new ArrayIndexOutOfBoundsException(),
            new StringIndexOutOfBoundsException(),
            new NegativeArraySizeException(),
            new ArrayStoreException(),
            new UnsupportedOperationException(),
            new NumberFormatException(),
            new IllegalMonitorStateException(),
            new ConcurrentModificationException(),
            new EmptyStackException(),
            new InputMismatchException(),
            new NoSuchElementException(),
            new BrokenBarrierException(),
            new CancellationException(),
            new RejectedExecutionException(),
            new TimeoutException(),
            new DateTimeException(""),
            new IOException());

    private final List<String> made = new ArrayList<>();
    private final ByError<String> meters = new ByError<>(type -> {
        made.add(type);
        return type;
    });

    @Test
    void whatWentWellIsThereFromTheBeginning() {
        assertThat(made).containsExactly("none");
        assertThat(meters.of(null)).isEqualTo("none");
    }

    @Test
    void theCauseOfAStagesFailureCounts() {
        assertThat(meters.of(new CompletionException(new TimeoutException())))
                .isEqualTo("java.util.concurrent.TimeoutException");
        assertThat(meters.of(new CompletionException("without", null)))
                .isEqualTo("java.util.concurrent.CompletionException");
    }

    @Test
    void anAnonymousClassHasAName() {
        assertThat(meters.of(new IllegalStateException() {})).contains("ByErrorTest");
    }

    @Test
    void classesBeyondTwentyShareOne() {
        MANY.forEach(meters::of);
        MANY.forEach(meters::of);

        assertThat(made).hasSize(1 + 20 + 1).endsWith("_OTHER").doesNotHaveDuplicates();
        assertThat(meters.of(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
    }
}
