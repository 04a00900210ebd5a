package dev.leat.cdi;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.Context;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;

/**
 * A bean with listener methods. Immutable.
 *
 * @param type the class whose methods are called
 */
record ListenerBean<T>(Class<?> type, Bean<T> bean) {
    /** For a message: its own one of a dependent bean, else the one that the bean's scope has. */
    T object(BeanManager beans, MessageRequest request) {
        return bean.getScope() == Dependent.class
                ? request.own(bean, () -> beans.createCreationalContext(bean))
                : inScope(beans);
    }

    /**
     * Made if there is none. The object itself, not its client proxy, which could not pass on calls of final methods;
     * interceptors and decorators are part of it.
     *
     * @throws jakarta.enterprise.context.ContextNotActiveException if the scope is not there while messages are handled
     */
    private T inScope(BeanManager beans) {
        Context context = beans.getContext(bean.getScope());
        T known = context.get(bean);
        return known == null ? context.get(bean, beans.createCreationalContext(bean)) : known;
    }

    @Override
    public String toString() {
        return type.getName();
    }
}
