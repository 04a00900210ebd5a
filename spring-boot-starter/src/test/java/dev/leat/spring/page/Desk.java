package dev.leat.spring.page;

import dev.leat.config.LiveConfig;
import dev.leat.spring.LeatConfigChanged;
import dev.leat.spring.LiveProperties;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

// page:begin
@LiveProperties("rules")
record OrderRules(
        @DefaultValue("1000") @PositiveOrZero int ceiling,
        @DefaultValue List<String> refusedCustomers) {}

@Component
class Desk {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private final LiveConfig<OrderRules> rules;
    private final Environment environment;

    Desk(LiveConfig<OrderRules> rules, Environment environment) {
        this.rules = rules;
        this.environment = environment;
    }

    String decide(Order order, String customer) {
        OrderRules now = rules.get(); // one version, and all of it
        if (now.refusedCustomers().contains(customer)) {
            return "refused";
        }
        return order.price() > now.ceiling() ? "held" : "accepted";
    }

    String greeting() {
        return environment.getProperty("shop.greeting", "Good morning");
    }

    @EventListener
    void on(LeatConfigChanged changed) {
        LOG.info("{} have changed with version {} of {}", changed.names(), changed.version(), changed.namespace());
    }
}
// page:end
