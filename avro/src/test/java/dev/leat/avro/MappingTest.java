package dev.leat.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.ConfigurationException;
import dev.leat.core.SerdeException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records and beans, field by field. */
class MappingTest {
    private static final Headers NONE = new RecordHeaders();

    enum Colour {
        RED,
        BLUE {
            @Override
            public String toString() {
                return "something else";
            }
        }
    }

    record Collections(
            Set<Colour> colours,
            Collection<List<String>> lists,
            Map<String, Map<String, int[]>> maps,
            List<@Nullable String> holes,
            Optional<String> some,
            Optional<Integer> none,
            ByteBuffer buffer,
            CharSequence text) {}

    @Test
    void containersOfAllKindsComeBack() {
        RawAvro<Collections> serde = Avro.raw(Collections.class);
        Collections value = new Collections(
                Set.of(Colour.RED, Colour.BLUE),
                List.of(List.of("a"), List.of()),
                Map.of("k", Map.of("l", new int[] {1, 2})),
                java.util.Arrays.asList("a", null),
                Optional.of("x"),
                Optional.empty(),
                ByteBuffer.wrap(new byte[] {1}),
                "text");

        Collections back = back(serde, value);

        assertThat(back).usingRecursiveComparison().ignoringFields("buffer").isEqualTo(value);
        assertThat(back.buffer()).isEqualTo(value.buffer());
        assertThat(back.holes()).containsExactly("a", null);
    }

    static class Base {
        @Nullable
        String id;

        int ignored() {
            return 1;
        }
    }

    static class Bean extends Base {
        static int count;
        transient int passing = 1;
        private long amount;
        private @Nullable Bean next;
        List<Colour> colours = List.of();
    }

    @Test
    void beansAreReadAndWrittenByTheirFieldsInheritedOnesToo() {
        RawAvro<Bean> beans = Avro.raw(Bean.class);
        Bean last = new Bean();
        last.id = "last";
        Bean first = new Bean();
        first.amount = 5;
        first.next = last;
        first.colours = List.of(Colour.BLUE);

        Bean back = back(beans, first);

        assertThat(back).usingRecursiveComparison().isEqualTo(first);
        assertThat(back.amount).isEqualTo(5);
        assertThat(back.next).isNotNull();
        assertThat(beans.schema().getFields())
                .extracting(Schema.Field::name)
                .containsExactly("id", "amount", "next", "colours");
    }

    record Tree(int value, List<Tree> children) {}

    @Test
    void aRecordMayHaveItselfInIt() {
        Tree tree = new Tree(1, List.of(new Tree(2, List.of()), new Tree(3, List.of(new Tree(4, List.of())))));

        assertThat(back(Avro.raw(Tree.class), tree)).isEqualTo(tree);
    }

    sealed interface Event permits Ordered, Paid, Ended {}

    record Ordered(String id, List<Event> then) implements Event {}

    record Paid(long cents) implements Event {}

    sealed interface Ended extends Event permits Sent, Cancelled {}

    record Sent(String by) implements Ended {}

    record Cancelled(@Nullable String why) implements Ended {}

    record Envelope(Event event, @Nullable Event perhaps) {}

    @Test
    void aSealedInterfaceIsAUnionOfItsRecords() {
        RawAvro<Event> events = Avro.raw(Event.class);
        RawAvro<Envelope> envelopes = Avro.raw(Envelope.class);

        for (Event event :
                List.of(new Ordered("o-1", List.of(new Paid(1), new Sent("rail"))), new Paid(5), new Cancelled(null))) {
            assertThat(back(events, event)).isEqualTo(event);
            assertThat(back(envelopes, new Envelope(event, null))).isEqualTo(new Envelope(event, null));
            assertThat(back(envelopes, new Envelope(event, event))).isEqualTo(new Envelope(event, event));
        }
        assertThat(events.schema().getTypes())
                .extracting(Schema::getName)
                .containsExactly("Ordered", "Paid", "Sent", "Cancelled");
    }

