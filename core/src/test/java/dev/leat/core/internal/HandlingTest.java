package dev.leat.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandlingTest implements Owner.Access {
    private static final ConsumerRecord<byte[], byte[]> RECORD =
            new ConsumerRecord<>("t", 0, 0, new byte[0], new byte[0]);

    private final Handling handling = new Handling(
            (record, attempt) -> {},
            (record, attempt, failure) -> Disposition.STOP,
            (record, attempts, failure, whenSent) -> {},
            Runnable::run,
            new Journal("test"),
            this);
    private @Nullable Throwable failure;

    @ParameterizedTest
    @ValueSource(classes = {TimeoutException.class, SaslAuthenticationException.class, KafkaException.class})
    void aDeadLetterRefusedByPassingTroubleIsSentAgain(Class<? extends Exception> trouble) throws Exception {
        Exception error = trouble.getConstructor(String.class).newInstance("for now");

        assertThat(handling.deadLetterMayBeTriedAgain(RECORD, error)).isTrue();
        assertThat(failure).isNull();
    }

    @ParameterizedTest
    @ValueSource(classes = {RecordTooLargeException.class, InvalidTopicException.class, IllegalStateException.class})
    void aDeadLetterThatWaitingDoesNotMakeAcceptableEndsTheGroup(Class<? extends Exception> trouble) throws Exception {
        Exception error = trouble.getConstructor(String.class).newInstance("for ever");

        assertThat(handling.deadLetterMayBeTriedAgain(RECORD, error)).isFalse();
        assertThat(failure).isSameAs(error);
    }

    @Override
    public void tell(Runnable letter) {
        letter.run();
    }

    @Override
    public void later(Duration pause, Runnable action) {}

    @Override
    public void fail(Throwable reason) {
        failure = reason;
    }
}
