package dev.leat.spring;

import dev.leat.embedded.Embedded;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/** Gives the context of a test a real broker. A record, since equal ones share a context. */
record OnEmbedded() implements ContextCustomizer {
    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        Embedded broker = Shared.join();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "@LeatTest(broker = true)",
                        Map.of(
                                "leat.brokers",
                                broker.bootstrapServers(),
                                "spring.kafka.bootstrap-servers",
                                broker.bootstrapServers())));
        DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getBeanFactory();
        beans.registerSingleton("embeddedKafka", broker);
        beans.registerDisposableBean("embeddedKafka", Shared::leave); // the first to be registered goes last
    }

    /** One broker for all contexts of the JVM. Spring closes those it keeps when the JVM ends; the broker outlasts them, or they would wait for it in vain. */
    private static final class Shared {
        private static final Embedded BROKER =
                Embedded.builder().withoutShutdownHook().start();
        private static final Duration LAST = Duration.ofSeconds(30);

        private static int contexts; // guarded by the class

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(Shared::closeLast, "leat-spring-broker"));
        }

        static synchronized Embedded join() {
            contexts++;
            return BROKER;
        }

        static synchronized void leave() {
            contexts--;
            Shared.class.notifyAll();
        }

        private static synchronized void closeLast() {
            long end = System.nanoTime() + LAST.toNanos();
            try {
                for (long left = LAST.toNanos(); contexts > 0 && left > 0; left = end - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.timedWait(Shared.class, left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                BROKER.close();
            }
        }
    }
}