    record Anything(@Nullable Object value) {}

    @Test
    void anObjectTakesAUnionOfPlainTypesAsAvroHasThem() {
        RawAvro<Anything> serde = Avro.raw(Anything.class, schema("""
                        {"type": "record", "name": "a", "fields": [
                          {"name": "value", "type": ["null", "long", "string", {"type": "array", "items": "double"}]}]}"""));

        for (Anything each :
                List.of(new Anything(null), new Anything(1L), new Anything("x"), new Anything(List.of(0.5)))) {
            assertThat(back(serde, each)).isEqualTo(each);
        }
        assertThatThrownBy(() -> serde.serialize("t", NONE, new Anything(Thread.currentThread())))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("at .value: a java.lang.Thread does not fit [null, long, string, array]");
    }

    @Test
    void genericRecordsMayBePartsOfRecords() {
        record Holder(GenericRecord record) {}
        Schema schema = schema("""
                {"type": "record", "name": "h", "fields": [
                  {"name": "record", "type": {"type": "record", "name": "inner", "fields": [
                    {"name": "x", "type": "int"}]}}]}""");
        RawAvro<Holder> serde = Avro.raw(Holder.class, schema);

        Holder holder = serde.deserialize("t", NONE, new byte[] {14});

        assertThat(holder.record().get("x")).isEqualTo(7);
        assertThat(serde.serialize("t", NONE, holder)).containsExactly(14);
    }

    @Test
    void constantsAreSymbolsByNameWhateverTheirOrder() {
        record Painted(Colour colour, String text) {}
        RawAvro<Painted> serde = Avro.raw(Painted.class, schema("""
                        {"type": "record", "name": "p", "fields": [
                          {"name": "colour", "type": {"type": "enum", "name": "c", "symbols": ["GREEN", "BLUE"]}},
                          {"name": "text", "type": "c"}]}"""));

        assertThat(serde.serialize("t", NONE, new Painted(Colour.BLUE, "GREEN")))
                .containsExactly(2, 0);
        assertThat(serde.deserialize("t", NONE, new byte[] {2, 0})).isEqualTo(new Painted(Colour.BLUE, "GREEN"));
        assertThatThrownBy(() -> serde.deserialize("t", NONE, new byte[] {0, 0}))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("at .colour")
                .hasMessageContaining("no constant");
        assertThatThrownBy(() -> serde.serialize("t", NONE, new Painted(Colour.RED, "GREEN")))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("at .colour")
                .hasMessageContaining("no symbol");
        assertThatThrownBy(() -> serde.serialize("t", NONE, new Painted(Colour.BLUE, "secret")))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("at .text")
                .hasMessageNotContaining("secret");
    }

    @Test
    void numbersAreNeverCut() {
        record Numbers(long wide, int narrow, short small, byte tiny) {}
        RawAvro<Numbers> serde = Avro.raw(Numbers.class, schema("""
                        {"type": "record", "name": "n", "fields": [
                          {"name": "wide", "type": "int"}, {"name": "narrow", "type": "long"},
                          {"name": "small", "type": "int"}, {"name": "tiny", "type": "int"}]}"""));

        Numbers fits = new Numbers(-1, 2, (short) 3, (byte) 4);
        assertThat(back(serde, fits)).isEqualTo(fits);
        assertThatThrownBy(() -> serde.serialize("t", NONE, new Numbers(1L << 31, 0, (short) 0, (byte) 0)))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("at .wide: the number has no room in an int");
        byte[] tooLarge = Avro.raw(Long.class).serialize("t", NONE, 1L << 31);
        byte[] bytes = new byte[tooLarge.length + 3];
        System.arraycopy(tooLarge, 0, bytes, 1, tooLarge.length);
        assertThatThrownBy(() -> serde.deserialize("t", NONE, bytes))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("at .narrow: the number has no room in an int");
        assertThatThrownBy(() -> serde.deserialize("t", NONE, new byte[] {0, 0, 0, (byte) 0x80, 2}))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("at .tiny: the number has no room in a byte");
    }

