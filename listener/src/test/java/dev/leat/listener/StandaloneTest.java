package dev.leat.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.GroupState;
import java.util.concurrent.CompletableFuture;
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
