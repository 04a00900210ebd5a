package dev.leat.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.ConfigurationException;
import dev.leat.core.SerdeException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.reflect.AvroIgnore;
import org.apache.avro.reflect.AvroName;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What services that come from dp-kafka have in their topics and rely on: schemas as text, bare data, classes of their own whose names
 * are not those of the schema; and what went wrong there.
 */
class DpKafkaAvroTest {
    private static final Headers NONE = new RecordHeaders();

    record Address(@AvroName("post_code") String postCode, int number) {}

    record Person(
            String name,
            Address home,
            @Nullable Address work,
            Map<String, String> labels,
            @Nullable Map<String, String> notes,
            Map<String, String> more,
            @Nullable Integer age) {}

    private static final String PERSON = """
            {"type": "record", "name": "person_event", "namespace": "some.go.service", "fields": [
              {"name": "name", "type": "string"},
              {"name": "home", "type": {"type": "record", "name": "address", "fields": [
                {"name": "post_code", "type": "string"},
                {"name": "number", "type": "int"}
              ]}},
              {"name": "work", "type": ["null", "address"], "default": null},
              {"name": "labels", "type": {"type": "map", "values": "string"}},
              {"name": "notes", "type": ["null", {"type": "map", "values": "string"}], "default": null},
              {"name": "more", "type": {"type": "map", "values": "string"}},
              {"name": "age", "type": ["null", "int"], "default": null}
            ]}""";

    private final RawAvro<Person> people = Avro.raw(Person.class, schema(PERSON));

    @Test
    void aNestedRecordThreeMapsAndANumberThatMayBeNullComeBack() {
        Person person = new Person(
                "Ada",
                new Address("NP10 8XG", 27),
                new Address("SW1V 2QQ", 5),
                Map.of("team", "blue"),
                Map.of("a", "b", "c", "d"),
                Map.of("e", "f"),
                36);

        assertThat(back(people, person)).isEqualTo(person);
    }

    @Test
    void emptyMapsStayEmptyAndNullStaysNullAndZeroStaysZero() {
        Person person = new Person("", new Address("", 0), null, Map.of(), null, Map.of(), null);

        assertThat(back(people, person)).isEqualTo(person);
        Person withEmptyNotes = new Person("", new Address("", 0), null, Map.of(), Map.of(), Map.of(), 0);
        assertThat(back(people, withEmptyNotes)).isEqualTo(withEmptyNotes);
    }

    record Eight(String a, String b, String c, String d, String e, String f, String g, String h) {}

    @Test
    void eightFieldsAreWrittenOneAfterTheOther() {
        RawAvro<Eight> eights = Avro.raw(Eight.class);
        Eight eight = new Eight("1", "2", "3", "4", "5", "6", "7", "8");

        assertThat(eights.serialize("t", NONE, eight))
                .containsExactly(2, '1', 2, '2', 2, '3', 2, '4', 2, '5', 2, '6', 2, '7', 2, '8');
        assertThat(back(eights, eight)).isEqualTo(eight);
    }

    record Skipping(
            @AvroIgnore int before,
            @AvroName("the_name") String name,
            @AvroIgnore @Nullable String secret) {}

    @Test
    void fieldsHaveNamesOfTheirOwnOrAreSkipped() {
        RawAvro<Skipping> skipping = Avro.raw(Skipping.class, schema("""
                        {"type": "record", "name": "s", "fields": [{"name": "the_name", "type": "string"}]}"""));

        byte[] bytes = skipping.serialize("t", NONE, new Skipping(5, "n", "secret"));

        assertThat(bytes).containsExactly(2, 'n');
        assertThat(skipping.deserialize("t", NONE, bytes)).isEqualTo(new Skipping(0, "n", null));
    }

    interface Shapeless {}

