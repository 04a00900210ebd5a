package dev.leat.spring;

import dev.leat.core.Delivery;
import dev.leat.core.Interceptor;
import dev.leat.core.Leat;
import dev.leat.core.SendFailureListener;
import dev.leat.core.SendInterceptor;
import dev.leat.json.Json;
import dev.leat.listener.ErrorFilter;
import dev.leat.listener.KafkaClients;
import dev.leat.listener.KafkaClientsBuilder;
import dev.leat.listener.Listeners;
import dev.leat.listener.ListenersBuilder;
import dev.leat.listener.ResultFilter;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/**
 * A {@link Leat}, the {@link Listeners} of all beans that have listener methods, started and stopped with the application, and producers and admin clients to be
 * injected. {@code leat.enabled=false}
 * switches all of it off. A bean of the application's own of either type takes the place of ours.
 *
 * @since 0.1
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration"
        })
@ConditionalOnBooleanProperty(name = "leat.enabled", matchIfMissing = true)
@EnableConfigurationProperties(LeatProperties.class)
@Import(ClientBeans.class)
public final class LeatAutoConfiguration {
    LeatAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    Leat leat(
            Environment environment,
            ObjectProvider<Connecting> connecting,
            ObjectProvider<KafkaSettings> kafka,
            ObjectProvider<Interceptor> interceptors,
            ObjectProvider<SendInterceptor> sendInterceptors,
            ObjectProvider<LeatCustomizer> customizers) {
        Connecting way = connecting.getIfAvailable(Connecting::toBrokers);
        return way.leat(builder -> {
            BrokerConnection.addTo(builder, new EnvironmentConfiguration(environment), way, kafka::getIfAvailable);
            customizers.orderedStream().forEach(each -> each.customize(builder)); // traces and meters are outermost
            interceptors.orderedStream().forEach(builder::interceptor);
            sendInterceptors.orderedStream().forEach(builder::sendInterceptor);
            return builder;
        });
    }

    /** Replies of listeners go through its default producer, too. */
    @Bean
    @ConditionalOnMissingBean
    KafkaClients leatClients(
            Leat leat,
            Environment environment,
            ObjectProvider<SerdeSource> serdes,
            ObjectProvider<SendFailureListener> failures) {
        KafkaClientsBuilder builder = KafkaClients.of(leat).configuration(new EnvironmentConfiguration(environment));
        serdes.ifAvailable(source -> builder.serdes(source::serde));
        failures.ifUnique(builder::onFailure);
        return builder.build();
    }

    /** On demand, or when all singletons are there: it looks at all beans. */
    @Bean
    @Lazy
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    Listeners leatListeners(
            Leat leat,
            KafkaClients clients,
            Environment environment,
            ConfigurableListableBeanFactory beans,
            CurrentMessage message,
            LateListeners late,
            ObjectProvider<SerdeSource> serdes,
            ObjectProvider<ResultFilter> results,
            ObjectProvider<ErrorFilter> errors,
            ObjectProvider<ListenersCustomizer> customizers) {
        ListenersBuilder builder = Listeners.of(leat)
                .configuration(new EnvironmentConfiguration(environment))
                .clients(clients);
        if (CurrentMessage.isUsed(beans)) {
            builder.interceptor(message.interceptor());
        }
        serdes.ifAvailable(source -> builder.serdes(source::serde));
        results.orderedStream().forEach(builder::resultFilter);
        errors.orderedStream().forEach(builder::errorFilter);
        customizers.orderedStream().forEach(each -> each.customize(builder));
        ListenerBeans listeners = new ListenerBeans(beans);
        Listeners built = listeners.build(builder);
        late.know(listeners.found());
        return built;
    }

    @Bean
    LeatLifecycle leatLifecycle(
            ObjectProvider<Listeners> listeners,
            ObjectProvider<WithListeners> others,
            LeatProperties properties,
            Environment environment) {
        Duration springWaits = Binder.get(environment)
                .bind("spring.lifecycle.timeout-per-shutdown-phase", Duration.class)
                .orElse(Duration.ofSeconds(30));
        return new LeatLifecycle(listeners, others, properties.autoStart(), properties.stopWithin(), springWaits);
    }

    @Bean
    static LateListeners leatLateListeners() {
        return new LateListeners();
    }

    @Bean
    static CurrentMessage leatCurrentMessage() {
        return new CurrentMessage();
    }

    /** For beans of the message's own. */
    @Bean(CurrentMessage.DELIVERY)
    @Scope(MessageScope.NAME)
    Delivery leatDelivery(CurrentMessage message) {
        return message.delivery();
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({Json.class, JsonMapper.class})
    static class OfJson {
        @Bean
        @ConditionalOnMissingBean(SerdeSource.class)
        SerdeSource leatJson(ObjectProvider<JsonMapper> mapper) {
            JsonMapper own = mapper.getIfUnique();
            return own == null ? Json::ofType : type -> Json.ofType(type, own);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(KafkaConnectionDetails.class)
    static class OfSpringKafka {
        @Bean
        @ConditionalOnBean(KafkaConnectionDetails.class)
        KafkaSettings leatSpringKafka(ObjectProvider<KafkaProperties> properties, KafkaConnectionDetails details) {
            return new SpringKafka(properties.getIfAvailable(), details);
        }
    }
}
