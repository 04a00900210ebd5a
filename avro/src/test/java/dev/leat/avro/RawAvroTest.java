package dev.leat.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.ConfigurationException;
import dev.leat.core.SerdeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class RawAvroTest {
    private static final Headers NONE = new RecordHeaders();

    private static final Schema TEST = new Schema.Parser().parse("""
                    {"type": "record", "name": "test", "fields": [
                      {"name": "a", "type": "long"},
                      {"name": "b", "type": "string"}
                    ]}""");

    private final RawAvro<GenericRecord> raw = Avro.raw(TEST);

    /** The example of Avro's specification. */
    @Test
    void theBytesAreTheDatumAndNothingElse() {
        byte[] bytes = raw.serialize("t", NONE, test(27, "foo"));

        assertThat(bytes).containsExactly(0x36, 0x06, 0x66, 0x6f, 0x6f);
        assertThat(raw.deserialize("t", NONE, bytes)).isEqualTo(test(27, "foo"));
    }

    @Test
    void everyTypeOfAvroComesBack() {
        Schema schema = new Schema.Parser().parse("""
                        {"type": "record", "name": "Everything", "namespace": "acme", "fields": [
                          {"name": "nothing", "type": "null"},
                          {"name": "flag", "type": "boolean"},
                          {"name": "i", "type": "int"},
                          {"name": "l", "type": "long"},
                          {"name": "f", "type": "float"},
                          {"name": "d", "type": "double"},
                          {"name": "bytes", "type": "bytes"},
                          {"name": "text", "type": "string"},
                          {"name": "hash", "type": {"type": "fixed", "name": "Hash", "size": 4}},
                          {"name": "suit", "type": {"type": "enum", "name": "Suit", "symbols": ["HEARTS", "SPADES"]}},
                          {"name": "numbers", "type": {"type": "array", "items": "long"}},
                          {"name": "names", "type": {"type": "array", "items": "string"}},
                          {"name": "sizes", "type": {"type": "map", "values": "int"}},
                          {"name": "either", "type": ["null", "string", "long", "Hash", {"type": "array", "items": "Suit"}]},
                          {"name": "next", "type": ["null", "Everything"]}
                        ]}""");
        GenericRecord inner = everything(schema, List.of(suit(schema, "SPADES")), null);
        GenericRecord outer = everything(schema, 7L, inner);
        RawAvro<GenericRecord> everything = Avro.raw(schema);

        GenericRecord back = everything.deserialize("t", NONE, everything.serialize("t", NONE, outer));

        for (Schema.Field field : schema.getFields()) {
            assertThat(back.get(field.name())).as(field.name()).isEqualTo(outer.get(field.name()));
        }
    }

    @Test
    void textIsStringsWhereverItStands() {
        Schema schema = new Schema.Parser().parse("""
                        {"type": "record", "name": "Texts", "fields": [
                          {"name": "text", "type": "string"},
                          {"name": "either", "type": ["null", "string"]},
                          {"name": "list", "type": {"type": "array", "items": "string"}},
                          {"name": "map", "type": {"type": "map", "values": "string"}}
                        ]}""");
        RawAvro<GenericRecord> texts = Avro.raw(schema);
        GenericRecord record = new GenericRecordBuilder(schema)
                .set("text", "a")
                .set("either", "b")
                .set("list", List.of("c"))
                .set("map", Map.of("d", "e"))
                .build();

        GenericRecord back = texts.deserialize("t", NONE, texts.serialize("t", NONE, record));

        assertThat(back.get("text")).isEqualTo("a");
        assertThat(back.get("either")).isEqualTo("b");
        assertThat((List<?>) back.get("list")).isEqualTo(List.of("c"));
        assertThat((Map<?, ?>) back.get("map")).isEqualTo(Map.of("d", "e"));
    }

    @Test
    void theSchemaStaysAsItIs() {
        byte[] bytes = raw.serialize("t", NONE, test(1, "x"));

        assertThat(raw.deserialize("t", NONE, bytes).getSchema()).isEqualTo(TEST);
        assertThat(raw.schema()).isEqualTo(TEST).hasToString(TEST.toString());
    }

    @Test
    void valuesNeedNotBeRecords() {
        RawAvro<String> texts = Avro.raw(String.class);
        RawAvro<Long> numbers = Avro.raw(Long.class);
        RawAvro<Integer> years = Avro.raw(Integer.class, Schema.create(Schema.Type.INT));

        assertThat(texts.serialize("t", NONE, "foo")).containsExactly(0x06, 0x66, 0x6f, 0x6f);
        assertThat(texts.deserialize("t", NONE, texts.serialize("t", NONE, "grün")))
                .isEqualTo("grün");
        assertThat(numbers.deserialize("t", NONE, numbers.serialize("t", NONE, -5L)))
                .isEqualTo(-5L);
        assertThat(years.deserialize("t", NONE, years.serialize("t", NONE, 2010)))
                .isEqualTo(2010);
    }

    @Test
    void bytesThatAreLeftOverAreAnErrorUnlessTheyAreToBeIgnored() {
        byte[] bytes = {0x36, 0x06, 0x66, 0x6f, 0x6f, 0x02};

        assertThatThrownBy(() -> raw.deserialize("t", NONE, bytes))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("left over");
        assertThat(raw.ignoringTrailingBytes().deserialize("t", NONE, bytes)).isEqualTo(test(27, "foo"));
    }

    @Test
    void bytesThatEndTooEarlyAreAnError() {
        for (byte[] bytes : List.of(new byte[0], new byte[] {0x36}, new byte[] {0x36, 0x06, 0x66})) {
            assertThatThrownBy(() -> raw.deserialize("t", NONE, bytes))
                    .isInstanceOf(SerdeException.class)
                    .hasMessage("no Avro of test: the bytes end too early");
        }
    }

    @Test
    void whatDoesNotFitIsNamedByItsPathAndNotQuoted() {
        Schema schema = new Schema.Parser().parse("""
                        {"type": "record", "name": "Order", "fields": [
                          {"name": "lines", "type": {"type": "array", "items": {
                            "type": "record", "name": "Line", "fields": [
                              {"name": "prices", "type": {"type": "map", "values": ["null", "long"]}}
                            ]}}}
                        ]}""");
        Schema line = schema.getField("lines").schema().getElementType();
        GenericRecord bad = new GenericData.Record(line);
        bad.put("prices", Map.of("secret key", "secret value"));
        GenericRecord order = new GenericData.Record(schema);
        order.put("lines", List.of(bad));

        assertThatThrownBy(() -> Avro.raw(schema).serialize("t", NONE, order))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("at .lines[].prices{}: a java.lang.String does not fit long")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> raw.serialize("t", NONE, new GenericData.Record(TEST)))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("at .a: null does not fit long");
    }

    @Test
    void aRecordOfAnotherSchemaIsRefusedAndNotWrittenUnderWrongNames() {
        Schema turned = new Schema.Parser().parse("""
                        {"type": "record", "name": "test2", "fields": [
                          {"name": "b", "type": "long"},
                          {"name": "a", "type": "string"}
                        ]}""");
        GenericRecord record =
                new GenericRecordBuilder(turned).set("a", "x").set("b", 1L).build();

        assertThatThrownBy(() -> raw.serialize("t", NONE, record))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("test2");
    }

    @Test
    void nullIsNoValue() {
        RawAvro<String> texts = Avro.raw(
                String.class, Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING)));

        assertThat(texts.deserialize("t", NONE, new byte[] {2, 2, 'x'})).isEqualTo("x");
        assertThatThrownBy(() -> texts.deserialize("t", NONE, new byte[] {0}))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("tombstone");
    }

    @Test
    void whatIsNestedWithoutEndIsAnErrorLikeAnyOther() {
        Schema list = new Schema.Parser().parse("""
                        {"type": "record", "name": "Cons", "fields": [{"name": "next", "type": ["null", "Cons"]}]}""");
        byte[] bytes = new byte[1_000_000];
        Arrays.fill(bytes, (byte) 2);
        GenericRecord round = new GenericData.Record(list);
        round.put("next", round);

        assertThatThrownBy(() -> Avro.raw(list).deserialize("t", NONE, bytes))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("too deeply");
        assertThatThrownBy(() -> Avro.raw(list).serialize("t", NONE, round))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("too deeply");
    }

    @Test
    void aSchemaThatIsNoneOfRecordsNeedsTheClassOfItsValues() {
        assertThatThrownBy(() -> Avro.raw(Schema.create(Schema.Type.STRING)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("name the class");
        assertThatThrownBy(() -> Avro.raw(GenericRecord.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("name the schema");
        assertThatThrownBy(() -> Avro.raw(int.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("boxed");
    }

    private static GenericRecord test(long a, String b) {
        return new GenericRecordBuilder(TEST).set("a", a).set("b", b).build();
    }

    private static GenericRecord everything(
            Schema schema, Object either, @org.jspecify.annotations.Nullable Object next) {
        return new GenericRecordBuilder(schema)
                .set("nothing", null)
                .set("flag", true)
                .set("i", Integer.MIN_VALUE)
                .set("l", Long.MAX_VALUE)
                .set("f", 1.5f)
                .set("d", -0.1)
                .set("bytes", ByteBuffer.wrap("b".getBytes(StandardCharsets.UTF_8)))
                .set("text", "€")
                .set("hash", new GenericData.Fixed(schema.getField("hash").schema(), new byte[] {1, 2, 3, 4}))
                .set("suit", suit(schema, "HEARTS"))
                .set("numbers", List.of(1L, -1L))
                .set("names", List.of("a", ""))
                .set("sizes", Map.of("S", 1))
                .set("either", either)
                .set("next", next)
                .build();
    }

    private static GenericData.EnumSymbol suit(Schema schema, String symbol) {
        return new GenericData.EnumSymbol(schema.getField("suit").schema(), symbol);
    }
}