    @Test
    void whatIsNoRecordNamesItsType() {
        assertThatThrownBy(() -> Avro.raw(Shapeless.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(Shapeless.class.getName());
        assertThatThrownBy(() -> Avro.raw(Thread.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("java.lang.Thread");
    }

    @SuppressWarnings("ArrayRecordComponent") // users have them
    record Kinds(
            boolean flag,
            byte tiny,
            short small,
            int medium,
            long large,
            float rough,
            double fine,
            String text,
            byte[] bytes,
            Map<String, Long> map,
            List<Double> list,
            String[] array,
            Address nested,
            @Nullable Long mayBeNull) {}

    /** There some kinds were refused, and others dropped without a word. */
    @Test
    void everyKindOfFieldIsWrittenAlsoWhenNested() {
        record Outer(
                Kinds inner,
                List<Kinds> list,
                Map<String, Kinds> map,
                @Nullable Kinds perhaps) {}
        RawAvro<Outer> outers = Avro.raw(Outer.class);
        Kinds kinds = new Kinds(
                true,
                (byte) -1,
                Short.MAX_VALUE,
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                0.5f,
                Math.PI,
                "text",
                new byte[] {0, -1},
                Map.of("k", 1L),
                List.of(0.1, 0.2),
                new String[] {"1934", "1972", "1999"},
                new Address("x", 1),
                null);

        Outer back = back(outers, new Outer(kinds, List.of(kinds, kinds), Map.of("k", kinds), kinds));

        assertThat(back.list()).hasSize(2);
        assertThat(List.of(
                        back.inner(),
                        back.list().get(1),
                        Objects.requireNonNull(back.map().get("k"))))
                .allSatisfy(each -> assertThat(each).usingRecursiveComparison().isEqualTo(kinds));
        assertThat(back.perhaps()).usingRecursiveComparison().isEqualTo(kinds);
    }

    record Lists(List<String> years, @Nullable List<String> perhaps, List<Address> addresses) {}

    @Test
    void listsOfTextAndOfRecordsComeBackWithWhatTheyHadAndNoMore() {
        RawAvro<Lists> lists = Avro.raw(Lists.class);

        for (Lists each : List.of(
                new Lists(List.of("1934", "1972", "1999"), null, List.of(new Address("a", 1), new Address("b", 2))),
                new Lists(List.of(), List.of("x", "y"), List.of()))) {
            assertThat(back(lists, each)).isEqualTo(each);
        }
    }

    @Test
    void aListOfTheWrongTypeIsAnErrorThatNamesItsPlace() {
        record Wrong(List<Integer> years) {}

        assertThatThrownBy(() -> Avro.raw(Wrong.class, schema("""
                                {"type": "record", "name": "w", "fields": [
                                  {"name": "years", "type": {"type": "array", "items": "string"}}]}""")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Wrong.years[]")
                .hasMessageContaining("java.lang.Integer")
                .hasMessageContaining("string");
    }

    @Test
    void aNestedRecordThatTheSchemaDoesNotHaveIsAnErrorThatNamesIt() {
        record Wrong(String name, Address adress) {}

        assertThatThrownBy(() -> Avro.raw(Wrong.class, schema("""
                                {"type": "record", "name": "w", "fields": [{"name": "name", "type": "string"}]}""")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("adress")
                .hasMessageContaining("@AvroIgnore");
    }

    @Test
    void fieldsOfTheSchemaThatTheClassLacksGetTheirDefaultsOrAreNamed() {
        record Small(String name) {}
        RawAvro<Small> withDefault = Avro.raw(Small.class, schema("""
                        {"type": "record", "name": "s", "fields": [
                          {"name": "before", "type": "int", "default": 3},
                          {"name": "name", "type": "string"},
                          {"name": "list", "type": {"type": "array", "items": "string"}, "default": ["x"]}]}"""));
        RawAvro<Small> without = Avro.raw(Small.class, schema("""
                        {"type": "record", "name": "s", "fields": [
                          {"name": "name", "type": "string"}, {"name": "after", "type": "int"}]}"""));

        assertThat(withDefault.serialize("t", NONE, new Small("n"))).containsExactly(6, 2, 'n', 2, 2, 'x', 0);
        assertThat(without.deserialize("t", NONE, new byte[] {2, 'n', 8})).isEqualTo(new Small("n"));
        assertThatThrownBy(() -> without.serialize("t", NONE, new Small("n")))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("at .after")
                .hasMessageContaining("default");
    }

    record Deep(
            long id,
            Middle middle,
            List<Middle> middles,
            @Nullable Middle none,
            @Nullable Long noNumber) {}

    record Middle(
            int number,
            long large,
            List<String> texts,
            Map<String, Integer> counts,
            @Nullable Low low) {}

    record Low(int number, List<String> texts, @Nullable String nothing) {}

    /**
     * There whole numbers in nested records, nested nulls and maps of numbers ended the process, and lists of text in nested records came
     * back with empty text in front.
     */
    @Test
    void nestedRecordsHaveNumbersListsNullsAndMapsOnEveryLevel() {
        RawAvro<Deep> deeps = Avro.raw(Deep.class);
        Low low = new Low(3, List.of("l", "o", "w"), null);
        Middle middle = new Middle(2, 4_000_000_000L, List.of("a", "b"), Map.of("k", 1), low);
        Deep deep = new Deep(1, middle, List.of(middle, new Middle(0, 0, List.of(), Map.of(), null)), null, null);

        Deep back = back(deeps, deep);

        assertThat(back).isEqualTo(deep);
        assertThat(back.middle().texts()).containsExactly("a", "b");
        assertThat(back.middles().get(0).texts()).containsExactly("a", "b");
    }

    /** There null was allowed only as the first of two branches. */
    @Test
    void nullMayBeAnyBranchOfAUnion() {
        record Either(@Nullable Address first, @Nullable Address last) {}
        RawAvro<Either> eithers = Avro.raw(Either.class, schema("""
                        {"type": "record", "name": "e", "fields": [
                          {"name": "first", "type": ["null", {"type": "record", "name": "address", "fields": [
                            {"name": "post_code", "type": "string"}, {"name": "number", "type": "int"}]}]},
                          {"name": "last", "type": ["address", "null"]}]}"""));

        for (Either each : List.of(
                new Either(null, null), new Either(new Address("a", 1), null), new Either(null, new Address("b", 2)))) {
            assertThat(back(eithers, each)).isEqualTo(each);
        }
    }

    /** There a null map was written as an empty one. */
    @Test
    @SuppressWarnings("NullAway") // what the compiler does not see
    void nullWhereTheSchemaHasNoneIsAnErrorThatNamesTheField() {
        Person person = new Person("Ada", new Address("", 0), null, null, null, Map.of(), null);

        assertThatThrownBy(() -> people.serialize("t", NONE, person))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("at .labels: null does not fit map");
    }

    private static Schema schema(String text) {
        return new Schema.Parser().parse(text);
    }

    private static <T> T back(RawAvro<T> serde, T value) {
        return serde.deserialize("t", NONE, serde.serialize("t", NONE, value));
    }
}
