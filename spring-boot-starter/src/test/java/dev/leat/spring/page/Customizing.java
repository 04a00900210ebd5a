package dev.leat.spring.page;

import dev.leat.core.Interceptor;
import dev.leat.core.SendFailureListener;
import dev.leat.listener.Refusal;
import dev.leat.spring.LeatCustomizer;
import dev.leat.spring.ListenersCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

// page:begin
@Configuration
class Customizing {
    private static final Logger LOG = LoggerFactory.getLogger(Customizing.class);

    @Bean
    LeatCustomizer client() {
        return leat -> leat.property("client.id", "shop");
    }

    @Bean
    ListenersCustomizer tenants() {
        return listeners -> listeners.guard(
                (context, method) ->
                        !context.message().headers().text("tenant").orElse("").equals("blocked"),
                Refusal.SKIP);
    }

    @Bean
    Interceptor logging() {
        return (delivery, next) -> {
            LOG.debug("{} gets {}", delivery.group(), delivery.record().topic());
            return next.proceed();
        };
    }

    @Bean
    SendFailureListener unsent() {
        return failure -> LOG.error("not sent", failure);
    }
}
// page:end
