package dev.leat.avro;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;

/** Records, beans and plain values, by way of generic data. */
final class MappedModel<T> implements Model.Fixed<T> {
    private final Class<T> type;
    private final Schema schema;
    private final Mapper mapper;

    MappedModel(Class<T> type, Schema schema) {
        this.type = Mappers.notPrimitive(type);
        this.schema = schema;
        this.mapper = Mappers.of(type, schema);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public void write(T value, Encoder out) throws IOException {
        LogicalData.write(schema, mapper.toAvro(value), out);
    }

    @Override
    public Reading<T> reading(Schema writer) {
        TextReader reader = new TextReader(writer, schema);
        return new Reading<>(writer, schema, in -> type.cast(mapper.toJava(reader.read(null, in))));
    }
}
