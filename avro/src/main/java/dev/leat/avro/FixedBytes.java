package dev.leat.avro;

import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;

/** Avro's writer would cut what is too long. */
record FixedBytes(Schema schema) implements Mapper {
    @Override
    public Object avro(Object value) {
        byte[] bytes = (byte[]) value;
        if (bytes.length != schema.getFixedSize()) {
            throw new MisfitException(
                    bytes.length + " bytes are not the " + schema.getFixedSize() + " of " + schema.getFullName());
        }
        return new GenericData.Fixed(schema, bytes);
    }

    @Override
    public Object java(Object datum) {
        byte[] bytes = ((GenericFixed) datum).bytes();
        return Arrays.copyOf(bytes, bytes.length);
    }
}
