package dev.leat.flow.definition;

import java.util.Optional;

/**
 * How the data of a saga grows, and what it must look like.
 *
 * @param merge how the payload of an event comes to the data
 * @param schema of all of it
 * @since 0.1
 */
public record DataRules(Merge merge, Optional<DataSchema> schema) {}
