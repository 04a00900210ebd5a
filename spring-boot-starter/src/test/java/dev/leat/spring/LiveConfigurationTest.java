package dev.leat.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.leat.config.ConfigCheck;
import dev.leat.config.ConfigRejectedException;
import dev.leat.config.ConfigStore;
import dev.leat.config.InstanceReport;
import dev.leat.config.LiveConfig;
import dev.leat.config.Publication;
import dev.leat.config.Secrets;
import dev.leat.config.Selector;
import dev.leat.config.Snapshot;
import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import dev.leat.testkit.TestKafka;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;
import org.springframework.core.io.DefaultResourceLoader;

/** Live configuration as properties and as records, on the in-memory log. What is published while nothing is started comes from another instance. */
class LiveConfigurationTest {
    private static final String SHOP = "leat.config.namespaces=shop";

    @TempDir
    private Path folder;

    @LiveProperties("orders")
    record OrderRules(
            @DefaultValue("1000") @Positive int ceiling,
            @DefaultValue List<@NotBlank String> refused,
            @DefaultValue("1s") Duration delay) {}

    private static App run(Map<String, Object> published, Object... all) {
        return App.runWith(context -> publish(kafka(context), Publication.of("shop", published)), all);
    }

    private static TestKafka kafka(ConfigurableApplicationContext context) {
        return context.getBeanFactory().getBean(TestKafka.class);
    }

    /** By one who knows nothing of what is checked here. */
    private static void publish(TestKafka kafka, Publication publication) {
        try (Leat leat = kafka.leat(settings -> settings);
                ConfigStore other = ConfigStore.on(leat).build()) {
            other.publish(publication);
        }
        kafka.run();
    }

    private static void publish(App app, Publication publication) {
        publish(app.kafka(), publication);
    }

