package dev.leat.examples.spring;

import dev.leat.embedded.Embedded;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A broker in this process, for those who name none. Spring closes it after all that use it, so a signal does not. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "leat.brokers", matchIfMissing = true, havingValue = "none")
class BrokerInside {
    @Bean
    @ConditionalOnMissingBean
    Embedded broker() {
        return Embedded.builder().withoutShutdownHook().start();
    }

    @Bean
    KafkaConnectionDetails whereTheBrokerIs(Embedded broker) {
        return new KafkaConnectionDetails() {
            @Override
            public List<String> getBootstrapServers() {
                return List.of(broker.bootstrapServers());
            }
        };
    }
}
