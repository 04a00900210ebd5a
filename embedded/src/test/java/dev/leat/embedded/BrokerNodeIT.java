package dev.leat.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerNodeIT {
    /**
     * The first asks for the time when the reader of metadata runs already and Kafka does not count the node as started
     * yet, the other when the coordinators of groups have been made and not been started.
     */
    @ParameterizedTest
    @ValueSource(strings = {"SnapshotEmitterMetrics", "TransactionStateManager"})
    void leavesNothingOfAStartThatFailsHalfWay(String when, @TempDir Path folder) throws InterruptedException {
        BrokerNode.keepJvmAlive();
        var before = BrokerThreads.now();
        BrokerNode.formatIfFresh(folder, 1, "leat", BrokerSettings.CONTROLLER, List.of());
        var node = new BrokerNode(settings(folder), new FailingTime(Thread.currentThread(), when));

        assertThatThrownBy(node::start).hasStackTraceContaining("of purpose");
        node.stop(Duration.ofSeconds(5));

        assertThat(BrokerThreads.since(before)).isEmpty();
    }

    private static Map<String, String> settings(Path folder) {
        var plan = new Plan(
                1,
                OptionalInt.empty(),
                Optional.empty(),
                Map.of(),
                false,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                true,
                Duration.ofSeconds(60));
        return new BrokerSettings(plan, new Security(plan), Map.of(1, Ports.free())).of(1, folder);
    }

    /** Cannot tell the time to a class of Kafka's, in the thread that starts the node. */
    private record FailingTime(Thread starter, String asking) implements Time {
        @Override
        public long milliseconds() {
            failIfAsked();
            return Time.SYSTEM.milliseconds();
        }

        @Override
        public long nanoseconds() {
            failIfAsked();
            return Time.SYSTEM.nanoseconds();
        }

        @Override
        public void sleep(long ms) {
            Time.SYSTEM.sleep(ms);
        }

        @Override
        public void waitObject(Object lock, Supplier<Boolean> condition, long deadlineMs) throws InterruptedException {
            Time.SYSTEM.waitObject(lock, condition, deadlineMs);
        }

        private void failIfAsked() {
            if (Thread.currentThread() == starter
                    && StackWalker.getInstance()
                            .walk(frames -> frames.anyMatch(
                                    frame -> frame.getClassName().endsWith("." + asking)))) {
                throw new IllegalStateException("of purpose");
            }
        }
    }
}
