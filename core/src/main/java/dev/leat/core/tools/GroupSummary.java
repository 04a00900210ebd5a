package dev.leat.core.tools;

/**
 * A group as the brokers list it.
 *
 * @param type {@code classic}, {@code consumer} (KIP-848), {@code share}, {@code streams}, or {@code unknown}
 * @param state such as {@code stable} or {@code empty}; {@code unknown} if the brokers do not say
 * @since 0.1
 */
public record GroupSummary(String id, String type, String state) {}
