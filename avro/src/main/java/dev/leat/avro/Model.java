package dev.leat.avro;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;

/** How values of one type become data of Avro's, and back. Immutable and safe for many threads. */
interface Model<T> {
    /** What the value is written with. */
    Schema schema(T value);

    void write(T value, Encoder out) throws IOException;

    /** @param writer what the data was written with */
    Reading<T> reading(Schema writer);

    /** All values have one schema. */
    interface Fixed<T> extends Model<T> {
        Schema schema();

        @Override
        default Schema schema(T value) {
            return schema();
        }
    }
}
