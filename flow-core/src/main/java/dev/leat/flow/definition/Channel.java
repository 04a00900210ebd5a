package dev.leat.flow.definition;

import java.util.List;
import java.util.Map;

/**
 * Where commands go or events come from. How brokers are reached and who logs in is no part of a flow.
 *
 * @since 0.1
 */
public sealed interface Channel {
    /** The channel of commands that name none. */
    String DEFAULT = "default";

    String name();

    /** Commands to a topic. */
    record Commands(String name, String topic) implements Channel {}

    /** Events from topics. */
    record Events(String name, List<String> topics) implements Channel {
        public Events {
            topics = List.copyOf(topics);
        }
    }

    /**
     * Commands as requests.
     *
     * @param method POST, PUT or PATCH
     * @param url with scheme, host and path
     * @param headers of each request, none of them a secret
     */
    record Rest(String name, String method, String url, Map<String, String> headers) implements Channel {
        public Rest {
            headers = Copies.ordered(headers);
        }
    }
}
