package dev.leat.core;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The interceptors of sends; none costs nothing. Immutable. */
record Sends(List<SendInterceptor> interceptors) {
    static final Sends PLAIN = new Sends(List.of());
    private static final Logger LOG = LoggerFactory.getLogger("dev.leat.core.producer");

    /** What is to be told of the end of this send: the interceptors, the last first, and then the given one. */
    Callback intercepted(ProducerRecord<byte[], byte[]> record, Callback callback) {
        if (interceptors.isEmpty()) {
            return callback;
        }
        List<SendInterceptor.Outcome> outcomes = new ArrayList<>(interceptors.size());
        for (SendInterceptor interceptor : interceptors) {
            try {
                SendInterceptor.Outcome outcome = interceptor.sending(record);
                if (outcome != null) {
                    outcomes.add(0, outcome);
                }
            } catch (RuntimeException e) {
                LOG.warn(
                        "an interceptor of sends has failed, going on: {}",
                        interceptor.getClass().getName(),
                        e);
            }
        }
        return outcomes.isEmpty()
                ? callback
                : (where, failure) -> {
                    for (SendInterceptor.Outcome outcome : outcomes) {
                        try {
                            outcome.ended(failure == null ? where : null, failure);
                        } catch (RuntimeException e) {
                            LOG.warn("an interceptor of sends has failed at the end, going on", e);
                        }
                    }
                    callback.onCompletion(where, failure);
                };
    }
}
