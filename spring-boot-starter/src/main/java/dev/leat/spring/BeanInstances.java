package dev.leat.spring;

import dev.leat.listener.Instances;
import dev.leat.listener.MessageContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Beans with listeners that are no singletons: asked for once for each message, and destroyed after it if nobody else would. */
final class BeanInstances implements Instances {
    /** Scopes of a request from the web, of which there is none when a message comes. */
    private static final Set<String> OF_THE_WEB = Set.of("request", "session", "websocket");

    private final Map<Class<?>, Known> byType = new HashMap<>();

    private record Known(ConfigurableListableBeanFactory factory, String name) {
        String scope() {
            return factory.containsBeanDefinition(name)
                    ? String.valueOf(factory.getMergedBeanDefinition(name).getScope())
                    : "";
        }
    }

    private record Made(Known known, Object bean) {}

    /** Before listeners are built. */
    void know(Class<?> type, ConfigurableListableBeanFactory factory, String name) {
        byType.put(type, new Known(factory, name));
    }

    private Known known(Class<?> type) {
        return Objects.requireNonNull(byType.get(type), "bean");
    }

    @Override
    public void check(Class<?> type) {
        Known known = known(type);
        if (OF_THE_WEB.contains(known.scope())) {
            throw new IllegalStateException("the bean '" + known.name() + "' has the scope '" + known.scope()
                    + "', and there is no such thing when a message comes; make it a singleton, or say @MessageScope");
        }
    }

    @Override
    public Scope open(MessageContext context) {
        return new Scope() {
            private final Map<Class<?>, Object> beans = new HashMap<>();
            private final Deque<Made> ours = new ArrayDeque<>();

            @Override
            public Object object(Class<?> type) {
                Object bean = beans.get(type);
                if (bean == null) {
                    Known known = known(type);
                    bean = known.factory().getBean(known.name());
                    beans.put(type, bean);
                    if (known.factory().isPrototype(known.name())) {
                        ours.push(new Made(known, bean));
                    }
                }
                return bean;
            }

            @Override
            public void close() {
                while (!ours.isEmpty()) {
                    Made made = ours.pop();
                    made.known().factory().destroyBean(made.known().name(), made.bean());
                }
            }
        };
    }
}
