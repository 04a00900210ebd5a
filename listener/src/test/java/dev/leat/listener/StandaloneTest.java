package dev.leat.listener;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.GroupState;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** How a process lives from its listeners; signals are shown in the tests with a broker, since they need a process. */
class StandaloneTest extends OnTestKafka {
    @ListenerGroup(value = "g", attempts = "1", failed = "stop")
    final class Seen {
        private final CompletableFuture<Standalone> standalone = new CompletableFuture<>();

        @Listener(topics = "orders")
        void on(String value) {
            seen.add(value);
            if (value.equals("last")) {
                standalone.join().stop();
            }
            if (value.equals("bad")) {
                throw new IllegalStateException("bad");
            }
        }
    }

    @Test
    void itRunsUntilItIsToldToEndThenDrainsAndClosesInOrder() throws Exception {
        Seen listener = new Seen();
        Listeners listeners = listeners(listener).build();
        listener.standalone.complete(Standalone.of(listeners)
                .closing(() -> seen.add("clients, with " + listeners.group("g").state()))
                .closing(() -> {
                    throw new IllegalStateException("cannot be closed");
                })
                .closing(() -> seen.add("leat")));
        send("first", "last");

        int exit = listener.standalone.join().run();

        assertThat(exit).isZero();
        assertThat(seen).containsExactly("first", "last", "clients, with " + GroupState.CLOSED, "leat");
        assertThat(committed("g")).isEqualTo(2);
    }

    @Test
    void aGroupThatEndsByItselfEndsTheProcessWithAnError() throws Exception {
        Listeners listeners = listeners(new Seen()).build();
        send("good", "bad");

        int exit = Standalone.of(listeners).closing(() -> seen.add("closed")).run();

        assertThat(exit).isEqualTo(1);
        assertThat(seen).containsExactly("good", "bad", "closed");
        assertThat(committed("g"))
                .as("the bad one is there for the next process")
                .isEqualTo(1);
    }

    @Test
    void broadcastsThatAreStoppedForAWhileDoNotEndTheProcess() throws Exception {
        CompletableFuture<Standalone> standalone = new CompletableFuture<>();
        Listeners listeners = listeners(new Object() {
                    @Listener(topics = "orders", group = "cache", broadcast = true, from = "earliest")
                    void on(String value) {
                        seen.add(value);
                    }
                })
                .build();
        standalone.complete(Standalone.of(listeners));
        leat.surroundings()
                .thread("pausing", () -> pause(listeners, standalone.join()))
                .start();

        assertThat(standalone.join().run()).isZero();
        assertThat(seen).containsExactly("started again");
    }

    private void pause(Listeners listeners, Standalone standalone) {
        CountDownLatch never = new CountDownLatch(1);
        try {
            leat.surroundings().await(never, SECONDS.toNanos(5));
            listeners.stop(Duration.ofSeconds(1));
            leat.surroundings().await(never, SECONDS.toNanos(5));
            listeners.start();
            seen.add("started again");
            leat.surroundings().await(never, SECONDS.toNanos(5));
            standalone.stop();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aClassThatIsMissingWhileOneIsClosedLeavesTheOthersNotOpen() throws Exception {
        Standalone standalone = Standalone.of(listeners(new Seen()).build())
                .closing(() -> {
                    throw new NoClassDefFoundError("of a file that was replaced");
                })
                .closing(() -> seen.add("leat"));
        standalone.stop();

        assertThat(standalone.run()).isZero();
        assertThat(seen).containsExactly("leat");
    }

    @Test
    void itEndsWhenSomebodyHasClosedTheListeners() throws Exception {
        CompletableFuture<Listeners> all = new CompletableFuture<>();
        all.complete(listeners(new Object() {
                    @Listener(topics = "orders", group = "g")
                    void on(String value) {
                        seen.add(value);
                        leat.surroundings()
                                .thread("closer", () -> all.join().close())
                                .start();
                    }
                })
                .build());
        send("a");

        assertThat(Standalone.of(all.join()).run()).isZero();
        assertThat(seen).containsExactly("a");
    }
}
