package dev.leat.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.leat.core.ConfigurationException;
import dev.leat.listener.Key;
import dev.leat.listener.Listener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** Whatever Spring has put around a bean: its listeners are called through it, or it is told why not. */
class ProxiedBeansTest {
    static final List<String> SEEN = Collections.synchronizedList(new ArrayList<>());

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement(proxyTargetClass = true)
    static class Transactions extends TransactionManaging {}

    static class TransactionManaging {
        @Bean
        PlatformTransactionManager transactionManager() {
            return new AbstractPlatformTransactionManager() {
                @Override
                protected Object doGetTransaction() {
                    return new Object();
                }

                @Override
                protected void doBegin(Object transaction, TransactionDefinition definition) {
                    SEEN.add("begin");
                }

                @Override
                protected void doCommit(DefaultTransactionStatus status) {
                    SEEN.add("commit");
                }

                @Override
                protected void doRollback(DefaultTransactionStatus status) {
                    SEEN.add("rollback");
                }
            };
        }
    }

    static class Ledger {
        void book(String what) {
            SEEN.add(what);
        }
    }

    /** Package-private on purpose: nothing of it needs to be public. */
    static class Booking {
        private final Ledger ledger;

        Booking(Ledger ledger) {
            this.ledger = ledger;
        }

        @Transactional
        @Listener(topics = "orders", group = "booking")
        void book(@Key Optional<String> key, String value) {
            ledger.book(key.orElse("") + "=" + value);
        }
    }

    @Test
    void adviceRunsAroundAListener() {
        SEEN.clear();
        try (App app = App.run(Transactions.class, Ledger.class, Booking.class)) {
            app.send("a");
            app.kafka().run();
        }
        assertThat(SEEN).containsExactly("begin", "a=a", "commit");
    }

    static class Final {
        @Transactional
        public void other() {}

        @Listener(topics = "orders", group = "booking")
        final void book(String value) {
            SEEN.add(value);
        }
    }

    @Test
    void whatAProxyCannotOverrideIsTold() {
        assertThat(problems(Transactions.class, Final.class))
                .singleElement()
                .asString()
                .startsWith("dev.leat.spring.ProxiedBeansTest$Final#book is not overridden by the proxy of bean '")
                .endsWith("make it public and not final");
    }

    interface Charging {
        void charge(String value);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    static class InterfaceTransactions extends TransactionManaging {}

    static class Charger implements Charging {
        @Override
        @Transactional
        @Listener(topics = "orders", group = "booking")
        public void charge(String value) {
            SEEN.add(value);
        }
    }

