package dev.leat.spring;

import dev.leat.core.Delivery;
import dev.leat.core.Interceptor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.Scope;

/** The scope of {@link MessageScope}: one set of beans for each call of an interceptor, which is one attempt, bound to the thread of the call. */
final class CurrentMessage implements Scope, BeanFactoryPostProcessor {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.spring");

    static final String DELIVERY = "leatDelivery";

    @SuppressWarnings("ThreadLocalUsage") // one for each application, of which a JVM may have several, as tests do
    private final ThreadLocal<@Nullable Beans> current = new ThreadLocal<>();

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
        factory.registerScope(MessageScope.NAME, this);
    }

    /** Whether there are beans of it beside {@code leatDelivery}; without any, messages need not pay for it. */
    static boolean isUsed(ConfigurableListableBeanFactory factory) {
        for (String name : factory.getBeanDefinitionNames()) {
            if (!name.equals(DELIVERY)
                    && MessageScope.NAME.equals(
                            factory.getMergedBeanDefinition(name).getScope())) {
                return true;
            }
        }
        return false;
    }

    /** To go around all listeners. */
    Interceptor interceptor() {
        return this::intercept;
    }

    private @Nullable CompletionStage<?> intercept(Delivery delivery, Interceptor.Next next) throws Exception {
        Beans beans = new Beans(delivery);
        Beans around = current.get();
        current.set(beans);
        boolean goesOn = false;
        try {
            CompletionStage<?> stage = next.proceed();
            if (stage == null) {
                return null;
            }
            goesOn = true;
            return stage.whenComplete((result, error) -> beans.destroy());
        } finally {
            if (!goesOn) {
                beans.destroy(); // while it is still the current message, whose beans may need each other for the
                // last time
            }
            if (around == null) {
                current.remove();
            } else {
                current.set(around);
            }
        }
    }

    /** The one that is being handled on this thread. */
    Delivery delivery() {
        return beans().delivery;
    }

    private Beans beans() {
        Beans beans = current.get();
        if (beans == null) {
            throw new IllegalStateException("no message is being handled on thread '"
                    + Thread.currentThread().getName()
                    + "'; beans of scope 'message' are there on the thread that calls a listener, while it does: take from them what other threads"
                    + " need before handing over, or give the bean another scope");
        }
        return beans;
    }

    @Override
    public Object get(String name, ObjectFactory<?> objectFactory) {
        return beans().get(name, objectFactory);
    }

    @Override
    public @Nullable Object remove(String name) {
        return beans().remove(name);
    }

    @Override
    public void registerDestructionCallback(String name, Runnable callback) {
        beans().onEnd(name, callback);
    }

    @Override
    public @Nullable Object resolveContextualObject(String key) {
        return null;
    }

    @Override
    public @Nullable String getConversationId() {
        Beans beans = current.get();
        return beans == null ? null : Integer.toHexString(System.identityHashCode(beans));
    }

    /** Made and used by the thread of the call; ended by whoever ends the attempt, once nobody uses it any more. */
    private static final class Beans {
        private final Delivery delivery;
        private final Map<String, Object> byName = new HashMap<>();
        private final Deque<Ending> endings = new ArrayDeque<>();

        private record Ending(String name, Runnable callback) {}

        Beans(Delivery delivery) {
            this.delivery = delivery;
        }

        synchronized Object get(String name, ObjectFactory<?> factory) {
            Object bean = byName.get(name);
            if (bean == null) {
                bean = factory.getObject(); // may ask for others
                byName.put(name, bean);
            }
            return bean;
        }

        synchronized @Nullable Object remove(String name) {
            endings.removeIf(ending -> ending.name().equals(name));
            return byName.remove(name);
        }

        synchronized void onEnd(String name, Runnable callback) {
            endings.push(new Ending(name, callback)); // what was made last may need what was made before
        }

        synchronized void destroy() {
            while (!endings.isEmpty()) {
                Ending ending = endings.pop();
                try {
                    ending.callback().run();
                } catch (RuntimeException e) {
                    LOG.warn("bean={} of a message could not be destroyed, going on", ending.name(), e);
                }
            }
            byName.clear();
        }
    }
}
