package dev.leat.core;

/**
 * How the members of a consumer group agree on who gets which partitions.
 *
 * @since 0.1
 */
public enum GroupProtocol {
    /**
     * {@link #CLASSIC} if a setting was given that only it has, if the group has members that use it, if the brokers offer nothing else
     * or cannot be asked; else {@link #CONSUMER}. Decided each time the group is joined.
     */
    AUTO,

    /** The members decide (KIP-429): with Kafka's cooperative assignor unless another one is set, so most partitions stay where they are. */
    CLASSIC,

    /** The brokers decide (KIP-848), one member at a time; nobody waits for the others. Brokers from 4.0 on. */
    CONSUMER
}