    @Test
    void aProxyOfInterfacesAloneIsTold() {
        assertThat(problems(InterfaceTransactions.class, Charger.class, "spring.aop.proxy-target-class=false"))
                .singleElement()
                .asString()
                .contains("is behind a proxy with the interfaces [dev.leat.spring.ProxiedBeansTest$Charging")
                .contains("have it proxied as a class");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAsync(proxyTargetClass = true)
    static class Asynchronous {}

    static class Early {
        @Async
        @Listener(topics = "orders", group = "g")
        void on(String value) {
            SEEN.add(value);
        }
    }

    static class Patient {
        @Async
        @Listener(topics = "orders", group = "g")
        CompletableFuture<@Nullable Void> on(String value) {
            return CompletableFuture.completedFuture(null);
        }
    }

    @Test
    void anAsyncListenerThatReturnsBeforeItsWorkIsDoneIsTold() {
        assertThat(problems(Asynchronous.class, Early.class))
                .singleElement()
                .asString()
                .contains("Early#on of bean")
                .contains("let it return a CompletableFuture");
        App.run(Asynchronous.class, Patient.class).close();
    }

    static class Plain {
        @Listener(topics = "orders", group = "plain")
        void on(String value) {
            SEEN.add("plain " + value);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Twice {
        @Bean
        Plain eu() {
            return new Plain();
        }

        @Bean
        Plain us() {
            return new Plain();
        }
    }

    @Test
    void twoBeansOfOneClassAreTold() {
        assertThat(problems(Twice.class))
                .singleElement()
                .asString()
                .startsWith("the beans 'eu' and 'us' are both a dev.leat.spring.ProxiedBeansTest$Plain");
    }

    @Configuration // enhanced, and with a listener of its own
    static class Enhanced {
        @Bean
        @Lazy
        Plain lazy() {
            return new Plain();
        }

        @Listener(topics = "orders", group = "enhanced")
        void on(String value) {
            SEEN.add("configuration " + value);
        }
    }

    @Test
    void lazyBeansAndConfigurationsAreFound() {
        SEEN.clear();
        try (App app = App.run(Enhanced.class, "spring.main.lazy-initialization=true")) {
            app.send("a");
            app.kafka().run();
        }
        assertThat(SEEN).containsExactlyInAnyOrder("plain a", "configuration a");
    }

    static class Factory implements FactoryBean<Plain> {
        @Override
        public Plain getObject() {
            return new Plain();
        }

        @Override
        public Class<?> getObjectType() {
            return Plain.class;
        }
    }

    @Test
    void whatAFactoryMakesIsFound() {
        SEEN.clear();
        try (App app = App.run(Factory.class)) {
            app.send("a");
            app.kafka().run();
        }
        assertThat(SEEN).containsExactly("plain a");
    }

    static class Once implements AutoCloseable {
        @Listener(topics = "orders", group = "once")
        void on(String value) {
            SEEN.add(System.identityHashCode(this) + "");
        }

        @Override
        public void close() {
            SEEN.add("closed");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Prototypes {
        @Bean
        @Scope("prototype")
        Once once() {
            return new Once();
        }
    }

    @Test
    void aPrototypeIsMadeForEachMessageAndDestroyedAfterIt() {
        SEEN.clear();
        try (App app = App.run(Prototypes.class)) {
            app.send("a", "b");
            app.kafka().run();
        }
        assertThat(SEEN).hasSize(4);
        assertThat(SEEN.get(1)).isEqualTo("closed");
        assertThat(SEEN.get(2)).isNotEqualTo(SEEN.get(0));
        assertThat(SEEN.get(3)).isEqualTo("closed");
    }

    @Configuration(proxyBeanMethods = false)
    static class OfTheWeb {
        @Bean
        static BeanFactoryPostProcessor web() {
            return beans -> beans.registerScope("request", new SimpleThreadScope());
        }

        @Bean
        @Scope("request")
        Once once() {
            return new Once();
        }
    }

    @Test
    void aScopeOfTheWebIsTold() {
        assertThat(problems(OfTheWeb.class))
                .singleElement()
                .asString()
                .contains("the bean 'once' has the scope 'request', and there is no such thing when a message comes");
    }

    @Test
    void anApplicationWithoutListenersStarts() {
        try (App app = App.run()) {
            assertThat(app.bean(dev.leat.listener.Listeners.class).groups()).isEmpty();
        }
    }

    @Test
    void nothingIsThereWhenItIsSwitchedOff() {
        try (App app = App.runForReal(Plain.class, "leat.enabled=false")) {
            assertThat(catchThrowable(() -> app.bean(dev.leat.core.Leat.class)))
                    .isInstanceOf(NoSuchBeanDefinitionException.class);
        }
    }

    static class Pausing {
        @Autowired
        dev.leat.listener.Listeners listeners;
    }

    @Test
    void listenersCanBeInjectedAnywhere() {
        try (App app = App.run(Pausing.class, Plain.class)) {
            assertThat(app.bean(Pausing.class).listeners.group("plain").id()).isEqualTo("plain");
        }
    }

    static List<String> problems(Object... all) {
        Throwable failure = catchThrowable(() -> App.run(all).close());
        while (failure != null && !(failure instanceof ConfigurationException)) {
            failure = failure.getCause();
        }
        return failure instanceof ConfigurationException found ? found.problems() : List.of();
    }
}
