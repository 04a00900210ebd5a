package dev.leat.flow.definition;

import java.util.Optional;

/**
 * An event that a flow knows.
 *
 * @param schema what its payload must look like
 * @param business the id of a business event
 * @since 0.1
 */
public record EventType(
        String name, Optional<String> description, Optional<DataSchema> schema, Optional<String> business) {}
