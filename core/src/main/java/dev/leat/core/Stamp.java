package dev.leat.core;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The headers that a producer adds to everything it sends. Immutable. */
record Stamp(List<Header> defaults, boolean requestContext) {
    static final Stamp NONE = new Stamp(List.of(), false);

    Stamp with(Header header) {
        List<Header> more = new ArrayList<>(defaults);
        more.add(header);
        return new Stamp(List.copyOf(more), requestContext);
    }

    boolean isBlank() {
        return defaults.isEmpty() && !requestContext;
    }

    /** Before those of the message itself: the last one of a name counts. */
    void addDefaults(Headers headers) {
        for (Header header : defaults) {
            headers.add(header);
        }
    }

    /** After those of the message itself, which may say it. */
    void addContext(Headers headers) {
        if (requestContext) {
            RequestContext.stamp(headers);
        }
    }
}
