package dev.leat.spring;

import dev.leat.testkit.TestKafka;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** An application of Spring Boot without a web, on the in-memory log, with some classes as beans. */
final class App implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Boot {}

    private App(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** @param all classes of beans, properties as {@code name=value}, and a parent context */
    static App run(Object... all) {
        return new App(builder(all).initializers(OnTestKafka::addTo).run(arguments(all)));
    }

    /** After something was done to its context, such as adding sources of properties. */
    static App runWith(ApplicationContextInitializer<ConfigurableApplicationContext> first, Object... all) {
        return new App(builder(all).initializers(OnTestKafka::addTo, first).run(arguments(all)));
    }

    /** Without the in-memory log. */
    static App runForReal(Object... all) {
        return new App(builder(all).run(arguments(all)));
    }

    private static SpringApplicationBuilder builder(Object... all) {
        List<Class<?>> classes = new ArrayList<>(List.of(Boot.class));
        for (Object each : all) {
            if (each instanceof Class<?> type) {
                classes.add(type);
            }
        }
        SpringApplicationBuilder builder = new SpringApplicationBuilder(classes.toArray(new Class<?>[0]));
        for (Object each : all) {
            if (each instanceof ConfigurableApplicationContext parent) {
                builder.parent(parent);
            }
        }
        return builder.web(WebApplicationType.NONE).bannerMode(Banner.Mode.OFF).registerShutdownHook(false);
    }

    private static String[] arguments(Object... all) {
        return List.of(all).stream()
                .filter(String.class::isInstance)
                .map(each -> "--" + each)
                .toArray(String[]::new);
    }

    TestKafka kafka() {
        return bean(TestKafka.class);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    /** To the first partition of orders, with itself as the key. */
    void send(String... values) {
        for (String value : values) {
            kafka().topic("orders").send(value, value);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
