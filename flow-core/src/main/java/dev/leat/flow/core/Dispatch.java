package dev.leat.flow.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A command on its way to a worker.
 *
 * @param id made of saga, visit, attempt and position, so that the same step gives the same
 * @param label what workers know it by
 * @param channel of the flow
 * @param topic instead of the channel's
 * @param payload not to be changed: it can be the data of the saga
 * @since 0.1
 */
public record Dispatch(
        String id,
        String label,
        String channel,
        Optional<String> topic,
        JsonNode payload,
        Map<String, String> headers) {
    public Dispatch {
        headers = headers.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
}
