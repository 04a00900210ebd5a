package dev.leat.avro;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.Encoder;

/** Generic records, each of the schema that it was made or written with. */
record OwnSchemaModel() implements Model<GenericRecord> {
    @Override
    public Schema schema(GenericRecord value) {
        return value.getSchema();
    }

    @Override
    public void write(GenericRecord value, Encoder out) throws IOException {
        LogicalData.write(value.getSchema(), value, out);
    }

    @Override
    public Reading<GenericRecord> reading(Schema writer) {
        return LogicalData.records(writer, writer);
    }
}
