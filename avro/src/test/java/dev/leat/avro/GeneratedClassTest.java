package dev.leat.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.ConfigurationException;
import dev.leat.core.SerdeException;
import java.math.BigDecimal;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class GeneratedClassTest {
    private static final Headers NONE = new RecordHeaders();
    private static final Instant AT = Instant.parse("2010-12-22T10:29:00.005Z");

    private final RawAvro<Payment> payments = Avro.raw(Payment.class);
    private final Payment payment =
            new Payment("p1", new BigDecimal("12.30"), AT, new Payment("p2", new BigDecimal("0.00"), AT, null));

    @Test
    void classesOfAvrosCompilerKeepTheirSchemaAndConversions() {
        assertThat(payments.schema()).isSameAs(Payment.SCHEMA$);
        assertThat(payments.deserialize("t", NONE, payments.serialize("t", NONE, payment)))
                .isEqualTo(payment);
    }

    @Test
    void theyAreReadFromOtherSchemas() {
        Schema old = new Schema.Parser().parse("""
                        {"type": "record", "name": "Payment", "namespace": "dev.leat.avro", "fields": [
                          {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                          {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
                          {"name": "id", "type": "string"}
                        ]}""");

        Payment read = payments.writtenWith(old).deserialize("t", NONE, new byte[] {2, 2, 123, 4, 'p', '1'});

        assertThat(read).isEqualTo(new Payment("p1", new BigDecimal("1.23"), Instant.ofEpochMilli(1), null));
    }

    @Test
    void theyTravelWithTheIdOfTheirSchema() {
        SchemaRegistry registry = SchemaRegistry.inMemory();
        RegistryAvro<Payment> serde = Avro.registry(registry, Payment.class);

        byte[] bytes = serde.serialize("payments", NONE, payment);

        assertThat(registry.schema(registry.find("payments-value", Payment.SCHEMA$)))
                .isEqualTo(Payment.SCHEMA$);
        assertThat(serde.deserialize("payments", NONE, bytes)).isEqualTo(payment);
    }

    @Test
    void whatIsMissingIsNamed() {
        Payment empty = new Payment(null, new BigDecimal("1.00"), AT, null);

        assertThatThrownBy(() -> payments.serialize("t", NONE, new Payment("p", new BigDecimal("1.00"), AT, empty)))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("at .next.id: null does not fit string");
    }

    @Test
    void theyTakeNoOtherSchemaAndMustHaveOne() {
        assertThatThrownBy(() -> Avro.raw(Payment.class, Payment.SCHEMA$))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("leave out the other");
        assertThatThrownBy(() -> Avro.raw(SpecificRecordBase.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no schema");
    }
}
