package dev.leat.spring;

import dev.leat.core.Producer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;

/** Tells which producers and admin clients there are, when one is asked for by a name that none has. Before Boot's own, which knows beans alone. */
final class ClientFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> implements Ordered {
    private final BeanFactory beans;

    ClientFailureAnalyzer(BeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
        Class<?> type = cause.getResolvableType() == null
                ? null
                : cause.getResolvableType().resolve();
        boolean isProducer = type == Producer.class;
        Optional<InjectionPoint> place = place(rootFailure);
        Optional<String> name =
                place.map(point -> point.getAnnotation(Qualifier.class)).map(Qualifier::value);
        if (type == null || (!isProducer && type != Admin.class) || name.isEmpty()) {
            return null;
        }
        String kind = isProducer ? "producer" : "admin";
        return new FailureAnalysis(
                ClientBeans.place(place.get()) + " asks for the " + kind + " '" + name.get()
                        + "', and there is none of that name, but "
                        + names(isProducer ? "leatProducer-" : "leatAdmin-", type) + ".",
                "Choose one of these, or say leat." + kind + "s." + name.get()
                        + ".properties.<setting>=<value> with any setting of Kafka's, by which it is named.",
                cause);
    }

    private List<String> names(String prefix, Class<?> type) {
        List<String> names = new ArrayList<>();
        if (beans instanceof ListableBeanFactory all) {
            Arrays.stream(all.getBeanNamesForType(type, true, false))
                    .filter(name -> name.startsWith(prefix))
                    .map(name -> name.substring(prefix.length()))
                    .sorted()
                    .forEach(names::add);
        }
        return names;
    }

    private static Optional<InjectionPoint> place(Throwable failure) {
        InjectionPoint place = null;
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof UnsatisfiedDependencyException unsatisfied) {
                place = unsatisfied.getInjectionPoint(); // the innermost is the one
            }
        }
        return Optional.ofNullable(place);
    }
}
