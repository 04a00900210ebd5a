package dev.leat.cdi;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Singleton;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the extension gives to whoever injects it; closed by the extension, not by the container. Not made by the container's configurator, which adds {@code
 * @Default} to a bean that has a name alone: it would be injected where no name is said.
 *
 * @param given the class that can do without a proxy: it is final, or not ours
 */
record GivenBean<T>(Class<?> given, Type type, Annotation qualifier, Supplier<T> object) implements Bean<T> {
    static <T> GivenBean<T> of(Class<T> type, Supplier<T> object) {
        return new GivenBean<>(type, type, Default.Literal.INSTANCE, object);
    }

    @Override
    public T create(CreationalContext<T> creation) {
        return object.get();
    }

    @Override
    public void destroy(T object, CreationalContext<T> creation) {
        creation.release();
    }

    @Override
    public Class<?> getBeanClass() {
        return given;
    }

    @Override
    public Set<Type> getTypes() {
        return Set.of(type, Object.class);
    }

    @Override
    public Set<Annotation> getQualifiers() {
        return Set.of(qualifier, Any.Literal.INSTANCE);
    }

    @Override
    public Class<? extends Annotation> getScope() {
        return Singleton.class;
    }

    /** None, also where it has one as a qualifier: a producer and an admin client may have the same. */
    @Override
    public @Nullable String getName() {
        return null;
    }

    @Override
    public Set<Class<? extends Annotation>> getStereotypes() {
        return Set.of();
    }

    @Override
    public Set<InjectionPoint> getInjectionPoints() {
        return Set.of();
    }

    @Override
    public boolean isAlternative() {
        return false;
    }
}
