package dev.leat.spring;

import dev.leat.config.ConfigCheck;
import dev.leat.config.ConfigStore;
import dev.leat.config.LiveConfig;
import dev.leat.config.LiveConfigBuilder;
import dev.leat.core.ConfigurationException;
import java.util.Objects;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** A {@code LiveConfig<T>} for each class with {@link LiveProperties}. */
final class LivePropertiesBeans implements ImportBeanDefinitionRegistrar {
    private static final String VALIDATOR = "jakarta.validation.Validator";

    private final BeanFactory beans;
    private final Environment environment;
    private final ResourceLoader resources;

    LivePropertiesBeans(BeanFactory beans, Environment environment, ResourceLoader resources) {
        this.beans = beans;
        this.environment = environment;
        this.resources = resources;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        if (!AutoConfigurationPackages.has(beans)) {
            return;
        }
        ClassPathScanningCandidateComponentProvider scanner =
                new ClassPathScanningCandidateComponentProvider(false, environment);
        scanner.setResourceLoader(resources);
        scanner.addIncludeFilter(new AnnotationTypeFilter(LiveProperties.class));
        AutoConfigurationPackages.get(beans).stream()
                .flatMap(name -> scanner.findCandidateComponents(name).stream())
                .map(BeanDefinition::getBeanClassName)
                .filter(Objects::nonNull)
                .distinct()
                .forEach(name -> registry.registerBeanDefinition(
                        "liveConfig-" + name,
                        definition(ClassUtils.resolveClassName(name, resources.getClassLoader()))));
    }

    private <T> RootBeanDefinition definition(Class<T> type) {
        RootBeanDefinition definition = new RootBeanDefinition();
        definition.setTargetType(ResolvableType.forClassWithGenerics(LiveConfig.class, type));
        definition.setInstanceSupplier(() -> live(type));
        definition.setLazyInit(true); // a store is there for those alone who want something of it
        definition.setFallback(true); // one of the application's own comes first
        return definition;
    }

    private <T> LiveConfig<T> live(Class<T> type) {
        String namespace =
                MergedAnnotations.from(type).get(LiveProperties.class).getString("value");
        EnvironmentStore early = beans.getBeanProvider(EnvironmentStore.class).getIfAvailable();
        ConfigStore store = beans.getBean(ConfigStore.class);
        if (early != null && early.store() == store && early.has(namespace)) {
            throw new ConfigurationException(
                    "configuration '" + namespace + "'",
                    type.getName() + " is bound to the namespace '" + namespace
                            + "', which leat.config.namespaces has, too; what does not fit the one would come into force for the other, so keep one of them");
        }
        T defaults = Binder.get(environment)
                .bindOrCreate(ConfigurationPropertyName.adapt(namespace, '.').toString(), Bindable.of(type));
        LiveConfigBuilder<T> builder = store.live(namespace, type, defaults);
        if (ClassUtils.isPresent(VALIDATOR, resources.getClassLoader())) {
            Constraints.addTo(builder, beans);
        }
        beans.<ConfigCheck<T>>getBeanProvider(ResolvableType.forClassWithGenerics(ConfigCheck.class, type))
                .orderedStream()
                .forEach(builder::check);
        return builder.build();
    }
}
