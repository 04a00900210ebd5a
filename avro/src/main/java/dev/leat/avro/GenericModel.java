package dev.leat.avro;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.Encoder;

/** Generic records of one schema. */
record GenericModel(Schema schema) implements Model.Fixed<GenericRecord> {
    /** Avro's writer goes by positions alone, and would write the fields of another schema under the names of this one. */
    @Override
    public void write(GenericRecord value, Encoder out) throws IOException {
        if (!value.getSchema().equals(schema)) {
            throw new MisfitException("the record was made with another schema ("
                    + value.getSchema().getFullName() + "); make it with that of the serde");
        }
        LogicalData.write(schema, value, out);
    }

    @Override
    public Reading<GenericRecord> reading(Schema writer) {
        return LogicalData.records(writer, schema);
    }
}
