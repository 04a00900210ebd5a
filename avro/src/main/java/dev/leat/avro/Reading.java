package dev.leat.avro;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.jspecify.annotations.Nullable;

/**
 * How data that was written with one schema is read.
 *
 * @param reader what it is read as
 */
record Reading<T>(Schema writer, Schema reader, From<T> from) {
    /** Safe for many threads. */
    interface From<T> {
        @Nullable
        T read(Decoder in) throws IOException;
    }
}
