package dev.leat.core;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Header;

/** The headers of a message, to be read. A name may stand more than once; the last one counts, as everywhere in Kafka. */
public final class Headers {
    private final org.apache.kafka.common.header.Headers headers;

    Headers(org.apache.kafka.common.header.Headers headers) {
        this.headers = headers;
    }

    /** The value of the last header of that name as UTF-8 text; empty if there is none, or none with a value. */
    public Optional<String> text(String name) {
        return bytes(name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** The value of the last header of that name; empty if there is none, or none with a value. */
    public Optional<byte[]> bytes(String name) {
        return Optional.ofNullable(headers.lastHeader(name)).map(Header::value);
    }

    /** The names in their order, repeats included. */
    public Stream<String> names() {
        return StreamSupport.stream(headers.spliterator(), false).map(Header::key);
    }
}
