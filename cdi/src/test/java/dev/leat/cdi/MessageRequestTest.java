package dev.leat.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.Acknowledgement;
import dev.leat.listener.Listener;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The request context of a message, wherever its work is done. */
class MessageRequestTest extends OnWeld {
    private static final List<MessageRequest> REQUESTS = new ArrayList<>();
    private static final List<Acknowledgement> ACKNOWLEDGEMENTS = new ArrayList<>();

    @RequestScoped
    static class Basket {
        Basket() {
            SEEN.add("made");
        }

        void put(String what) {
            SEEN.add(what);
        }

        @PreDestroy
        void end() {
            SEEN.add("gone");
        }
    }

    @ApplicationScoped
    static class Keeping {
        @Inject
        Basket basket;

        @Listener(topics = "orders", group = "g")
        void on(Acknowledgement acknowledgement) {
            REQUESTS.add(MessageRequest.current().orElseThrow());
            ACKNOWLEDGEMENTS.add(acknowledgement);
        }
    }

    private SeContainer handled(Class<?>... beans) {
        REQUESTS.clear();
        ACKNOWLEDGEMENTS.clear();
        SeContainer application = run(beans);
        send("a");
        kafka.run();
        return application;
    }

    @Test
    void withAnAcknowledgementItLastsUntilThatIsUsed() throws Exception {
        SeContainer application = handled(Keeping.class, Basket.class);
        Basket basket = application.select(Basket.class).get();

        assertThat(REQUESTS.get(0)
                        .carry(() -> {
                            basket.put("carried");
                            return 3;
                        })
                        .call())
                .isEqualTo(3);
        assertThat(SEEN).containsExactly("made", "carried");

        ACKNOWLEDGEMENTS.get(0).ack();
        assertThat(SEEN).containsExactly("made", "carried", "gone");
        assertThatThrownBy(REQUESTS.get(0).carry(() -> basket.put("late"))::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the message is done, and its request context with it");
    }

    @Test
    void elsewhereThereIsNone() {
        SeContainer application = run(Keeping.class, Basket.class);
        Basket basket = application.select(Basket.class).get();

        assertThat(MessageRequest.current()).isEmpty();
        assertThatThrownBy(() -> basket.put("nowhere")).isInstanceOf(ContextNotActiveException.class);
    }

    @Test
    void whatSeveralThreadsWantIsMadeOnce() throws Exception {
        SeContainer application = handled(Keeping.class, Basket.class);
        Basket basket = application.select(Basket.class).get();
        MessageRequest request = REQUESTS.get(0);
        int threads = 4;
        CyclicBarrier together = new CyclicBarrier(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(executor.submit(request.carry(() -> {
                    together.await();
                    basket.put("put");
                    return null;
                })));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            executor.shutdownNow();
        }

        assertThat(SEEN).containsOnlyOnce("made").hasSize(1 + threads);
    }

    @Test
    void aCarriedTaskLeavesTheThreadAsItWas() {
        handled(Keeping.class, Basket.class);
        MessageRequest outer = REQUESTS.get(0);
        MessageRequest inner = new MessageRequest();
        List<MessageRequest> seen = new ArrayList<>();

        Runnable within = () -> seen.add(MessageRequest.current().orElseThrow());
        Runnable around = () -> {
            inner.carry(within).run();
            within.run();
        };
        outer.carry(around).run();

        assertThat(seen).containsExactly(inner, outer);
        assertThat(MessageRequest.current()).isEmpty();
    }

    @Dependent
    static class Asking {
        @Inject
        Basket basket;

        @Listener(topics = "orders", group = "g")
        void on(String value) {
            basket.put(value);
        }

        @PreDestroy
        void end() {
            basket.put("listener is gone");
        }
    }

    @Test
    void listenersGoBeforeWhatTheyShare() {
        run(Asking.class, Basket.class);
        send("a");
        kafka.run();

        assertThat(SEEN).containsExactly("made", "a", "listener is gone", "gone");
    }

    @RequestScoped
    static class Broken {
        void use() {
            SEEN.add("used");
        }

        @PreDestroy
        void end() {
            throw new IllegalStateException("broken");
        }
    }

    @ApplicationScoped
    static class UsingBoth {
        @Inject
        Basket basket;

        @Inject
        Broken broken;

        @Inject
        Instance<Basket> baskets;

        @Inject
        RequestContextController controller;

        @Listener(topics = "orders", group = "g")
        void on(String value) {
            basket.put(value);
            broken.use();
            if (value.equals("again")) {
                baskets.destroy(basket);
                basket.put("a new one");
            }
            if (value.equals("nested")) {
                SEEN.add("activated " + controller.activate());
            }
        }
    }

    @Test
    void whatCannotBeDestroyedKeepsNothingElseFromIt() {
        run(UsingBoth.class, Basket.class, Broken.class);
        send("a", "b");
        kafka.advance(MINUTE);

        assertThat(SEEN).containsExactly("made", "a", "used", "gone", "made", "b", "used", "gone");
        assertThat(kafka.group("g").committed("orders", 0)).hasValue(2);
    }

    private record Made(String name) implements Contextual<String> {
        @Override
        public String create(CreationalContext<String> creation) {
            return name;
        }

        @Override
        public void destroy(String object, CreationalContext<String> creation) {
            SEEN.add(name + " is gone");
            throw new IllegalStateException(name);
        }
    }

    @Test
    void failuresOfAnyBeanAreToldWhenAllAreGone() {
        CreationalContext<String> creation = run().getBeanManager().createCreationalContext(new Made("none"));
        MessageRequest request = new MessageRequest();
        request.findOrMake(new Made("first"), creation);
        request.findOrMake(new Made("second"), creation);

        assertThatThrownBy(request::end)
                .hasMessage("second")
                .hasSuppressedException(new IllegalStateException("first"));
        assertThat(SEEN).containsExactly("second is gone", "first is gone");
        request.end();
        assertThat(request.isOver()).isTrue();
    }

    @Test
    void oneThatIsDestroyedByHandIsMadeAnew() {
        run(UsingBoth.class, Basket.class, Broken.class);
        send("again");
        kafka.run();

        assertThat(SEEN).containsExactly("made", "again", "used", "gone", "made", "a new one", "gone");
    }

    @Test
    void theContainersControllerFindsItActive() {
        run(UsingBoth.class, Basket.class, Broken.class);
        send("nested");
        kafka.run();

        assertThat(SEEN).containsExactly("made", "nested", "used", "activated false", "gone");
    }

    @RequestScoped
    static class ByBatch {
        @Inject
        Basket basket;

        @Listener(topics = "orders", group = "g")
        void on(List<String> values) {
            basket.put(values.toString());
        }
    }

    @Test
    void aBatchIsOneRequest() {
        run(ByBatch.class, Basket.class);
        send("a", "b");
        kafka.advance(MINUTE);

        assertThat(SEEN).containsExactly("made", "[a, b]", "gone");
    }
}
