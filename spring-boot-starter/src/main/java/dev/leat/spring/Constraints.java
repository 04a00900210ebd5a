package dev.leat.spring;

import dev.leat.config.BeanChecks;
import dev.leat.config.LiveConfigBuilder;
import jakarta.validation.Validator;
import org.springframework.beans.factory.BeanFactory;

/** Jakarta Validation, where it is. */
final class Constraints {
    private Constraints() {}

    /** If there is a validator. */
    static void addTo(LiveConfigBuilder<?> builder, BeanFactory beans) {
        beans.getBeanProvider(Validator.class).ifUnique(validator -> builder.check(BeanChecks.of(validator)));
    }
}
