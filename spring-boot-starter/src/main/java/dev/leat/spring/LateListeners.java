package dev.leat.spring;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.util.ClassUtils;

/** Tells of beans with listeners that nobody could see when listeners were looked for, since they would be deaf without a word. */
final class LateListeners implements BeanPostProcessor {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.spring");

    private final Set<Class<?>> looked = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Set<String> known;

    /** From now on others are late. */
    void know(Set<String> beans) {
        known = Set.copyOf(beans);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        Set<String> found = known;
        if (found != null && !found.contains(name) && looked.add(bean.getClass())) {
            look(ClassUtils.getUserClass(bean), name, found);
        }
        return bean;
    }

    private static void look(Class<?> type, String name, Set<String> found) {
        boolean isKnown = name.startsWith("scopedTarget.") && found.contains(name.substring("scopedTarget.".length()));
        if (!isKnown && ListenerBeans.hasListeners(name, type)) {
            LOG.warn(
                    "bean={} is a {} with listener methods, which are not called: it was made after the listeners were built, by a definition that does"
                            + " not say this class; declare the class itself as the return type of its bean method, or do not make it lazy",
                    name,
                    type.getName());
        }
    }
}
