package dev.leat.flow.definition;

import java.util.Map;
import java.util.Optional;

/**
 * A command to a worker.
 *
 * @param label what workers know it by
 * @param channel the name of a channel; {@value Channel#DEFAULT} unless said
 * @param payload empty for all data of the saga
 * @param headers of the record or request; their values are texts when they are sent
 * @param to a topic instead of the channel's
 * @since 0.1
 */
public record Command(
        String label,
        String channel,
        Optional<Expression> payload,
        Map<String, Expression> headers,
        Optional<String> to) {
    public Command {
        headers = Copies.ordered(headers);
    }
}
