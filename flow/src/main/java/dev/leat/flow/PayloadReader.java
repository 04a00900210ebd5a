package dev.leat.flow;

import dev.leat.core.SerdeException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From the JSON of a command to the classes of a service. Immutable. */
final class PayloadReader {
    private final JsonMapper mapper;

    PayloadReader(JsonMapper mapper) {
        this.mapper = mapper;
    }

    <T> T read(JsonNode payload, Class<T> type, Command command) {
        if (payload.isMissingNode() || payload.isNull()) {
            throw new SerdeException(command + " has no metadata, and the handler wants " + type.getName());
        }
        try {
            return mapper.treeToValue(payload, type);
        } catch (JacksonException e) {
            throw new SerdeException(
                    "the metadata of " + command + " are no " + type.getName()
                            + (e.getPath().isEmpty() ? "" : ", at " + e.getPathReference()),
                    withoutValues(e));
        }
    }

    /** Jackson's own message may quote values. */
    private static Throwable withoutValues(JacksonException e) {
        SerdeException bare = new SerdeException(e.getClass().getName());
        bare.setStackTrace(e.getStackTrace());
        return bare;
    }
}
