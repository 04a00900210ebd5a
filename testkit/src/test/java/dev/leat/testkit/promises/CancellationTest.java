package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.ConsumerGroup;
import dev.leat.core.Message;
import dev.leat.core.Serde;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a handler can know of the end of its partition. */
class CancellationTest extends Promises {
    private final Halt halt = halt();
    private final List<Message<String, String>> messages = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    private ConsumerGroup startHalting() {
        return start(group().on("orders", Serde.text(), message -> {
            messages.add(message);
            var unused = message.cancelled().thenRun(() -> told.add(message.value()));
            halt.here();
        }));
    }

    @Test
    void aHandlerIsToldThatItsPartitionIsRevoked() {
        startHalting();
        sendEach("a");
        kafka.run();
        assertThat(messages.get(0).isCancelled()).isFalse();

        billing.revoke("orders", 0);
        kafka.run();

        assertThat(messages.get(0).isCancelled()).isTrue();
        assertThat(told).containsExactly("a");
        halt.release();
    }

    @Test
    void thoseOfOtherPartitionsAreNot() {
        startHalting();
        orders.partition(1).send("k", "other");
        kafka.run();

        billing.revoke("orders", 0);
        kafka.run();

        assertThat(messages.get(0).isCancelled()).isFalse();
        assertThat(told).isEmpty();
        halt.release();
    }

    @Test
    void aStopCancelsToo() {
        ConsumerGroup group = startHalting();
        sendEach("a");
        kafka.run();

        group.stop(MINUTE);
        kafka.run();

        assertThat(told).containsExactly("a");
        halt.release();
    }

    @Test
    void whoAsksLateIsToldAtOnce() {
        ConsumerGroup group = startHalting();
        sendEach("a");
        kafka.run();
        halt.release();
        group.close();

        messages.get(0).cancelled().thenRun(() -> told.add("late"));

        assertThat(told).contains("late");
    }
}
