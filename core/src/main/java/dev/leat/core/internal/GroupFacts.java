package dev.leat.core.internal;

/**
 * What the cluster says of itself and of one consumer group.
 *
 * @param groupVersion of the feature {@code group.version}; from 1 on the brokers offer KIP-848
 * @param classic whether the group, if it exists, uses the classic protocol
 * @param members how many it has now
 */
public record GroupFacts(int groupVersion, boolean classic, int members) {}
