package dev.leat.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.SerdeException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogicalTypesTest {
    private static final Headers NONE = new RecordHeaders();

    private static final Schema SCHEMA = new Schema.Parser().parse("""
                    {"type": "record", "name": "Times", "fields": [
                      {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal", "precision": 6, "scale": 2}},
                      {"name": "fixedAmount", "type":
                        {"type": "fixed", "name": "Eight", "size": 8, "logicalType": "decimal", "precision": 12, "scale": 3}},
                      {"name": "id", "type": {"type": "string", "logicalType": "uuid"}},
                      {"name": "day", "type": {"type": "int", "logicalType": "date"}},
                      {"name": "millis", "type": {"type": "int", "logicalType": "time-millis"}},
                      {"name": "micros", "type": {"type": "long", "logicalType": "time-micros"}},
                      {"name": "atMillis", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                      {"name": "atMicros", "type": {"type": "long", "logicalType": "timestamp-micros"}},
                      {"name": "localMillis", "type": {"type": "long", "logicalType": "local-timestamp-millis"}},
                      {"name": "localMicros", "type": {"type": "long", "logicalType": "local-timestamp-micros"}},
                      {"name": "perhaps", "type": ["null", {"type": "long", "logicalType": "timestamp-millis"}]}
                    ]}""");

    record Times(
            BigDecimal amount,
            BigDecimal fixedAmount,
            UUID id,
            LocalDate day,
            LocalTime millis,
            LocalTime micros,
            Instant atMillis,
            Instant atMicros,
            LocalDateTime localMillis,
            LocalDateTime localMicros,
            @Nullable Instant perhaps) {}

    private static final Times TIMES = new Times(
            new BigDecimal("-1234.50"),
            new BigDecimal("123456789.012"),
            UUID.fromString("00000000-0000-4000-8000-00000000002a"),
            LocalDate.of(2010, 12, 22),
            LocalTime.of(10, 29, 0, 5_000_000),
            LocalTime.of(23, 59, 59, 999_999_000),
            Instant.parse("2010-12-22T10:29:00.005Z"),
            Instant.parse("1969-12-31T23:59:59.999999Z"),
            LocalDateTime.of(2010, 12, 22, 10, 29),
            LocalDateTime.of(2010, 12, 22, 10, 29, 0, 1_000),
            Instant.EPOCH);

    private static GenericRecord generic(Times times) {
        return new GenericRecordBuilder(SCHEMA)
                .set("amount", times.amount())
                .set("fixedAmount", times.fixedAmount())
                .set("id", times.id())
                .set("day", times.day())
                .set("millis", times.millis())
                .set("micros", times.micros())
                .set("atMillis", times.atMillis())
                .set("atMicros", times.atMicros())
                .set("localMillis", times.localMillis())
                .set("localMicros", times.localMicros())
                .set("perhaps", times.perhaps())
                .build();
    }

    @Test
    void genericRecordsHaveWhatJavaHas() {
        RawAvro<GenericRecord> serde = Avro.raw(SCHEMA);
        GenericRecord record = generic(TIMES);

        GenericRecord back = serde.deserialize("t", NONE, serde.serialize("t", NONE, record));

        for (Schema.Field field : SCHEMA.getFields()) {
            assertThat(back.get(field.name())).as(field.name()).isEqualTo(record.get(field.name()));
        }
    }

    @Test
    void mappedRecordsHaveTheSameBytesAsGenericOnes() {
        RawAvro<Times> serde = Avro.raw(Times.class, SCHEMA);

        byte[] bytes = serde.serialize("t", NONE, TIMES);

        assertThat(bytes).isEqualTo(Avro.raw(SCHEMA).serialize("t", NONE, generic(TIMES)));
        assertThat(serde.deserialize("t", NONE, bytes)).isEqualTo(TIMES);
    }

    @SuppressWarnings("ArrayRecordComponent") // users have them
    record Beneath(
            byte[] amount,
            byte[] fixedAmount,
            String id,
            int day,
            int millis,
            long micros,
            long atMillis,
            long atMicros,
            long localMillis,
            long localMicros,
            @Nullable Long perhaps) {}

    @Test
    void fieldsMayHaveTheTypeBeneath() {
        RawAvro<Beneath> beneath = Avro.raw(Beneath.class, SCHEMA);
        byte[] bytes = Avro.raw(Times.class, SCHEMA).serialize("t", NONE, TIMES);

        Beneath raw = beneath.deserialize("t", NONE, bytes);

        assertThat(raw.id()).isEqualTo("00000000-0000-4000-8000-00000000002a");
        assertThat(raw.day()).isEqualTo(14_965);
        assertThat(raw.atMicros()).isEqualTo(-1);
        assertThat(raw.perhaps()).isEqualTo(0);
        assertThat(beneath.serialize("t", NONE, raw)).isEqualTo(bytes);
    }

    record Rarer(BigDecimal amount, UUID id, Instant at, LocalDateTime local) {}

    @Test
    void theRarerOnesToo() {
        RawAvro<Rarer> serde = Avro.raw(Rarer.class, new Schema.Parser().parse("""
                                {"type": "record", "name": "r", "fields": [
                                  {"name": "amount", "type": {"type": "bytes", "logicalType": "big-decimal"}},
                                  {"name": "id", "type":
                                    {"type": "fixed", "name": "id", "size": 16, "logicalType": "uuid"}},
                                  {"name": "at", "type": {"type": "long", "logicalType": "timestamp-nanos"}},
                                  {"name": "local", "type": {"type": "long", "logicalType": "local-timestamp-nanos"}}
                                ]}"""));
        Rarer rarer = new Rarer(
                new BigDecimal("-0.000000001234"),
                new UUID(1, -1),
                Instant.ofEpochSecond(1, 123_456_789),
                LocalDateTime.of(2010, 12, 22, 10, 29, 0, 1));

        assertThat(serde.deserialize("t", NONE, serde.serialize("t", NONE, rarer)))
                .isEqualTo(rarer);
    }

    @Test
    void timesFinerThanTheirSchemaAreCut() {
        RawAvro<Instant> micros = Avro.raw(Instant.class);

        assertThat(micros.deserialize("t", NONE, micros.serialize("t", NONE, Instant.ofEpochSecond(1, 123_456_789))))
                .isEqualTo(Instant.ofEpochSecond(1, 123_456_000));
    }

    record Amount(BigDecimal amount) {}

    @Test
    void aDecimalIsNeverRounded() {
        RawAvro<Amount> serde = Avro.raw(Amount.class, new Schema.Parser().parse("""
                                {"type": "record", "name": "a", "fields": [{"name": "amount", "type":
                                  {"type": "bytes", "logicalType": "decimal", "precision": 4, "scale": 2}}]}"""));

        assertThat(serde.deserialize("t", NONE, serde.serialize("t", NONE, new Amount(new BigDecimal("1.5"))))
                        .amount())
                .isEqualTo("1.50");
        for (String tooFine : new String[] {"0.001", "100.00"}) {
            assertThatThrownBy(() -> serde.serialize("t", NONE, new Amount(new BigDecimal(tooFine))))
                    .isInstanceOf(SerdeException.class)
                    .hasMessageContaining("at .amount")
                    .hasMessageContaining("decimal");
        }
    }

    @Test
    void whatIsNoUuidIsUnreadable() {
        RawAvro<UUID> serde = Avro.raw(UUID.class);

        assertThatThrownBy(() ->
                        serde.deserialize("t", NONE, Avro.raw(String.class).serialize("t", NONE, "secret")))
                .isInstanceOf(SerdeException.class)
                .hasMessageNotContaining("secret");
    }
}
