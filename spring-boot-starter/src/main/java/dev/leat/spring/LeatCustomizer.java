package dev.leat.spring;

import dev.leat.core.LeatBuilder;

/**
 * A bean that adds to the connection before it is made; what it says wins over properties. Several are asked in their order.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface LeatCustomizer {
    void customize(LeatBuilder builder);
}
