package dev.leat.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.listener.Listener;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;

/** What the container puts around methods is there for messages, too. */
class InterceptedTest extends OnWeld {
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface Audited {}

    @Audited
    @Interceptor
    @Priority(1)
    static class Audit {
        @AroundInvoke
        Object around(InvocationContext call) throws Exception {
            SEEN.add("before " + call.getParameters()[0]);
            try {
                return call.proceed();
            } finally {
                SEEN.add("after");
            }
        }
    }

    @ApplicationScoped
    static class ForAll {
        @Audited
        @Listener(topics = "orders", group = "g")
        void on(String value) {
            SEEN.add(value);
        }
    }

    @Audited
    @Dependent
    static class ForEach {
        @Listener(topics = "orders", group = "g")
        protected void on(String value) {
            SEEN.add(value);
        }
    }

    @Audited
    @RequestScoped
    static class ForRequest {
        @Listener(topics = "orders", group = "g")
        public void on(String value) {
            SEEN.add(value);
        }
    }

    private void isAudited(Class<?> bean) {
        run(bean, Audit.class);
        send("a");
        kafka.run();

        assertThat(SEEN).containsExactly("before a", "a", "after");
    }

    @Test
    void interceptorsOfABeanOfTheApplicationRun() {
        isAudited(ForAll.class);
    }

    @Test
    void interceptorsOfADependentBeanRun() {
        isAudited(ForEach.class);
    }

    @Test
    void interceptorsOfABeanOfTheRequestRun() {
        isAudited(ForRequest.class);
    }

    @RequestScoped
    static class Counter {
        private int count;

        int next() {
            return ++count;
        }
    }

    /** Where the container activates the request context by itself. */
    @ApplicationScoped
    static class Activating {
        @Inject
        Counter counter;

        @PostConstruct
        void begin() {
            SEEN.add("begins with " + counter.next());
        }

        @Listener(topics = "orders", group = "g")
        @ActivateRequestContext
        void first(String value) {
            SEEN.add("first " + counter.next());
        }

        @Listener(topics = "orders", group = "g")
        void second(String value) {
            SEEN.add("second " + counter.next());
        }
    }

    @Test
    void theContainerTakesTheRequestOfTheMessageForItsOwn() {
        run(Activating.class, Counter.class);
        send("a");
        kafka.run();

        assertThat(SEEN).containsExactly("begins with 1", "first 2", "second 3");
    }
}
