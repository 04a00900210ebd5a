package dev.leat.spring;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Producer;
import dev.leat.listener.KafkaClients;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Producers and admin clients as beans: one definition for each name that properties have, which {@code @Qualifier} chooses by, and for the default one, which is
 * chosen without. The types of a producer are those of where it is injected; what is shared, and is closed, are the {@link KafkaClients}.
 */
final class ClientBeans implements ImportBeanDefinitionRegistrar {
    private final Environment environment;

    ClientBeans(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        EnvironmentConfiguration configuration = new EnvironmentConfiguration(environment);
        names(configuration, "leat.producers.")
                .forEach(name -> registry.registerBeanDefinition(
                        "leatProducer-" + name, definition(Producer.class, "producer", name)));
        names(configuration, "leat.admins.")
                .forEach(name ->
                        registry.registerBeanDefinition("leatAdmin-" + name, definition(Admin.class, "admin", name)));
    }

    /** What is wrong with them is told when the clients are built. */
    private static Set<String> names(EnvironmentConfiguration configuration, String block) {
        Set<String> names = new TreeSet<>(Set.of(KafkaClients.DEFAULT));
        for (String full : configuration.names(block)) {
            int end = full.indexOf(".properties.");
            if (end > block.length()) {
                names.add(full.substring(block.length(), end));
            }
        }
        return names;
    }

    private static RootBeanDefinition definition(Class<?> type, String method, String name) {
        RootBeanDefinition definition = new RootBeanDefinition(ClientBeans.class);
        definition.setTargetType(type);
        definition.setFactoryMethodName(method);
        definition.getConstructorArgumentValues().addIndexedArgumentValue(0, name);
        definition.setAutowireMode(AbstractBeanDefinition.AUTOWIRE_CONSTRUCTOR);
        definition.setScope(BeanDefinition.SCOPE_PROTOTYPE); // so that each place is asked for its types
        definition.setDestroyMethodName("");
        definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, name));
        definition.setDefaultCandidate(name.equals(KafkaClients.DEFAULT));
        definition.setFallback(true); // one of the application's own comes first
        return definition;
    }

    static Producer<?, ?> producer(String name, KafkaClients clients, InjectionPoint place) {
        ResolvableType type = place instanceof DependencyDescriptor dependency
                ? dependency.getResolvableType().as(Producer.class)
                : ResolvableType.NONE;
        ResolvableType keys = type.getGeneric(0);
        ResolvableType values = type.getGeneric(1);
        if (isOpen(keys) || isOpen(values)) {
            throw new ConfigurationException(
                    "producer '" + name + "'",
                    place
                            + " does not say of what it is a producer; declare it as Producer<String, Order> or the like");
        }
        return clients.producer(name, keys.getType(), values.getType());
    }

    /** With its class. */
    static String place(InjectionPoint place) {
        return place.getMember().getDeclaringClass().getTypeName() + ": " + place;
    }

    private static boolean isOpen(ResolvableType type) {
        return type.resolve() == null || type.hasUnresolvableGenerics();
    }

    static Admin admin(String name, KafkaClients clients) {
        return clients.admin(name);
    }
}
