package dev.leat.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a record: whether a handler is called, what is committed, and who is told what. */
class DecisionsTest extends Workers {
    private void start() {
        FlowClient client = client();
        client.onCommand(
                "charge",
                command -> calls.add(
                        command.metadata().isMissingNode()
                                ? "missing"
                                : command.metadata().toString()));
        client.start();
        kafka.run();
    }

    private void assertPassedOver(int records) {
        settle();
        assertThat(calls).isEmpty();
        assertThat(committed()).isEqualTo(records);
        assertThat(observed.started).isEmpty();
        assertThat(observed.failed).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"garbage", "{\"messageLabel\":\"charge\",\"messagePayload\":{}}"})
    void aRecordWithoutKeyIsPassedOverAndToldAsSkipped(String value) {
        start();

        commands.partition(0).send(null, value);
        commands.partition(0).send(new byte[0], value == null ? null : value.getBytes(StandardCharsets.UTF_8));

        assertPassedOver(2);
        assertThat(observed.skipped)
                .containsExactly("the record has no key, and so no saga", "the record has no key, and so no saga");
        assertThat(observed.unknown).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "no json", "null", "{\"messageLabel\":"})
    void whatIsNoJsonIsPassedOverAndToldAsSkipped(String value) {
        start();

        commands.partition(0).send("saga-1", value);

        assertPassedOver(1);
        assertThat(observed.skipped).hasSize(1);
        assertThat(observed.unknown).isEmpty();
    }

    /** The original takes it for a command of somebody else, and counts nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "\"charge\"",
                "[\"charge\"]",
                "{}",
                "{\"messagePayload\":{}}",
                "{\"messageLabel\":null}",
                "{\"messageLabel\":5}",
                "{\"messageLabel\":[\"charge\"]}"
            })
    void whatHasNoTextAsItsLabelIsPassedOverAndToldAsSkipped(String value) {
        start();

        commands.partition(0).send("saga-1", value);

        assertPassedOver(1);
        assertThat(observed.skipped).containsExactly("the value has no text as its member messageLabel");
        assertThat(observed.unknown).isEmpty();
    }

    @Test
    void aCommandOfAnotherServiceIsPassedOverAndToldAsUnknown() {
        start();

        command("saga-1", "refund");

        assertPassedOver(1);
        assertThat(observed.unknown).containsExactly("refund");
        assertThat(observed.skipped).isEmpty();
    }

    @Test
    void labelsMatchToTheLetter() {
        start();

        command("saga-1", "Charge");
        command("saga-1", "charge ");

        assertPassedOver(2);
        assertThat(observed.unknown).containsExactly("Charge", "charge ");
    }

    @Test
    void aPayloadMayBeMissingNullOrScalar() {
        start();

        commands.partition(0).send("saga-1", "{\"messageLabel\":\"charge\"}");
        commands.partition(0).send("saga-1", "{\"messageLabel\":\"charge\",\"messagePayload\":null}");
        commands.partition(0).send("saga-1", "{\"messageLabel\":\"charge\",\"messagePayload\":5}");

        settle();
        assertThat(calls).containsExactly("missing", "null", "5");
        assertThat(committed()).isEqualTo(3);
        assertThat(observed.succeeded).containsExactly("charge", "charge", "charge");
    }

    @Test
    void headersAndMembersBesideMeanNothing() {
        start();

        commands.partition(0)
                .send(
                        "saga-1",
                        "{\"more\":1,\"messagePayload\":{},\"messageLabel\":\"charge\"}",
                        Map.of("some", "header"));

        settle();
        assertThat(calls).containsExactly("{}");
    }

    @Test
    void aCommandThatIsDoneIsCommittedAndToldOnce() {
        start();

        command("saga-1", "charge");

        settle();
        assertThat(calls).containsExactly("{}");
        assertThat(committed()).isEqualTo(1);
        assertThat(observed.started).containsExactly("charge 1");
        assertThat(observed.succeeded).containsExactly("charge");
        assertThat(observed.failed).isEmpty();
    }

    @Test
    void aFailureIsToldForEachAttemptBeforeTheErrorHandlerIsCalled() {
        FlowClient client = client();
        client.onCommand(
                "charge",
                command -> {
                    throw new IllegalStateException("refused");
                },
                failed -> {
                    calls.add(observed.failed.size() + " told, attempt "
                            + failed.command().attempt());
                    if (failed.command().attempt() == 3) {
                        failed.commit();
                    }
                });
        client.start();

        command("saga-1", "charge");

        kafka.advance(MINUTE);
        assertThat(calls).containsExactly("1 told, attempt 1", "2 told, attempt 2", "3 told, attempt 3");
        assertThat(observed.failed).containsExactly("charge refused", "charge refused", "charge refused");
        assertThat(observed.succeeded).isEmpty();
        assertThat(committed()).isEqualTo(1);
    }

    /** The original logs a failed commit and counts a success; what follows, follows by chance. */
    @Test
    void aCommitThatIsRefusedIsMadeGoodByTheNext() {
        start();
        command("saga-1", "charge");
        workers.refuseCommits(3, new RebalanceInProgressException());

        kafka.advance(MINUTE);

        assertThat(calls).hasSize(1);
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void aHandlerThatIsRegisteredWhileTheClientRunsGetsWhatComesThen() {
        FlowClient client = client();
        client.start();
        kafka.run();

        client.onCommand("charge", command -> calls.add(command.sagaId()));
        command("saga-1", "charge");

        settle();
        assertThat(calls).containsExactly("saga-1");
    }
}
