package dev.leat.embedded;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LeakCheckTest {

    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void namesThreadsThatGoOnAndWhereTheyAre() throws InterruptedException {
        var check = LeakCheck.begin();
        var thread = start("leat-forgotten");

        assertThatThrownBy(() -> check.end("BillingIT", Deadline.in(Duration.ofMillis(50))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("BillingIT left 1 thread(s)")
                .hasMessageContaining("leat-forgotten")
                .hasMessageContaining("CountDownLatch.await");

        end.countDown();
        thread.join();
    }

    @Test
    void waitsForThreadsThatAreEnding() throws InterruptedException {
        var check = LeakCheck.begin();
        start("leat-ending");

        end.countDown();

        check.end("BillingIT", Deadline.in(Duration.ofSeconds(10)));
    }

    @Test
    void passesOverOlderThreadsAndThoseOfOthers() throws InterruptedException {
        start("leat-older");
        var check = LeakCheck.begin();
        start("pool-1-thread-1");

        check.end("BillingIT", Deadline.in(Duration.ofMillis(50)));

        end.countDown();
    }

    private Thread start(String name) {
        var thread = new Thread(this::untilEnd, name);
        thread.start();
        return thread;
    }

    private void untilEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
