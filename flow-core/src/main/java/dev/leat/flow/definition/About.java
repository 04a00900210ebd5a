package dev.leat.flow.definition;

import java.util.Optional;

/**
 * What a flow tells people.
 *
 * @param docs where more is written about it, such as an address
 * @since 0.1
 */
public record About(Optional<String> description, Optional<String> owner, Optional<String> docs) {}
