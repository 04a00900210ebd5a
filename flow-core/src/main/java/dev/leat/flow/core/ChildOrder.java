package dev.leat.flow.core;

import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a saga wants of another that it calls.
 *
 * @since 0.1
 */
public sealed interface ChildOrder {
    /** The id of the child, which is made of that of its parent, the visit and the attempt. */
    String child();

    /**
     * It is to be started, unless it is there already, and its end to be told with {@link Input.ChildEnded}.
     *
     * @param version empty for the newest
     * @param key of the business
     */
    record StartChild(String child, String flow, OptionalInt version, Optional<String> key, ObjectNode input)
            implements ChildOrder {}

    /** Its parent does not wait any more: it is to be cancelled. */
    record CancelChild(String child, boolean compensating) implements ChildOrder {}
}
