package dev.leat.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.ConfigurationException;
import dev.leat.core.SerdeException;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.reflect.AvroAlias;
import org.apache.avro.reflect.AvroDefault;
import org.apache.avro.reflect.AvroName;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Reading what was written with another schema. */
class EvolutionTest {
    private static final Headers NONE = new RecordHeaders();

    enum Size {
        SMALL,
        LARGE
    }

    @AvroAlias(alias = "Parcel", space = "")
    record Shipment(
            @AvroAlias(alias = "id") @AvroName("number") String number,
            double weight,
            @AvroDefault("\"SMALL\"") Size size,
            @AvroDefault("[\"x\"]") List<String> tags,
            @AvroDefault("{}") Map<String, Integer> counts,
            @Nullable String note) {}

    private static final Schema OLD = new Schema.Parser().parse("""
                    {"type": "record", "name": "Parcel", "fields": [
                      {"name": "gone", "type": {"type": "array", "items": {"type": "map", "values": "string"}}},
                      {"name": "weight", "type": "int"},
                      {"name": "id", "type": "string"}
                    ]}""");

    @Test
    void fieldsAreFoundByNameAndAliasWidenedDroppedOrTakenFromDefaults() {
        byte[] old = {2, 2, 2, 'k', 2, 'v', 0, 0, 14, 4, 'p', '1'};

        Shipment shipment = Avro.raw(Shipment.class).writtenWith(OLD).deserialize("t", NONE, old);

        assertThat(shipment).isEqualTo(new Shipment("p1", 7.0, Size.SMALL, List.of("x"), Map.of(), null));
    }

    @Test
    void genericRecordsAreReadWithAnotherSchemaToo() {
        Schema now = Avro.raw(Shipment.class).schema();
        byte[] old = {0, 14, 4, 'p', '1'};

        GenericRecord shipment = Avro.raw(now).writtenWith(OLD).deserialize("t", NONE, old);

        assertThat(shipment.get("number")).isEqualTo("p1");
        assertThat(shipment.get("weight")).isEqualTo(7.0);
        assertThat(shipment.get("size")).hasToString("SMALL");
        assertThat(shipment.get("note")).isNull();
    }

    @Test
    void writingStaysWithTheOwnSchema() {
        RawAvro<Shipment> now = Avro.raw(Shipment.class);
        Shipment shipment = new Shipment("p1", 7.0, Size.LARGE, List.of(), Map.of(), null);

        assertThat(now.writtenWith(OLD).serialize("t", NONE, shipment)).isEqualTo(now.serialize("t", NONE, shipment));
    }

    @Test
    void aSymbolThatIsNotKnownBecomesTheDefaultOfTheEnumeration() {
        Schema reader = schema("""
                {"type": "enum", "name": "Size", "symbols": ["SMALL", "LARGE"], "default": "LARGE"}""");
        Schema writer = schema("""
                {"type": "enum", "name": "Size", "symbols": ["SMALL", "HUGE"]}""");

        RawAvro<Size> sizes = Avro.raw(Size.class, reader).writtenWith(writer);

        assertThat(sizes.deserialize("t", NONE, new byte[] {0})).isEqualTo(Size.SMALL);
        assertThat(sizes.deserialize("t", NONE, new byte[] {2})).isEqualTo(Size.LARGE);
    }

    @Test
    void aUnionAndWhatIsInItAreReadAsEachOther() {
        Schema string = schema("\"string\"");
        Schema union = schema("[\"null\", \"string\"]");

        assertThat(Avro.raw(String.class, union).writtenWith(string).deserialize("t", NONE, new byte[] {2, 'x'}))
                .isEqualTo("x");
    }

    @Test
    void whatCanNeverBeReadIsAnErrorBeforeAnythingIs() {
        Schema writer = schema("""
                {"type": "record", "name": "Parcel", "fields": [{"name": "weight", "type": "string"}]}""");

        assertThatThrownBy(() -> Avro.raw(Shipment.class).writtenWith(writer))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems()).hasSize(2))
                .hasMessageContaining("Parcel")
                .hasMessageContaining("number")
                .hasMessageContaining("/fields/1");
    }

    @Test
    void readersThatMayNotMatchSayWhereTheSchemasDiffer() {
        SchemaRegistry registry = SchemaRegistry.inMemory();
        Schema writer = schema("""
                {"type": "record", "name": "Parcel", "fields": [{"name": "weight", "type": "string"}]}""");
        byte[] bytes = {0, 0, 0, 0, 1, 2, 'x'};
        registry.register("t-value", writer);

        assertThatThrownBy(() -> Avro.registry(registry, Shipment.class).deserialize("t", NONE, bytes))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("no Avro of Parcel")
                .hasMessageContaining(Shipment.class.getSimpleName())
                .hasMessageContaining("/fields/1");
    }

    private static Schema schema(String text) {
        return new Schema.Parser().parse(text);
    }
}
