package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.examples.orders.OrderProgress;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ViewTextTest {
    private static final OrderProgress HALF = new OrderProgress(
            1_000,
            480,
            20,
            0,
            60,
            new BigDecimal("1234.5"),
            1,
            true,
            12,
            3,
            7,
            new TreeMap<>(Map.of(0L, 1, 4L, 7)),
            "600001, 3 lines, 12.30, France",
            null);

    @Test
    void theBarWaitsTwoSecondsAndThenShowsTheShareThatIsDone() {
        ProgressBar bar = new ProgressBar(0);

        assertThat(bar.lines(HALF, Duration.ofMillis(1_900).toNanos())).isEmpty();
        assertThat(bar.lines(HALF, Duration.ofSeconds(2).toNanos()))
                .containsExactly("[####################....................]  50 %  500 lines");
    }

    @Test
    void theLiveTextHasRateAndRevenue() {
        LiveText text = new LiveText("localhost:9092", 0);

        List<String> lines = text.lines(HALF, Duration.ofSeconds(2).toNanos());

        assertThat(lines)
                .startsWith("Leat: orders on Kafka at localhost:9092, 0:00:02")
                .anyMatch(line -> line.contains("500 done") && line.endsWith("250 a second"))
                .anyMatch(line -> line.contains("1,234.50 revenue"))
                .anyMatch(line -> line.contains("12 orders") && line.endsWith("3 refused"))
                .contains("  rules    none on 1, version 4 on 7; 7 attempts made to fail");
    }

    @Test
    void theLineOfALogSaysTheSame() {
        LiveText text = new LiveText("localhost:9092", 0);

        assertThat(text.line(HALF, Duration.ofSeconds(2).toNanos()))
                .isEqualTo("0:00:02  lines sent 1000, done 500 (250/s), rejected 20; orders 60, revenue 1234.50,"
                        + " held 12, refused 3; rules none on 1, version 4 on 7; 7 attempts made to fail");
    }

    @Test
    void aScreenDrawsOverItselfAndKeepsMessages() {
        Shell shell = new Shell();
        Screen screen = new Screen(shell.terminal(true));

        screen.draw(List.of("a", "b"));
        screen.message("told");
        screen.draw(List.of("c"));
        screen.clear();

        assertThat(shell.err().replace(System.lineSeparator(), "\n"))
                .isEqualTo("a\nb\n\033[2F\033[Jtold\nc\n\033[1F\033[J");
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void withoutAnybodyWatchingNothingIsDrawn() {
        Shell shell = new Shell();
        Screen screen = new Screen(shell.terminal(false));

        screen.draw(List.of("a", "b"));
        screen.clear();

        assertThat(shell.err()).isEmpty();
    }
}
