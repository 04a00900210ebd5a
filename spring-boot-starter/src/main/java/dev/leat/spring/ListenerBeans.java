package dev.leat.spring;

import dev.leat.core.ConfigurationException;
import dev.leat.listener.Listener;
import dev.leat.listener.Listeners;
import dev.leat.listener.ListenersBuilder;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.scheduling.annotation.Async;
import org.springframework.util.ClassUtils;

/** The beans of a context whose classes have listener methods. For one thread, and one use. */
final class ListenerBeans {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.spring");
    private final ConfigurableListableBeanFactory factory;
    private final Map<Class<?>, String> names = new LinkedHashMap<>();
    private final Set<String> found = new LinkedHashSet<>();
    private final List<String> problems = new ArrayList<>();
    private final BeanInstances instances = new BeanInstances();

    ListenerBeans(ConfigurableListableBeanFactory factory) {
        this.factory = factory;
    }

    /**
     * Builds them with all that were found.
     *
     * @throws ConfigurationException naming what is wrong with beans, with listeners and with their options
     */
    Listeners build(ListenersBuilder builder) {
        addAll(factory, builder);
        Listeners listeners;
        try {
            listeners = builder.instances(instances).maybeNone().build();
        } catch (ConfigurationException e) {
            problems.addAll(e.problems());
            throw new ConfigurationException("listeners", problems);
        }
        if (!problems.isEmpty()) {
            listeners.close(Duration.ZERO);
            throw new ConfigurationException("listeners", problems);
        }
        return listeners;
    }

    /** Names of the beans. */
    Set<String> found() {
        return found;
    }

    private void addAll(ConfigurableListableBeanFactory beans, ListenersBuilder builder) {
        BeanFactory parent = beans.getParentBeanFactory();
        if (parent instanceof ConfigurableListableBeanFactory around
                && around.getBeanNamesForType(Listeners.class, true, false).length == 0) {
            addAll(around, builder); // nobody else would
        }
        for (String name : beans.getBeanNamesForType(Object.class, true, false)) {
            if (!ScopedProxyUtils.isScopedTarget(name)) {
                add(beans, name, builder);
            }
        }
    }

    private void add(ConfigurableListableBeanFactory beans, String name, ListenersBuilder builder) {
        Class<?> type = type(beans, name);
        if (type == null || !hasListeners(name, type)) {
            return;
        }
        found.add(name);
        String other = names.putIfAbsent(type, name);
        if (other != null) {
            problems.add(
                    "the beans '" + other + "' and '" + name + "' are both a " + type.getTypeName()
                            + ", so each of its messages would be handled twice; leave one of them, or move its listener methods to a class of their own");
            return;
        }
        checkAsync(type, name);
        String target = ScopedProxyUtils.getTargetBeanName(name);
        if (beans.isSingleton(name) && !isUnderInterfaces(beans, name, target)) {
            addGiven(beans.getBean(name), type, name, builder);
        } else {
            String real = beans.containsBean(target) ? target : name;
            instances.know(type, beans, real);
            builder.add(type);
        }
    }

    /** A proxy of a scope that has the interfaces alone: its object is asked for by itself then. */
    private static boolean isUnderInterfaces(ConfigurableListableBeanFactory beans, String name, String target) {
        return beans.containsBean(target) && AopUtils.isJdkDynamicProxy(beans.getBean(name));
    }

    private void addGiven(Object bean, Class<?> type, String name, ListenersBuilder builder) {
        if (!type.isInstance(bean)) {
            problems.add("the bean '" + name + "' is behind a proxy with the interfaces "
                    + ClassUtils.getAllInterfacesAsSet(bean).stream()
                            .filter(each -> !each.getName().startsWith("org.springframework.")
                                    && !each.getName().startsWith("java."))
                            .map(Class::getTypeName)
                            .toList()
                    + " alone, through which the listener methods of " + type.getTypeName()
                    + " cannot be called; have it proxied as a class (proxyTargetClass = true, Boot's default), or move the listener methods to"
                    + " a class that has no such proxy");
            return;
        }
        if (AopUtils.isCglibProxy(bean)) {
            checkProxied(bean, type, name);
        }
        builder.addAs(type, bean);
    }

    /** What a proxy does not override would be called on the proxy's own fields, which are empty. */
    private void checkProxied(Object bean, Class<?> type, String name) {
        for (Method method : listenerMethods(type)) {
            if (!declares(bean.getClass(), method) && !Modifier.isPrivate(method.getModifiers())) {
                problems.add(
                        type.getTypeName() + "#" + method.getName() + " is not overridden by the proxy of bean '" + name
                                + "', so it would be called without the bean's fields and advice; make it public and not final");
            }
        }
    }

    private static boolean declares(Class<?> proxy, Method method) {
        try {
            return proxy.getDeclaredMethod(method.getName(), method.getParameterTypes()) != null;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    private static Set<Method> listenerMethods(Class<?> type) {
        return MethodIntrospector.selectMethods(
                type,
                (Method method) -> AnnotatedElementUtils.hasAnnotation(method, Listener.class)
                        || AnnotatedElementUtils.hasAnnotation(method, Listener.Several.class));
    }

    private void checkAsync(Class<?> type, String name) {
        boolean all = AnnotatedElementUtils.hasAnnotation(type, Async.class);
        for (Method method : listenerMethods(type)) {
            if ((all || AnnotatedElementUtils.hasAnnotation(method, Async.class))
                    && !CompletionStage.class.isAssignableFrom(method.getReturnType())) {
                problems.add(type.getTypeName() + "#" + method.getName() + " of bean '" + name
                        + "' is @Async and returns before its work is done, so a message would count as done that may still fail; let it return a"
                        + " CompletableFuture, or take @Async away and say concurrency");
            }
        }
    }

    static boolean hasListeners(String name, Class<?> type) {
        if (type.getName().startsWith("org.springframework.")
                || !AnnotationUtils.isCandidateClass(type, List.of(Listener.class, Listener.Several.class))) {
            return false;
        }
        try {
            return Listeners.areIn(type);
        } catch (LinkageError e) {
            LOG.warn(
                    "bean={} class={} cannot be looked through for listeners, since a class it needs is missing",
                    name,
                    type.getName(),
                    e);
            return false;
        }
    }

    /** The class as it was written, whatever is around it; null if nobody knows. */
    static @Nullable Class<?> type(ConfigurableListableBeanFactory beans, String name) {
        String target = ScopedProxyUtils.getTargetBeanName(name);
        Class<?> type = beans.containsBean(target)
                ? beans.getType(target, false)
                : AutoProxyUtils.determineTargetClass(beans, name);
        if (type != null && Proxy.isProxyClass(type) && beans.containsSingleton(name)) {
            type = AopProxyUtils.ultimateTargetClass(beans.getBean(name));
        }
        return type == null ? null : ClassUtils.getUserClass(type);
    }
}
