package dev.leat.avro;

import java.math.BigDecimal;
import java.time.Instant;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Conversion;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** As Avro's compiler makes it, by hand, so that the build needs no generator. */
public class Payment extends SpecificRecordBase {
    public static final Schema SCHEMA$ = new Schema.Parser().parse("""
                    {"type": "record", "name": "Payment", "namespace": "dev.leat.avro", "fields": [
                      {"name": "id", "type": {"type": "string", "avro.java.string": "String"}},
                      {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
                      {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                      {"name": "next", "type": ["null", "Payment"], "default": null}
                    ]}""");

    private static final SpecificData MODEL$ = new SpecificData();

    static {
        MODEL$.addLogicalTypeConversion(new Conversions.DecimalConversion());
        MODEL$.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    }

    private static final @Nullable Conversion<?>[] CONVERSIONS = {
        null, new Conversions.DecimalConversion(), new TimeConversions.TimestampMillisConversion(), null
    };

    private @Nullable String id;
    private @Nullable BigDecimal amount;
    private @Nullable Instant at;
    private @Nullable Payment next;

    public Payment() {}

    Payment(@Nullable String id, BigDecimal amount, Instant at, @Nullable Payment next) {
        this.id = id;
        this.amount = amount;
        this.at = at;
        this.next = next;
    }

    @Override
    public SpecificData getSpecificData() {
        return MODEL$;
    }

    @Override
    public Schema getSchema() {
        return SCHEMA$;
    }

    @Override
    public @Nullable Conversion<?> getConversion(int field) {
        return CONVERSIONS[field];
    }

    @Override
    public @Nullable Object get(int field) {
        return switch (field) {
            case 0 -> id;
            case 1 -> amount;
            case 2 -> at;
            case 3 -> next;
            default -> throw new AvroRuntimeException("no field " + field);
        };
    }

    @Override
    public void put(int field, @Nullable Object value) {
        switch (field) {
            case 0 -> id = value == null ? null : value.toString();
            case 1 -> amount = (BigDecimal) value;
            case 2 -> at = (Instant) value;
            case 3 -> next = (Payment) value;
            default -> throw new AvroRuntimeException("no field " + field);
        }
    }
}