    private String file(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("more.properties"), content);
        return "spring.config.additional-location=" + file.toUri();
    }

    private static Environment environment(App app) {
        return app.context().getEnvironment();
    }

    @Test
    void aNamespaceIsPropertiesAboveFilesAndBelowTheCommandLine() throws IOException {
        Map<String, Object> published =
                Map.of("orders", Map.of("ceiling", 500, "refused", List.of("XX", "YY")), "told", "live", "open", true);
        try (App app = run(published, SHOP, "told=by the command line", file("orders.ceiling=1\norders.left=7"))) {
            assertThat(environment(app).getProperty("orders.ceiling", Integer.class))
                    .isEqualTo(500);
            assertThat(environment(app).getProperty("orders.refused[1]")).isEqualTo("YY");
            assertThat(environment(app).getProperty("open", Boolean.class)).isTrue();
            assertThat(environment(app).getProperty("orders.left")).isEqualTo("7");
            assertThat(environment(app).getProperty("told")).isEqualTo("by the command line");
        }
    }

    static class Desk {
        final int ceiling;
        final List<String> events = new ArrayList<>();
        boolean isDestroyed;

        Desk(@Value("${orders.ceiling}") int ceiling) {
            this.ceiling = ceiling;
        }

        @EventListener
        void on(LeatConfigChanged changed) {
            events.add(changed.namespace() + " " + changed.version() + " "
                    + changed.names().stream().sorted().toList());
        }

        @PreDestroy
        void destroy() {
            isDestroyed = true;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Gated {
        @Bean
        @ConditionalOnProperty("gate")
        StringBuilder gate() {
            return new StringBuilder("is open");
        }
    }

    @Test
    void conditionsAndPlaceholdersFindThem() {
        try (App app = run(Map.of("gate", true, "orders", Map.of("ceiling", 500)), SHOP, Desk.class, Gated.class)) {
            assertThat(app.bean(StringBuilder.class)).hasToString("is open");
            assertThat(app.bean(Desk.class).ceiling).isEqualTo(500);
        }
    }

    @Test
    void ofTwoNamespacesTheFirstWins() {
        try (App app = App.runWith(
                context -> {
                    publish(kafka(context), Publication.of("shop", Map.of("a", 1)));
                    publish(kafka(context), Publication.of("all", Map.of("a", 2, "b", 2)));
                },
                "leat.config.namespaces=shop,all")) {
            assertThat(environment(app).getProperty("a")).isEqualTo("1");
            assertThat(environment(app).getProperty("b")).isEqualTo("2");
        }
    }

    @Test
    void aChangeIsSeenAtOnceAndToldWithTheNamesThatDiffer() throws IOException {
        try (App app = run(
                Map.of("orders", Map.of("ceiling", 500, "delay", "1s")), SHOP, Desk.class, file("orders.delay=9s"))) {
            publish(app, Publication.of("shop", Map.of("orders", Map.of("ceiling", 600), "open", true)));

            assertThat(environment(app).getProperty("orders.ceiling")).isEqualTo("600");
            assertThat(environment(app).getProperty("orders.delay"))
                    .as("what the file has")
                    .isEqualTo("9s");
            publish(app, Publication.delete("shop"));

            assertThat(environment(app).getProperty("orders.ceiling")).isNull();
            assertThat(app.bean(Desk.class).events)
                    .containsExactly("shop 2 [open, orders.ceiling, orders.delay]", "shop 3 [open, orders.ceiling]");
        }
    }

    static class InTheMiddle {
        InTheMiddle(TestKafka kafka) {
            publish(kafka, Publication.patch("shop", Map.of("orders", Map.of("ceiling", 600))));
        }
    }

    @Test
    void whatChangesWhileTheApplicationStartsIsToldWhenItHasStarted() {
        try (App app = run(Map.of("orders", Map.of("ceiling", 500)), SHOP, Desk.class, InTheMiddle.class)) {
            assertThat(app.bean(Desk.class).ceiling).isEqualTo(500);
            assertThat(app.bean(Desk.class).events).containsExactly("shop 2 [orders.ceiling]");
        }
    }

    @Test
    void withoutKafkaTheLastKnownGoodCountsAndWithoutThatTheFiles() throws IOException {
        String kept = "leat.config.last-known-good=" + folder.resolve("kept");
        String file = file("orders.ceiling=1");
        try (App app = run(Map.of("orders", Map.of("ceiling", 500)), SHOP, kept, file)) {
            assertThat(environment(app).getProperty("orders.ceiling")).isEqualTo("500");
        }

        try (App app = App.runWith(context -> kafka(context).stopBroker(), SHOP, kept, file)) {
            assertThat(environment(app).getProperty("orders.ceiling")).isEqualTo("500");
        }
        try (App app = App.runWith(context -> kafka(context).stopBroker(), SHOP, file, Desk.class)) {
            assertThat(environment(app).getProperty("orders.ceiling")).isEqualTo("1");

            app.kafka().startBroker();
            publish(app, Publication.of("shop", Map.of("orders", Map.of("ceiling", 600))));
            app.kafka().advance(Duration.ofMinutes(2));
            assertThat(environment(app).getProperty("orders.ceiling")).isEqualTo("600");
            assertThat(app.bean(Desk.class).events).containsExactly("shop 1 [orders.ceiling]");
        }
    }

    @Test
    void aChildSeesThePropertiesOfItsParent() {
        try (App parent = run(Map.of("a", 1), SHOP);
                App child = App.run(parent.context(), SHOP)) {
            publish(parent, Publication.of("shop", Map.of("a", 2)));
            assertThat(environment(child).getProperty("a")).isEqualTo("2");
        }
    }

    @Test
    void withoutTheModuleItIsToldWhatToAdd() {
        SpringApplication application = new SpringApplication(
                new DefaultResourceLoader(new FilteredClassLoader("dev.leat.config")), Gated.class);
        application.setWebApplicationType(WebApplicationType.NONE);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> application.run("--" + SHOP))
                .withMessageContainingAll("'leat.config.namespaces' is set", "dev.leat:leat-config");
        application.run("--leat.brokers=localhost:1").close();
    }

    @Test
    void aBundleOfSpringsThatIsNotThereSoEarlyIsTold() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> App.runForReal(SHOP, "spring.kafka.ssl.bundle=mine"))
                .withMessageContainingAll("'spring.kafka.ssl.bundle' is set", "say leat.brokers");
    }

    /** Two classes that live by the same rules. */
    static class Till {
        final LiveConfig<OrderRules> rules;
        boolean isDestroyed;

        Till(LiveConfig<OrderRules> rules) {
            this.rules = rules;
        }

        @PreDestroy
        void destroy() {
            isDestroyed = true;
        }
    }

    static class Gate {
        final LiveConfig<OrderRules> rules;
        final List<String> seen = new ArrayList<>();

        Gate(LiveConfig<OrderRules> rules, Till till) {
            this.rules = rules;
            rules.listen(change -> seen.add("the till has " + till.rules.get().ceiling() + " when the gate hears of "
                    + change.after().value().ceiling()));
        }
    }

    @Test
    void aRecordHasItsDefaultsFromPropertiesAndChangesAsAWholeForAllClassesAtOnce() throws IOException {
        try (App app = App.run(Till.class, Gate.class, file("orders.refused=XX\norders.delay=5s"))) {
            LiveConfig<OrderRules> rules = app.bean(Till.class).rules;
            assertThat(rules.get()).isEqualTo(new OrderRules(1_000, List.of("XX"), Duration.ofSeconds(5)));

            OrderRules before = rules.get();
            publish(app, Publication.of("orders", Map.of("ceiling", 500, "refused", List.of("YY", "ZZ"))));

            assertThat(before.ceiling()).isEqualTo(1_000);
            assertThat(rules.get()).isEqualTo(new OrderRules(500, List.of("YY", "ZZ"), Duration.ofSeconds(5)));
            assertThat(app.bean(Gate.class).seen)
                    .containsExactly(
                            "the till has 1000 when the gate hears of 1000",
                            "the till has 500 when the gate hears of 500");
        }
    }

    /** As opposed to a scope that is refreshed. */
    @Test
    void noBeanIsDestroyedOrMadeAnewByAChange() {
        try (App app = run(Map.of("orders", Map.of("ceiling", 500)), SHOP, Till.class, Desk.class)) {
            Till till = app.bean(Till.class);
            Desk desk = app.bean(Desk.class);
            LiveConfig<OrderRules> rules = till.rules;
            publish(app, Publication.of("orders", Map.of("ceiling", 600)));
            publish(app, Publication.of("shop", Map.of("orders", Map.of("ceiling", 700))));

            assertThat(app.bean(Till.class))
                    .isSameAs(till)
                    .extracting(same -> same.rules)
                    .isSameAs(rules);
            assertThat(app.bean(Desk.class)).isSameAs(desk);
            assertThat(app.context()
                            .getBeanProvider(ResolvableType.forClassWithGenerics(LiveConfig.class, OrderRules.class))
                            .getObject())
                    .isSameAs(rules);
            assertThat(till.isDestroyed || desk.isDestroyed).isFalse();
            assertThat(rules.get().ceiling()).isEqualTo(600);
        }
    }

    @Test
    void anInvalidVersionChangesNothingAndHealthSaysWhy() {
        try (App app = App.run(Till.class)) {
            LiveConfig<OrderRules> rules = app.bean(Till.class).rules;
            publish(app, Publication.of("orders", Map.of("ceiling", 500)));
            publish(app, Publication.of("orders", Map.of("ceiling", -5, "refused", List.of(""))));
            app.kafka().advance(Duration.ofSeconds(6));

            assertThat(rules.snapshot().version()).isEqualTo(1);
            assertThat(rules.get().ceiling()).isEqualTo(500);
            assertThat(app.context().isActive()).isTrue();
            Health health = health(app);
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails()).containsEntry("check", "warning");
            assertThat(String.valueOf(health.getDetails().get("message")))
                    .contains("orders runs version 1 from TOPIC; REJECTED version 2")
                    .contains("ceiling: must be greater than 0", "refused[0].<list element>: must not be blank");

            publish(app, Publication.of("orders", Map.of("ceiling", 600)));
            app.kafka().advance(Duration.ofSeconds(6));
            assertThat(rules.get().ceiling()).isEqualTo(600);
            assertThat(health(app).getDetails()).containsEntry("check", "ok");
        }
    }

    private static Health health(App app) {
        HealthIndicator config = (HealthIndicator) app.bean(LeatHealth.class).getContributor("config");
        assertThat(config).isNotNull();
        return Objects.requireNonNull(config.health(true));
    }

    @Configuration(proxyBeanMethods = false)
    static class Checked {
        @Bean
        ConfigCheck<OrderRules> roundCeilings() {
            return rules -> rules.ceiling() % 100 == 0 ? List.of() : List.of("ceiling must be round");
        }
    }

    @Test
    void beansThatCheckAreAskedBeforeItIsPublishedAndBeforeItIsApplied() {
        try (App app = App.run(Till.class, Checked.class)) {
            assertThatExceptionOfType(ConfigRejectedException.class)
                    .isThrownBy(
                            () -> app.bean(ConfigStore.class).publish(Publication.of("orders", Map.of("ceiling", 501))))
                    .withMessageContaining("ceiling must be round");
            publish(app, Publication.of("orders", Map.of("ceiling", 501)));

            assertThat(app.bean(Till.class).rules.snapshot().origin()).isEqualTo(Snapshot.Origin.DEFAULTS);
        }
    }

    @Test
    void defaultsThatBreakAConstraintAreTold() throws IOException {
        String file = file("orders.ceiling=-1");
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> App.run(Till.class, file))
                .withStackTraceContaining("the defaults of configuration 'orders': ceiling: must be greater than 0");
    }

    @Test
    void aRecordOfANamespaceThatIsPropertiesIsTold() {
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> App.run(Till.class, "leat.config.namespaces=orders"))
                .withStackTraceContaining(
                        "LiveConfigurationTest$OrderRules is bound to the namespace 'orders', which leat.config.namespaces has, too");
    }

    @Test
    void aVersionForSomeASecretAndAFileThatWinsAreProperties() throws IOException {
        Path keys = Files.writeString(folder.resolve("keys"), Secrets.newKey());
        Files.writeString(folder.resolve("shop.override.json"), "{\"b\": 3}");
        try (App app = App.runWith(
                context -> {
                    try (Leat leat = kafka(context).leat(settings -> settings);
                            ConfigStore other = ConfigStore.on(leat)
                                    .secrets(Secrets.fromFile(keys))
                                    .build()) {
                        other.publish(Publication.of("shop", Map.of("a", 1, "b", 1, "password", "hunter2"))
                                .secret("/password"));
                        other.publish(Publication.patch("shop", Map.of("a", 2))
                                .where(Selector.label("zone", "eu").and(Selector.instances("till-1"))));
                    }
                },
                SHOP,
                "leat.config.instance=till-1",
                "leat.config.labels.zone=eu",
                "leat.config.secrets-file=" + keys,
                "leat.config.overrides=" + folder)) {
            assertThat(environment(app).getProperty("a")).isEqualTo("2");
            assertThat(environment(app).getProperty("b")).isEqualTo("3");
            assertThat(environment(app).getProperty("password")).isEqualTo("hunter2");
            app.kafka().run();
            assertThat(app.bean(ConfigStore.class).instances())
                    .extracting(InstanceReport::instance)
                    .containsExactly("till-1");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Own {
        @Bean
        ConfigStore store(Leat leat) throws InterruptedException {
            ConfigStore store =
                    ConfigStore.on(leat).startWithin(Duration.ofSeconds(1)).build();
            store.start();
            return store;
        }

        @Bean
        LiveConfig<OrderRules> rules(ConfigStore store) {
            return store.live("mine", OrderRules.class, new OrderRules(7, List.of(), Duration.ZERO))
                    .build();
        }
    }

    @Test
    void aStoreAndABindingOfTheApplicationsOwnComeFirst() {
        try (App app = App.run(Own.class, Till.class)) {
            assertThat(app.context().getBeanNamesForType(ConfigStore.class)).containsExactly("store");
            publish(app, Publication.of("mine", Map.of("ceiling", 8)));

            assertThat(app.bean(Till.class).rules.get().ceiling()).isEqualTo(8);
            assertThat(health(app).getDetails()).containsKey("message");
        }
    }

    @Test
    void whoWantsNothingOfItHasNoStore() {
        try (App app = App.run()) {
            app.kafka().advance(Duration.ofSeconds(6));

            assertThat(app.context().getBeanFactory().containsSingleton("leatConfigStore"))
                    .isFalse();
            assertThat(health(app).getDetails()).containsEntry("message", "no namespace is live");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Registry {
        @Bean
        MeterRegistry registry() {
            return new SimpleMeterRegistry();
        }
    }

    @Test
    void metersTellWhichVersionOfARecordIsInForceAndWhatWasRejected() {
        try (App app = App.run(Registry.class, Till.class)) {
            MeterRegistry meters = app.bean(MeterRegistry.class);
            publish(app, Publication.of("orders", Map.of("ceiling", 500)));
            publish(app, Publication.of("orders", Map.of("ceiling", -1)));

            assertThat(meters.get("leat.config.version")
                            .tag("namespace", "orders")
                            .gauge()
                            .value())
                    .isEqualTo(1);
            assertThat(meters.get("leat.config.applied")
                            .tag("namespace", "orders")
                            .counter()
                            .count())
                    .isEqualTo(1);
            assertThat(meters.get("leat.config.rejected")
                            .tag("namespace", "orders")
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
    }

    /** Their store is there before there is a registry. */
    @Test
    void metersTellWhichVersionOfPropertiesIsInForce() {
        try (App app = run(Map.of("told", "before"), SHOP, Registry.class)) {
            publish(app, Publication.of("shop", Map.of("told", "after")));

            MeterRegistry meters = app.bean(MeterRegistry.class);
            assertThat(meters.get("leat.config.version")
                            .tag("namespace", "shop")
                            .gauge()
                            .value())
                    .isEqualTo(2);
            assertThat(meters.get("leat.config.applied")
                            .tag("namespace", "shop")
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
    }
}
