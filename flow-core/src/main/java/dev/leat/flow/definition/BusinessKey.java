package dev.leat.flow.definition;

/**
 * Where the business key of a saga is: in what it is started with.
 *
 * @param unique whether a second start with the same key gives the saga of the first one
 * @since 0.1
 */
public record BusinessKey(DataPath path, boolean unique) {}
