package dev.leat.spring;

import dev.leat.listener.ListenersBuilder;

/**
 * A bean that adds to the listeners before they are built: guards, which need to be told what becomes of what they refuse, or listeners that are no beans.
 * Several are asked in their order.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ListenersCustomizer {
    void customize(ListenersBuilder builder);
}
