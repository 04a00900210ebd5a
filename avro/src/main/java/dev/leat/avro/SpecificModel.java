package dev.leat.avro;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/** Classes made by Avro's compiler. */
record SpecificModel<T>(Schema schema, SpecificData data) implements Model.Fixed<T> {
    static <T> SpecificModel<T> of(Class<T> type) {
        SpecificData data = new GeneratedData(type);
        return new SpecificModel<>(data.getSchema(type), data);
    }

    @Override
    public void write(T value, Encoder out) throws IOException {
        try {
            new SpecificDatumWriter<T>(schema, data).write(value, out);
        } catch (RuntimeException e) {
            throw Misfit.of(data, schema, value, e);
        }
    }

    @Override
    public Reading<T> reading(Schema writer) {
        SpecificDatumReader<T> reader = new SpecificDatumReader<>(writer, schema, data);
        return new Reading<>(writer, schema, in -> reader.read(null, in));
    }
}
