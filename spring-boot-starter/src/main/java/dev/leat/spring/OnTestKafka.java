package dev.leat.spring;

import dev.leat.core.Leat;
import dev.leat.core.LeatBuilder;
import dev.leat.testkit.TestKafka;
import java.util.function.UnaryOperator;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/** Gives the context of a test the in-memory log. A record, since equal ones share a context. */
record OnTestKafka() implements ContextCustomizer {
    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        addTo(context);
    }

    static void addTo(ConfigurableApplicationContext context) {
        BeanDefinitionRegistry registry = (BeanDefinitionRegistry) context.getBeanFactory();
        RootBeanDefinition kafka = new RootBeanDefinition(TestKafka.class, TestKafka::create);
        kafka.setDestroyMethodName("close");
        registry.registerBeanDefinition("testKafka", kafka);
        registry.registerBeanDefinition(
                "leatConnecting",
                new RootBeanDefinition(
                        Connecting.class,
                        () -> new Simulated(context.getBeanFactory().getBean(TestKafka.class))));
    }

    private record Simulated(TestKafka kafka) implements Connecting {
        @Override
        public Leat leat(UnaryOperator<LeatBuilder> settings) {
            return kafka.leat(settings);
        }

        @Override
        public boolean knowsBrokers() {
            return true;
        }
    }
}
