package dev.leat.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.SerdeException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.reflect.AvroSchema;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bytes that are something else are unreadable, and nothing worse: no other exception, and no memory for what only a length claims. */
class GarbageTest {
    private static final Headers NONE = new RecordHeaders();
    private static final int ROUNDS = 20_000;

    enum Kind {
        ONE,
        TWO
    }

    @SuppressWarnings("ArrayRecordComponent") // users have them
    record Part(String text, @Nullable Part next, byte[] bytes) {}

    record Whole(
            Part part,
            List<Part> parts,
            Map<String, Long> map,
            Kind kind,

            @AvroSchema("{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 9, \"scale\": 2}")
            BigDecimal amount,

            Instant at,
            LocalTime time,
            UUID id,
            double number,
            boolean flag) {}

    private static final Whole WHOLE = new Whole(
            new Part("a", new Part("b", null, new byte[3]), new byte[0]),
            List.of(new Part("c", null, new byte[1])),
            Map.of("k", 1L),
            Kind.TWO,
            new BigDecimal("1.00"),
            Instant.EPOCH,
            LocalTime.NOON,
            new UUID(1, 2),
            0.5,
            true);

    @Test
    void randomBytesAreUnreadableAndNothingElse() {
        Random random = new Random(42);
        for (RawAvro<?> serde : serdes()) {
            for (int i = 0; i < ROUNDS; i++) {
                byte[] bytes = new byte[random.nextInt(60)];
                random.nextBytes(bytes);
                readOrRefuse(serde, bytes);
            }
        }
    }

    @Test
    void valuesWithAChangedByteAreReadOrUnreadableAndNothingElse() {
        byte[] good = Avro.raw(Whole.class).serialize("t", NONE, WHOLE);
        Random random = new Random(43);
        for (RawAvro<?> serde : serdes()) {
            for (int i = 0; i < ROUNDS; i++) {
                byte[] bytes = good.clone();
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                readOrRefuse(serde, bytes);
            }
        }
    }

    @Test
    void aLengthThatIsNotThereTakesNoMemory() {
        byte[] twoBillion = {(byte) 0xee, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};
        for (String schema : List.of(
                "\"string\"",
                "\"bytes\"",
                "{\"type\": \"array\", \"items\": \"long\"}",
                "{\"type\": \"array\", \"items\": \"null\"}",
                "{\"type\": \"map\", \"values\": \"null\"}")) {
            assertThatThrownBy(() -> Avro.raw(Object.class, new Schema.Parser().parse(schema))
                            .deserialize("t", NONE, twoBillion))
                    .as(schema)
                    .isInstanceOf(SerdeException.class);
        }
    }

    private static List<RawAvro<?>> serdes() {
        RawAvro<Whole> mapped = Avro.raw(Whole.class);
        List<RawAvro<?>> serdes = new ArrayList<>();
        serdes.add(mapped);
        serdes.add(Avro.raw(mapped.schema()));
        serdes.add(Avro.raw(Payment.class));
        return serdes;
    }

    private static void readOrRefuse(RawAvro<?> serde, byte[] bytes) {
        try {
            assertThat((Object) serde.deserialize("t", NONE, bytes)).isNotNull();
        } catch (SerdeException e) {
            assertThat(e).hasMessageContaining("no Avro of");
        }
    }
}
