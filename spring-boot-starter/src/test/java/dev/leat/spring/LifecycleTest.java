package dev.leat.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.GroupState;
import dev.leat.listener.Listener;
import dev.leat.listener.ListenerGroup;
import dev.leat.listener.Listeners;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** When listeners start and stop, and what is told of those that cannot. */
@ExtendWith(OutputCaptureExtension.class)
class LifecycleTest {
    static final List<String> SEEN = Collections.synchronizedList(new ArrayList<>());

    static class Work {
        @Listener(topics = "orders", group = "work")
        void on(String value) {
            SEEN.add(value);
        }
    }

    /** Starts and stops when the web server's requests are let in and waited for. */
    static class Web implements SmartLifecycle {
        private final ObjectProvider<Listeners> listeners;
        private boolean running;

        Web(ObjectProvider<Listeners> listeners) {
            this.listeners = listeners;
        }

        @Override
        public void start() {
            running = true;
            SEEN.add("web starts while the group is " + state());
        }

        @Override
        public void stop() {
            running = false;
            SEEN.add("web stops while the group is " + state());
        }

        private GroupState state() {
            return listeners.getObject().group("work").state();
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public int getPhase() {
            return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
        }
    }

    @Test
    void listenersStartAfterTheWebServerAndStopBeforeIt() {
        SEEN.clear();
        try (App app = App.run(Work.class, Web.class)) {
            app.kafka().topic("orders");
            app.kafka().advance(Duration.ofSeconds(5));
            assertThat(app.bean(Listeners.class).group("work").state()).isEqualTo(GroupState.CONSUMING);
        }
        assertThat(SEEN)
                .containsExactly("web starts while the group is INITIALISING", "web stops while the group is STOPPED");
    }

    @Test
    void listenersDoNotStartThemselvesIfNotWanted() {
        SEEN.clear();
        try (App app = App.run(Work.class, "leat.auto-start=false")) {
            app.send("a");
            app.kafka().advance(Duration.ofSeconds(5));
            assertThat(SEEN).isEmpty();

            app.bean(Listeners.class).start();
            app.kafka().run();
            assertThat(SEEN).containsExactly("a");
            assertThat(app.bean(LeatLifecycle.class).isRunning()).isTrue();
        }
    }

    @Test
    void aContextThatIsStoppedAndStartedAgainGoesOn() {
        SEEN.clear();
        try (App app = App.run(Work.class)) {
            app.send("a");
            app.kafka().advance(Duration.ofSeconds(5));
            app.context().stop();
            app.send("b");
            app.kafka().advance(Duration.ofSeconds(5));
            assertThat(SEEN).containsExactly("a");

            app.context().start();
            app.kafka().advance(Duration.ofSeconds(5));
            assertThat(SEEN).containsExactly("a", "b");
        }
    }

    static class Cache {
        @Listener(topics = "prices", group = "cache", broadcast = true)
        void on(String value) {
            SEEN.add("cached " + value);
        }
    }

    @Test
    void broadcastsStartAndStopWithTheApplication() {
        SEEN.clear();
        try (App app = App.run(Cache.class, Work.class)) {
            app.kafka().topic("prices");
            app.kafka().advance(Duration.ofSeconds(5));
            app.kafka().topic("prices").send("k", "30");
            app.send("a");
            app.kafka().advance(Duration.ofSeconds(5));
            assertThat(SEEN).containsExactlyInAnyOrder("cached 30", "a");

            app.context().stop();
            assertThat(app.bean(LeatLifecycle.class).isRunning()).isFalse();
            assertThat(app.bean(Listeners.class).broadcasts()).isEmpty();
        }
    }

    @Test
    void aContextThatIsStoppedBeforeKafkaHasAnsweredStaysStopped() {
        SEEN.clear();
        try (App app = App.run(Work.class)) {
            assertThat(app.bean(Listeners.class).group("work").state()).isEqualTo(GroupState.INITIALISING);
            app.context().stop();
            app.send("a");
            app.kafka().advance(Duration.ofSeconds(5));
            assertThat(SEEN).isEmpty();
        }
    }

    static class Failing {
        @ListenerGroup(value = "failing", attempts = "1", failed = "stop")
        @Listener(topics = "orders")
        void on(String value) {
            throw new IllegalStateException(value);
        }
    }

    @Test
    void aContextWithAGroupThatHasEndedCanBeStartedAgain() {
        SEEN.clear();
        try (App app = App.run(Failing.class, Work.class)) {
            app.send("a");
            app.kafka().advance(Duration.ofSeconds(5));
            app.context().stop();
            app.send("b");

            app.context().start();
            app.kafka().advance(Duration.ofSeconds(5));
            assertThat(SEEN).containsExactly("a", "b");
        }
    }

    @Test
    void aLongerStopThanSpringWaitsForIsTold(CapturedOutput output) {
        App.run(Work.class, "leat.stop-within=60s").close();

        assertThat(output.getOut())
                .contains("leat.stop-within=PT1M is longer than spring.lifecycle.timeout-per-shutdown-phase=PT30S");
    }

    interface Hidden {}

    static class Late implements Hidden {
        @Listener(topics = "orders", group = "late")
        void on(String value) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class Lazily {
        @Bean
        @Lazy
        Hidden late() {
            return new Late();
        }
    }

    @Test
    void aBeanThatComesTooLateIsTold(CapturedOutput output) {
        try (App app = App.run(Lazily.class)) {
            assertThat(output.getOut()).doesNotContain("listener methods");
            app.bean(Hidden.class);
        }
        assertThat(output.getOut())
                .contains(
                        "bean=late is a dev.leat.spring.LifecycleTest$Late with listener methods, which are not called");
    }

    @Test
    void listenersOfAParentContextAreFoundByTheChildThatHasLeat() {
        SEEN.clear();
        try (ConfigurableApplicationContext parent =
                new org.springframework.context.annotation.AnnotationConfigApplicationContext(Work.class)) {
            try (App app = App.run(parent)) {
                app.send("a");
                app.kafka().run();
            }
        }
        assertThat(SEEN).containsExactly("a");
    }

    @Test
    void aChildDoesNotTakeTheListenersOfAParentThatHasItsOwn() {
        SEEN.clear();
        try (App parent = App.run(Work.class);
                App child = App.run(parent.context())) {
            assertThat(child.bean(Listeners.class).groups()).isEmpty();
            parent.send("a");
            parent.kafka().run();
        }
        assertThat(SEEN).containsExactly("a");
    }
}
