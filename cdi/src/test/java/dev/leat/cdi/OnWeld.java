package dev.leat.cdi;

import dev.leat.core.Leat;
import dev.leat.listener.Configuration;
import dev.leat.testkit.TestKafka;
import dev.leat.testkit.TestTopic;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An application on Weld with a {@code Leat} of its own, on the in-memory log. */
abstract class OnWeld {
    static final Duration MINUTE = Duration.ofMinutes(1);

    /** What beans have told, in order. Static, since the container makes the beans. */
    static final List<String> SEEN = Collections.synchronizedList(new ArrayList<>());

    static final Map<String, String> CONFIGURED = new HashMap<>();

    private static TestKafka current = TestKafka.create();

    final TestKafka kafka = TestKafka.create();
    final TestTopic orders = kafka.topic("orders");

    private @Nullable SeContainer running;

    @BeforeEach
    void begin() {
        current = kafka;
        SEEN.clear();
        CONFIGURED.clear();
    }

    @AfterEach
    void end() {
        stop();
        kafka.close();
    }

    @Singleton
    static class Connected {
        @Produces
        @Singleton
        Leat leat() {
            return current.leat();
        }

        @Produces
        Configuration configuration() {
            return Configuration.of(CONFIGURED);
        }
    }

    static SeContainerInitializer application(Class<?>... beans) {
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new LeatExtension())
                .addBeanClasses(Connected.class)
                .addBeanClasses(beans);
    }

    final SeContainer run(Class<?>... beans) {
        return run(application(beans));
    }

    final SeContainer run(SeContainerInitializer application) {
        SeContainer started = application.initialize();
        running = started;
        return started;
    }

    final void stop() {
        if (running != null && running.isRunning()) {
            running.close();
        }
    }

    static void nothing() {
        application().initialize();
    }

    /** With itself as key. */
    final void send(String... values) {
        for (String value : values) {
            orders.send(value, value);
        }
    }
}
