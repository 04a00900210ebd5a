package dev.leat.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a record that a namespace of live configuration is read as. There is a {@link dev.leat.config.LiveConfig} of it to be injected, whose {@code get()} is one whole version each time. No bean is
 * destroyed or made anew by a change.
 *
 * <pre>{@code
 * @LiveProperties("orders")
 * record OrderRules(@DefaultValue("1000") @Positive int ceiling, List<String> refusedCountries) {}
 *
 * @Component
 * class Desk {
 *     private final LiveConfig<OrderRules> rules;
 *
 *     Desk(LiveConfig<OrderRules> rules) {
 *         this.rules = rules;
 *     }
 *
 *     boolean holds(Order order) {
 *         return order.total() > rules.get().ceiling();
 *     }
 * }
 * }</pre>
 *
 * <p>The defaults, which are in force where nothing is published, are the properties under the namespace as a prefix ({@code orders.ceiling=1000} in a file), bound as with {@code
 * @ConfigurationProperties}. Constraints of Jakarta Validation, if the application has a {@code Validator}, and all {@code ConfigCheck<OrderRules>} beans must be passed by the defaults, and
 * by each version before it is published from here or comes into force here.
 *
 * <p>Found in the packages that Spring Boot looks for components in, and made live when it is first injected.
 *
 * @since 0.1
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface LiveProperties {
    /** The namespace. It must be none of {@code leat.config.namespaces}. */
    String value();
}
