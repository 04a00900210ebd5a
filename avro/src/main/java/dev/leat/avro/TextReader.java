package dev.leat.avro;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.Decoder;

/**
 * Reads generic data with text as strings. Avro's own readers do so only where the schema carries a property for it, and a changed
 * schema would be another one to a registry. Safe for many threads, as its base is unless its schemas are changed.
 */
final class TextReader extends GenericDatumReader<Object> {
    TextReader(Schema writer, Schema reader) {
        super(writer, reader, LogicalData.INSTANCE);
    }

    @Override
    protected Object readString(Object old, Schema expected, Decoder in) throws IOException {
        return in.readString();
    }
}