    @Test
    void fixedBytesAreNeverCut() {
        @SuppressWarnings("ArrayRecordComponent") // users have them
        record Hash(byte[] md5) {}
        RawAvro<Hash> serde = Avro.raw(Hash.class, schema("""
                        {"type": "record", "name": "h", "fields": [
                          {"name": "md5", "type": {"type": "fixed", "name": "md5", "size": 2}}]}"""));

        assertThat(back(serde, new Hash(new byte[] {1, 2})).md5()).containsExactly(1, 2);
        assertThatThrownBy(() -> serde.serialize("t", NONE, new Hash(new byte[] {1, 2, 3})))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("at .md5: 3 bytes are not the 2 of md5");
    }

    @Test
    void aNullThatAFieldCannotTakeIsNamed() {
        @SuppressWarnings("ArrayRecordComponent") // users have them
        record Counted(int count, int[] list) {}
        RawAvro<Counted> serde = Avro.raw(Counted.class, schema("""
                        {"type": "record", "name": "c", "fields": [
                          {"name": "count", "type": ["null", "int"]},
                          {"name": "list", "type": {"type": "array", "items": ["null", "int"]}}]}"""));

        assertThatThrownBy(() -> serde.deserialize("t", NONE, new byte[] {0, 0}))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("at .count: null, which no int can be");
        assertThatThrownBy(() -> serde.deserialize("t", NONE, new byte[] {2, 2, 2, 0, 0}))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("at .list[]: null, which no int can be");
    }

    record Checked(int amount) {
        Checked {
            if (amount < 0) {
                throw new IllegalArgumentException("secret " + amount);
            }
        }
    }

    @Test
    void aConstructorMayRefuseAndIsNamedWithoutItsWords() {
        assertThatThrownBy(() -> Avro.raw(Checked.class).deserialize("t", NONE, new byte[] {1}))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining(Checked.class.getName() + " refuses the values (IllegalArgumentException)")
                .hasMessageNotContaining("secret");
    }

    @SuppressWarnings("ClassCanBeStatic") // that is the point
    class Inner {
        int x;
    }

    static class Final {
        final int x = 1;
    }

    record Dates(java.util.Date date) {}

    record Bare(@SuppressWarnings("rawtypes") List list) {}

    record Keys(Map<Integer, String> map) {}

    @Test
    void aClassThatCannotBeMappedSaysWhereAndWhatToDo() {
        assertThatThrownBy(() -> Avro.raw(Inner.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("static");
        assertThatThrownBy(() -> Avro.raw(Final.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("field x")
                .hasMessageContaining("make the class a record");
        assertThatThrownBy(() -> Avro.raw(Dates.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("at Dates.date")
                .hasMessageContaining("java.util.Date");
        assertThatThrownBy(() -> Avro.raw(Bare.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("at Bare.list")
                .hasMessageContaining("name the type of its elements");
        assertThatThrownBy(() -> Avro.raw(Keys.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("at Keys.map")
                .hasMessageContaining("keys of maps are text");
    }

    @Test
    void aFieldThatCannotHaveWhatTheSchemaSaysIsNamed() {
        for (String type : List.of("\"string\"", "\"double\"", "[\"null\", \"boolean\"]", "[\"int\", \"string\"]")) {
            assertThatThrownBy(() -> Avro.raw(
                            Checked.class,
                            schema("{\"type\": \"record\", \"name\": \"c\", \"fields\": ["
                                    + "{\"name\": \"amount\", \"type\": " + type + "}]}")))
                    .as(type)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("at Checked.amount");
        }
    }

    private static Schema schema(String text) {
        return new Schema.Parser().parse(text);
    }

    private static <T> T back(RawAvro<T> serde, T value) {
        return serde.deserialize("t", NONE, serde.serialize("t", NONE, value));
    }
}
