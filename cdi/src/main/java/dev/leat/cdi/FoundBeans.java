package dev.leat.cdi;

import dev.leat.listener.Listeners;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessProducerField;
import jakarta.enterprise.inject.spi.ProcessProducerMethod;
import jakarta.inject.Named;
import java.lang.annotation.Annotation;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the container has told of classes and beans while it starts. For one thread. */
final class FoundBeans {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.cdi");

    private final Set<Class<?>> classes = new LinkedHashSet<>();
    private final List<Bean<?>> all = new ArrayList<>();
    private final Map<WantedClient, InjectionPoint> clients = new LinkedHashMap<>();
    private final Set<Type> injected = new HashSet<>();
    private final List<ListenerBean<?>> listeners = new ArrayList<>();

    /** A class with one of the annotations; it may become a bean or not. */
    void add(AnnotatedType<?> type) {
        Class<?> candidate = type.getJavaClass();
        if (!Modifier.isAbstract(candidate.getModifiers()) && areListenersIn(candidate)) {
            classes.add(candidate);
        }
    }

    void add(ProcessBean<?> event) {
        Bean<?> bean = event.getBean();
        if (bean instanceof GivenBean) {
            return;
        }
        all.add(bean);
        Class<?> type = type(event);
        if (areListenersIn(type)) {
            listeners.add(new ListenerBean<>(type, bean));
        }
    }

    /** Of what producers make, what they declare. */
    private static Class<?> type(ProcessBean<?> event) {
        if (event instanceof ProcessManagedBean<?> managed) {
            return managed.getAnnotatedBeanClass().getJavaClass();
        }
        if (event instanceof ProcessProducerMethod<?, ?> producer) {
            return producer.getAnnotatedProducerMethod().getJavaMember().getReturnType();
        }
        if (event instanceof ProcessProducerField<?, ?> producer) {
            return producer.getAnnotatedProducerField().getJavaMember().getType();
        }
        return event.getBean().getBeanClass();
    }

    private static boolean areListenersIn(Class<?> type) {
        try {
            return Listeners.areIn(type);
        } catch (NoClassDefFoundError e) {
            return false; // a producer's class, some of whose own are not there: nobody could call it
        }
    }

    void add(InjectionPoint point) {
        injected.add(point.getType());
        WantedClient.at(point).ifPresent(client -> clients.putIfAbsent(client, point));
    }

    /** Whether the application has a bean of that type itself, for those who do not say which. */
    boolean has(Class<?> type) {
        return has(type, Default.Literal.INSTANCE);
    }

    private boolean has(Type type, Annotation qualifier) {
        return all.stream()
                .anyMatch(bean ->
                        bean.getTypes().contains(type) && bean.getQualifiers().contains(qualifier));
    }

    boolean isInjected(Class<?> type) {
        return injected.contains(type);
    }

    /** Those that the application has not as beans of its own, with one place where each is injected. */
    Map<WantedClient, InjectionPoint> clients() {
        Map<WantedClient, InjectionPoint> ours = new LinkedHashMap<>(clients);
        ours.keySet().removeIf(client -> has(client.type(), client.qualifier()));
        return ours;
    }

    boolean hasListeners() {
        return !listeners.isEmpty();
    }

    /** Those that get messages: all, but for beans in whose place there is another. Subclasses that are beans are called each, as each would observe events. */
    List<ListenerBean<?>> listeners(BeanManager beans, List<String> problems) {
        Map<Class<?>, ListenerBean<?>> byType = new LinkedHashMap<>();
        listeners.sort(Comparator.comparing(ListenerBean::toString)); // containers tell them in any order
        for (ListenerBean<?> each : listeners) {
            Optional<Bean<?>> instead = inPlaceOf(each, beans);
            if (instead.isPresent()) {
                LOG.info("{} gets no messages: {} is in its place", each, instead.get());
                continue;
            }
            ListenerBean<?> other = byType.putIfAbsent(each.type(), each);
            if (other != null) {
                problems.add(each + " is two beans with listener methods, " + other.bean() + " and " + each.bean()
                        + "; each message would be handled twice, so keep one of them");
            }
        }
        return List.copyOf(byType.values());
    }

    /**
     * An alternative to the bean, or what specializes it. Whether an alternative is enabled may differ from archive to archive, and ours is not the application's; so those
     * count that are enabled anywhere.
     */
    private Optional<Bean<?>> inPlaceOf(ListenerBean<?> listener, BeanManager beans) {
        Bean<?> bean = listener.bean();
        Set<Annotation> qualifiers = bean.getQualifiers().stream()
                .filter(qualifier -> qualifier.annotationType() != Named.class)
                .collect(Collectors.toSet());
        Optional<Bean<?>> alternative = all.stream()
                .filter(other -> other.isAlternative()
                        && !other.equals(bean)
                        && other.getTypes().contains(listener.type())
                        && other.getQualifiers().containsAll(qualifiers))
                .findFirst();
        if (alternative.isPresent() || !bean.getTypes().contains(listener.type())) {
            return alternative;
        }
        Set<Bean<?>> candidates = beans.getBeans(listener.type(), qualifiers.toArray(Annotation[]::new));
        return candidates.contains(bean)
                ? Optional.empty()
                : candidates.stream().findFirst();
    }

    /** Classes with listener methods that the container knows and that have not become beans, nor has a class that extends them. */
    List<Class<?>> deaf() {
        return classes.stream()
                .filter(type -> listeners.stream().noneMatch(bean -> type.isAssignableFrom(bean.type())))
                .toList();
    }
}
