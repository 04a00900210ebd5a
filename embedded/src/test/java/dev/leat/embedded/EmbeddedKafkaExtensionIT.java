package dev.leat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs test classes inside a test. They are off otherwise. */
class EmbeddedKafkaExtensionIT {
    private static final String INSIDE = "leat.test.inside";
    private static final Set<Embedded> BROKERS = new HashSet<>();
    private static final List<Thread> LEFT = new ArrayList<>();
    private static final CountDownLatch END = new CountDownLatch(1);

    @BeforeEach
    void forget() {
        BROKERS.clear();
    }

    @Test
    void sharesOneBrokerAmongClassesAndClosesItAfterTheLast() {
        var failures = run(First.class, Second.class);

        assertThat(failures).isEmpty();
        assertThat(BROKERS)
                .singleElement()
                .satisfies(kafka -> assertThat(kafka.data()).doesNotExist());
    }

    @Test
    void sharesItWithClassesOfALaterRunInTheSameSession() {
        var failures = new ArrayList<Throwable>();

        try (var session = LauncherFactory.openSession()) {
            failures.addAll(run(session.getLauncher(), First.class));
            failures.addAll(run(session.getLauncher(), Second.class));
        }

        assertThat(failures).isEmpty();
        assertThat(BROKERS)
                .singleElement()
                .satisfies(kafka -> assertThat(kafka.data()).doesNotExist());
    }

    @Test
    void failsAClassThatLeavesThreadsOfLeatRunning() {
        var failures = run(Leaking.class, LeakingOnPurpose.class);

        END.countDown();
        assertThat(failures)
                .singleElement()
                .asString()
                .contains("Leaking left 1 thread(s)")
                .contains("leat-consumer-forgotten");
        assertThat(LEFT).hasSize(2);
    }

    @EmbeddedKafka
    @EnabledIfSystemProperty(named = INSIDE, matches = "true")
    static class First {
        @Test
        void uses(Embedded kafka) {
            BROKERS.add(kafka);
            assertThat(kafka.runningNodes()).containsExactly(1);
        }
    }

    @EmbeddedKafka
    @EnabledIfSystemProperty(named = INSIDE, matches = "true")
    static class Second {
        @Test
        void uses(Embedded kafka) {
            BROKERS.add(kafka);
            assertThat(kafka.runningNodes()).containsExactly(1);
        }
    }

    @EmbeddedKafka
    @EnabledIfSystemProperty(named = INSIDE, matches = "true")
    static class Leaking {
        @Test
        void forgetsAThread() {
            leak("leat-consumer-forgotten");
        }
    }

    @EmbeddedKafka(leakCheck = false)
    @EnabledIfSystemProperty(named = INSIDE, matches = "true")
    static class LeakingOnPurpose {
        @Test
        void keepsAThread() {
            leak("leat-consumer-kept");
        }
    }

    private static void leak(String name) {
        var thread = new Thread(EmbeddedKafkaExtensionIT::untilEnd, name);
        LEFT.add(thread);
        thread.start();
    }

    private static void untilEnd() {
        try {
            END.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<Throwable> run(Class<?>... classes) {
        return run(LauncherFactory.create(), classes);
    }

    private static List<Throwable> run(Launcher launcher, Class<?>... classes) {
        var failures = new ArrayList<Throwable>();
        var request = LauncherDiscoveryRequestBuilder.request();
        for (var each : classes) {
            request.selectors(selectClass(each));
        }
        System.setProperty(INSIDE, "true");
        try {
            launcher.execute(request.build(), new TestExecutionListener() {
                @Override
                public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                    result.getThrowable().ifPresent(failures::add);
                }
            });
        } finally {
            System.clearProperty(INSIDE);
        }
        return failures;
    }
}
