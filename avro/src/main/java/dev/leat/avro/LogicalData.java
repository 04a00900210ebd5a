package dev.leat.avro;

import java.io.IOException;
import java.util.List;
import org.apache.avro.Conversion;
import org.apache.avro.Conversions.BigDecimalConversion;
import org.apache.avro.Conversions.DecimalConversion;
import org.apache.avro.Conversions.DurationConversion;
import org.apache.avro.Conversions.UUIDConversion;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** Generic data in which logical types are what Java has for them. */
final class LogicalData {
    static final GenericData INSTANCE = create();

    private LogicalData() {}

    private static GenericData create() {
        GenericData data = new GenericData();
        // Its fast reader could not be told to make strings of text: see TextReader.
        data.setFastReaderEnabled(false);
        List<Conversion<?>> all = List.of(
                new DecimalConversion(),
                new BigDecimalConversion(),
                new UUIDConversion(),
                new DurationConversion(),
                new TimeConversions.DateConversion(),
                new TimeConversions.TimeMillisConversion(),
                new TimeConversions.TimeMicrosConversion(),
                new TimeConversions.TimestampMillisConversion(),
                new TimeConversions.TimestampMicrosConversion(),
                new TimeConversions.TimestampNanosConversion(),
                new TimeConversions.LocalTimestampMillisConversion(),
                new TimeConversions.LocalTimestampMicrosConversion(),
                new TimeConversions.LocalTimestampNanosConversion());
        all.forEach(data::addLogicalTypeConversion);
        return data;
    }

    static @Nullable Conversion<?> conversion(Schema schema) {
        return INSTANCE.getConversionFor(schema.getLogicalType());
    }

    /** @throws MisfitException naming the first part of the datum that does not fit */
    static void write(Schema schema, @Nullable Object datum, Encoder out) throws IOException {
        try {
            new GenericDatumWriter<>(schema, INSTANCE).write(datum, out);
        } catch (RuntimeException e) {
            throw Misfit.of(INSTANCE, schema, datum, e);
        }
    }

    static Reading<GenericRecord> records(Schema writer, Schema reader) {
        TextReader records = new TextReader(writer, reader);
        return new Reading<>(writer, reader, in -> (GenericRecord) records.read(null, in));
    }
}
