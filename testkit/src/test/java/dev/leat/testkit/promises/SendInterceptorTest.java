package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.core.SendInterceptor;
import dev.leat.core.Serde;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SendInterceptorTest extends Promises {
    private final List<String> told = new ArrayList<>();

    private SendInterceptor named(String name) {
        return record -> {
            told.add(name + " sends");
            record.headers().add("by", name.getBytes(StandardCharsets.UTF_8));
            return (where, failure) -> told.add(name + (failure == null ? " sent" : " failed"));
        };
    }

    private Producer<String, String> producer(SendInterceptor... interceptors) {
        Leat with = kafka.leat(settings -> {
            for (SendInterceptor interceptor : interceptors) {
                settings.sendInterceptor(interceptor);
            }
            return settings;
        });
        return with.producer(Serde.text()).build();
    }

    @Test
    void theFirstIsAskedFirstAndToldLast() {
        producer(named("first"), named("second")).send("orders", "k", "v").join();

        assertThat(told).containsExactly("first sends", "second sends", "second sent", "first sent");
        assertThat(orders.records().get(0).header("by")).contains("second");
    }

    @Test
    void theyAreToldOfFailures() {
        orders.failSends(1, new RecordTooLargeException("too large"));

        assertThat(producer(named("first")).send("orders", "k", "v")).isCompletedExceptionally();

        assertThat(told).containsExactly("first sends", "first failed");
    }

    @Test
    void oneThatFailsChangesNothing() {
        SendInterceptor broken = record -> {
            throw new IllegalStateException("of the interceptor");
        };
        SendInterceptor brokenLater = new SendInterceptor() {
            @Override
            public @Nullable Outcome sending(ProducerRecord<byte[], byte[]> record) {
                return (where, failure) -> {
                    throw new IllegalStateException("of the outcome");
                };
            }
        };

        producer(broken, brokenLater, named("last")).send("orders", "k", "v").join();

        assertThat(orders.values()).containsExactly("v");
        assertThat(told).containsExactly("last sends", "last sent");
    }
}
