package dev.leat.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.ConfigurationException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.reflect.AvroAlias;
import org.apache.avro.reflect.AvroDefault;
import org.apache.avro.reflect.AvroDoc;
import org.apache.avro.reflect.AvroName;
import org.apache.avro.reflect.AvroSchema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClassSchemaTest {
    private static final String DECIMAL =
            "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 12, \"scale\": 2}";

    enum State {
        OPEN,
        CLOSED
    }

    record Line(String product, short count) {}

    @AvroDoc("what was ordered")
    @AvroAlias(alias = "Purchase")
    @SuppressWarnings("ArrayRecordComponent") // users have them
    record Order(
            String id,
            @AvroSchema(DECIMAL) BigDecimal amount,
            @AvroSchema(DECIMAL) @Nullable BigDecimal discount,
            Instant at,
            LocalDate day,
            LocalTime hour,
            LocalDateTime local,
            UUID trace,
            State state,
            List<Line> lines,
            Map<String, @Nullable Line> extra,
            @Nullable Line gift,
            Optional<Long> points,
            byte[] signature,

            @org.apache.avro.reflect.Nullable String note,

            @AvroName("shop_id") @AvroAlias(alias = "shop") @AvroDoc("where") @AvroDefault("7")
            int shop,

            @AvroDefault("\"none\"") @Nullable String campaign) {}

    @Test
    void aRecordHasTheSchemaThatSomebodyWouldWrite() {
        Schema expected = new Schema.Parser().parse("""
                        {"type": "record", "name": "Order", "namespace": "dev.leat.avro.ClassSchemaTest",
                         "doc": "what was ordered", "aliases": ["Purchase"], "fields": [
                          {"name": "id", "type": "string"},
                          {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2}},
                          {"name": "discount", "type": ["null",
                            {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2}], "default": null},
                          {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
                          {"name": "day", "type": {"type": "int", "logicalType": "date"}},
                          {"name": "hour", "type": {"type": "long", "logicalType": "time-micros"}},
                          {"name": "local", "type": {"type": "long", "logicalType": "local-timestamp-micros"}},
                          {"name": "trace", "type": {"type": "string", "logicalType": "uuid"}},
                          {"name": "state", "type": {"type": "enum", "name": "State", "symbols": ["OPEN", "CLOSED"]}},
                          {"name": "lines", "type": {"type": "array", "items":
                            {"type": "record", "name": "Line", "fields": [
                              {"name": "product", "type": "string"}, {"name": "count", "type": "int"}]}}},
                          {"name": "extra", "type": {"type": "map", "values": ["null", "Line"]}},
                          {"name": "gift", "type": ["null", "Line"], "default": null},
                          {"name": "points", "type": ["null", "long"], "default": null},
                          {"name": "signature", "type": "bytes"},
                          {"name": "note", "type": ["null", "string"], "default": null},
                          {"name": "shop_id", "type": "int", "doc": "where", "aliases": ["shop"], "default": 7},
                          {"name": "campaign", "type": ["string", "null"], "default": "none"}
                        ]}""");

        Schema made = Avro.raw(Order.class).schema();

        assertThat(made.toString()).isEqualTo(expected.toString());
    }

    @Test
    void itSaysNothingOfJava() {
        assertThat(Avro.raw(Order.class).schema().toString()).doesNotContain("java");
    }

    record Amount(BigDecimal cents) {}

    @Test
    void aDecimalNeedsItsPrecisionAndIsToldHow() {
        assertThatThrownBy(() -> Avro.raw(Amount.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("at Amount.cents")
                .hasMessageContaining("@AvroSchema");
    }

    record BadDefault(@AvroDefault("\"seven\"") int number) {}

    record NoJson(@AvroDefault("{") int number) {}

    record BadSchema(@AvroSchema("{\"type\": \"nothing\"}") String text) {}

    record Twice(@AvroName("x") int one, @AvroName("x") int two) {}

    @Test
    void anAnnotationThatDoesNotFitNamesItsField() {
        for (Class<?> type : List.of(BadDefault.class, NoJson.class)) {
            assertThatThrownBy(() -> Avro.raw(type))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("." + "number");
        }
        assertThatThrownBy(() -> Avro.raw(BadSchema.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("at BadSchema.text");
        assertThatThrownBy(() -> Avro.raw(Twice.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("at Twice");
    }
}
