package dev.leat.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.SerdeException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RegistryAvroTest {
    private static final Headers NONE = new RecordHeaders();

    record Order(String id, @Nullable Integer amount) {}

    private static final Schema OLD_ORDER = new Schema.Parser().parse("""
                    {"type": "record", "name": "Order", "namespace": "dev.leat.avro.RegistryAvroTest",
                     "fields": [{"name": "id", "type": "string"}]}""");

    private final SchemaRegistry registry = SchemaRegistry.inMemory();
    private final RegistryAvro<Order> orders = Avro.registry(registry, Order.class);

    @Test
    void aZeroAndTheIdStandBeforeTheDatum() {
        for (int i = 1; i <= 300; i++) {
            registry.register("others", Schema.createFixed("f" + i, null, null, 1));
        }

        byte[] bytes = orders.serialize("orders", NONE, new Order("x", 1));

        assertThat(bytes).containsExactly(0, 0, 0, 1, 45, 2, 'x', 2, 2);
        assertThat(registry.schema(301).getName()).isEqualTo("Order");
        assertThat(orders.deserialize("orders", NONE, bytes)).isEqualTo(new Order("x", 1));
    }

    @Test
    void whatWasWrittenWithAnotherSchemaIsReadAsThisOne() {
        RegistryAvro<GenericRecord> old = Avro.registry(registry, OLD_ORDER);
        GenericRecord order =
                new GenericRecordBuilder(OLD_ORDER).set("id", "old").build();

        byte[] before = old.serialize("orders", NONE, order);
        byte[] after = orders.serialize("orders", NONE, new Order("new", 5));

        assertThat(orders.deserialize("orders", NONE, before)).isEqualTo(new Order("old", null));
        assertThat(orders.deserialize("orders", NONE, after)).isEqualTo(new Order("new", 5));
        assertThat(old.deserialize("orders", NONE, after).get("id")).isEqualTo("new");
    }

    @Test
    void withoutASchemaEachRecordHasItsOwn() {
        RegistryAvro<GenericRecord> any = Avro.registry(registry);
        Schema other = new Schema.Parser().parse("""
                        {"type": "record", "name": "Other", "fields": [{"name": "n", "type": "int"}]}""");
        List<GenericRecord> records = List.of(
                new GenericRecordBuilder(OLD_ORDER).set("id", "x").build(),
                new GenericRecordBuilder(other).set("n", 1).build());

        for (GenericRecord each : records) {
            assertThat(any.deserialize("t", NONE, any.serialize("t", NONE, each)))
                    .isEqualTo(each);
        }
    }

    @Test
    void schemasAreRegisteredUnderTheSubjectThatWasChosen() {
        Schema schema = Avro.raw(Order.class).schema();
        String name = "dev.leat.avro.RegistryAvroTest.Order";

        assertThat(Subject.topicValue().of("orders", schema)).isEqualTo("orders-value");
        assertThat(Subject.topicKey().of("orders", schema)).isEqualTo("orders-key");
        assertThat(Subject.record().of("orders", schema)).isEqualTo(name);
        assertThat(Subject.topicAndRecord().of("orders", schema)).isEqualTo("orders-" + name);

        orders.serialize("orders", NONE, new Order("x", null));
        assertThat(registry.find("orders-value", schema)).isEqualTo(1);
        orders.subject(Subject.topicKey()).serialize("orders", NONE, new Order("x", null));
        assertThat(registry.find("orders-key", schema)).isEqualTo(1);
    }

    @Test
    void nothingIsRegisteredByWhoIsNotToRegister() {
        RegistryAvro<Order> reserved = orders.neverRegistering();
        Order order = new Order("x", null);

        assertThatThrownBy(() -> reserved.serialize("orders", NONE, order))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("orders-value")
                .hasMessageContaining("register it");

        byte[] bytes = orders.serialize("orders", NONE, order);
        assertThat(reserved.serialize("orders", NONE, order)).isEqualTo(bytes);
    }

    @Test
    void whatHasNoHeaderIsUnreadableAndSaysSo() {
        byte[] raw = Avro.raw(Order.class).serialize("t", NONE, new Order("abcdef", 1));

        assertThatThrownBy(() -> orders.deserialize("t", NONE, raw))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("Avro.raw");
        assertThatThrownBy(() -> orders.deserialize("t", NONE, new byte[] {0, 0, 0}))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("3 bytes");
        assertThatThrownBy(() -> orders.deserialize("t", NONE, new byte[] {0, 0, 0, 0, 9, 1}))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("no schema 9");
    }

    @Test
    void bytesThatAreNotOneDatumOfTheSchemaAreUnreadable() {
        byte[] bytes = orders.serialize("t", NONE, new Order("x", 1));
        byte[] longer = java.util.Arrays.copyOf(bytes, bytes.length + 1);
        byte[] shorter = java.util.Arrays.copyOf(bytes, bytes.length - 1);

        assertThatThrownBy(() -> orders.deserialize("t", NONE, longer)).isInstanceOf(SerdeException.class);
        assertThatThrownBy(() -> orders.deserialize("t", NONE, shorter)).isInstanceOf(SerdeException.class);
    }
}
