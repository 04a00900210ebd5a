package dev.leat.cdi;

import dev.leat.core.Producer;
import dev.leat.listener.KafkaClients;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * A producer or admin client that somebody injects: {@code @Inject Producer<String, Order>}, {@code @Inject @Named("audit") Admin}. Immutable.
 *
 * @param type a producer with its two types, or Kafka's admin client
 * @param qualifier of the default one, or its name
 */
record WantedClient(Type type, Annotation qualifier) {
    /** Empty if that is nothing of ours. */
    static Optional<WantedClient> at(InjectionPoint point) {
        Type type = unwrapped(point.getType());
        boolean isClient = type == Admin.class || isProducer(type);
        Set<Annotation> qualifiers = point.getQualifiers();
        return isClient && qualifiers.size() == 1
                ? qualifiers.stream()
                        .filter(each -> each.equals(Default.Literal.INSTANCE) || each instanceof Named)
                        .findFirst()
                        .map(qualifier -> new WantedClient(type, qualifier))
                : Optional.empty();
    }

    private static Type unwrapped(Type type) {
        return type instanceof ParameterizedType generic
                        && (generic.getRawType() == Instance.class || generic.getRawType() == Provider.class)
                ? generic.getActualTypeArguments()[0]
                : type;
    }

    private static boolean isProducer(Type type) {
        return type instanceof ParameterizedType generic
                && generic.getRawType() == Producer.class
                && Stream.of(generic.getActualTypeArguments())
                        .noneMatch(each -> each instanceof WildcardType || each instanceof TypeVariable);
    }

    String name() {
        return qualifier instanceof Named named ? named.value() : KafkaClients.DEFAULT;
    }

    GivenBean<Object> bean(Hosted hosted) {
        return new GivenBean<>(raw(), type, qualifier, () -> from(hosted.clients()));
    }

    private Class<?> raw() {
        return type == Admin.class ? Admin.class : Producer.class;
    }

    /** Made now if it is a producer, so that it is connected when the first message is sent. */
    void check(KafkaClients clients) {
        if (type != Admin.class || !clients.adminNames().contains(name())) {
            var unused = from(clients);
        }
    }

    /** @throws dev.leat.core.ConfigurationException if there is none of that name, or nobody knows how its types are written */
    private Object from(KafkaClients clients) {
        if (type instanceof ParameterizedType producer) {
            Type[] written = producer.getActualTypeArguments();
            return clients.producer(name(), written[0], written[1]);
        }
        return clients.admin(name());
    }
}
