package dev.leat.avro;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One serde for all workers: Avro's readers keep state in places. */
class ManyThreadsTest {
    private static final Headers NONE = new RecordHeaders();
    private static final int THREADS = 8;
    private static final int ROUNDS = 2_000;

    record Parcel(
            String id,
            long weight,
            List<String> tags,
            @Nullable Parcel inner) {}

    private static final Schema OLD = new Schema.Parser().parse("""
                    {"type": "record", "name": "Parcel", "namespace": "dev.leat.avro.ManyThreadsTest", "fields": [
                      {"name": "tags", "type": {"type": "array", "items": "string"}},
                      {"name": "gone", "type": "double"},
                      {"name": "inner", "type": ["null", "Parcel"]},
                      {"name": "weight", "type": "int"},
                      {"name": "id", "type": "string"}
                    ]}""");

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void oneSerdeServesThemAll() throws Exception {
        RawAvro<Parcel> now = Avro.raw(Parcel.class);
        RawAvro<Parcel> fromOld = now.writtenWith(OLD);
        RawAvro<Payment> payments = Avro.raw(Payment.class);
        RegistryAvro<Parcel> shared = Avro.registry(SchemaRegistry.inMemory(), Parcel.class);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<?>> all = new ArrayList<>();

        for (int thread = 0; thread < THREADS; thread++) {
            int number = thread;
            all.add(threads.submit(() -> {
                start.await(30, TimeUnit.SECONDS);
                for (int i = 0; i < ROUNDS; i++) {
                    byte letter = (byte) ('a' + number);
                    byte[] old = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) (2 * number), 2, letter};
                    Parcel inner = new Parcel(Character.toString(letter), number, List.of(), null);
                    Parcel outer = new Parcel("p" + i, i, List.of("t" + number), inner);
                    Payment payment = new Payment("p" + i, BigDecimal.valueOf(i, 2), Instant.ofEpochMilli(i), null);

                    assertThat(fromOld.deserialize("t", NONE, old)).isEqualTo(inner);
                    assertThat(now.deserialize("t", NONE, now.serialize("t", NONE, outer)))
                            .isEqualTo(outer);
                    assertThat(shared.deserialize("t", NONE, shared.serialize("t", NONE, outer)))
                            .isEqualTo(outer);
                    assertThat(payments.deserialize("t", NONE, payments.serialize("t", NONE, payment)))
                            .isEqualTo(payment);
                }
                return null;
            }));
        }

        for (Future<?> each : all) {
            each.get(60, TimeUnit.SECONDS);
        }
    }
}
