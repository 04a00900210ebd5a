package dev.leat.flow.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.leat.flow.definition.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * What sagas and histories are stored as, for months, while programs change. A line of {@code sagas/written.jsonl} does not change: where the format does,
 * it is what an older program has written, and is still read.
 */
class SagaFormatTest {
    private static final Instant AT = Run.START;
    private static final Place BRANCH = new Place(List.of(new Place.Branching("both", 3, "left")));
    private static final Input.Audit AUDIT = new Input.Audit("ann", "it hangs");
    /** Two sagas, then entries. */
    private static final List<String> WRITTEN = written();

    private static final String UNDOING = WRITTEN.get(0);
    private static final String ENDED = WRITTEN.get(1);
    private static final List<String> HISTORY = WRITTEN.subList(2, WRITTEN.size());

    private static List<String> written() {
        try (InputStream in = SagaFormatTest.class.getResourceAsStream("/sagas/written.jsonl")) {
            return text(Objects.requireNonNull(in).readAllBytes()).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Position position(String state, Optional<Undoing> undoing, Map<String, Position> branches) {
        boolean isInner = branches.isEmpty();
        return new Position(
                state,
                4,
                AT,
                2,
                Optional.of(AT.plusSeconds(60)),
                Optional.of(AT.plusMillis(1_500)),
                isInner ? Optional.of(AT.plusSeconds(30)) : Optional.empty(),
                Optional.of(AT.plusSeconds(600)),
                isInner ? Optional.of("s-1/4.1") : Optional.empty(),
                undoing,
                isInner ? Optional.of(Outcome.SUCCESS) : Optional.empty(),
                branches);
    }

    private static Saga undoing() {
        UndoEntry entry = new UndoEntry(Place.TOP, "paying", 2, true);
        Input event = new Input.Event("e-9", "paid", Run.json("{\"amount\": 1.50}"));
        return new Saga(
                "s-1",
                "order",
                3,
                "c0ffee",
                Optional.of("o-1"),
                Optional.of("p-1/2.1"),
                AT,
                new Status.Paused(AT.plusSeconds(5)),
                position(
                        "paying",
                        Optional.of(new Undoing(entry, Optional.of("over"), Optional.of("lost"), true)),
                        Map.of()),
                Run.object("{\"n\": 1e3, \"text\": \"\u00e4\"}"),
                List.of(new UndoEntry(BRANCH, "packing", 4, false), entry),
                List.of(entry),
                Optional.of(AT.plusSeconds(86_400)),
                List.of(
                        new KeptInput(event, Optional.of(AT.plusSeconds(3_600))),
                        new KeptInput(
                                new Input.ChildEnded("s-1/4.1", Outcome.FAILED, Run.object("{}")), Optional.empty())),
                List.of("e-1", "e-2"),
                6,
                17);
    }

    private static Saga ended() {
        return new Saga(
                "s-1",
                "order",
                3,
                "c0ffee",
                Optional.empty(),
                Optional.empty(),
                AT,
                new Status.Ended(Outcome.COMPENSATED, AT),
                position("both", Optional.empty(), Map.of("left", position("packing", Optional.empty(), Map.of()))),
                Run.object("{}"),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                6,
                17);
    }

    private static HistoryEntry entry(Input input) {
        return new HistoryEntry(1, AT, HistoryEntry.Kind.INPUT, Place.TOP, "paid", 0, 0, "applied", Optional.of(input));
    }

    private static List<HistoryEntry> history() {
        return List.of(
                new HistoryEntry(7, AT, HistoryEntry.Kind.ENTERED, BRANCH, "packing", 4, 1, "", Optional.empty()),
                entry(new Input.Start("s-1", Run.object("{\"n\": 1}"), Optional.of("o-1"), Optional.of("p-1/2.1"))),
                entry(new Input.Start("s-1", Run.object("{}"), Optional.empty(), Optional.empty())),
                entry(new Input.Event("e-1", "paid", Run.json("null"))),
                entry(new Input.Tick()),
                entry(new Input.ChildEnded("s-1/4.1", Outcome.CANCELLED, Run.object("{}"))),
                entry(new Input.Cancel(true, AUDIT)),
                entry(new Input.Pause(AUDIT)),
                entry(new Input.Resume(AUDIT)),
                entry(new Input.Retry(OptionalLong.of(4), AUDIT)),
                entry(new Input.Retry(OptionalLong.empty(), AUDIT)),
                entry(new Input.Move("over", AUDIT)),
                entry(new Input.Press("Ship it", OptionalLong.of(4), Run.object("{\"n\": 1}"), AUDIT)));
    }

    @Test
    void sagasAreWrittenAndReadAsTheyAlwaysWere() {
        assertThat(text(SagaJson.write(undoing()))).isEqualTo(UNDOING);
        assertThat(SagaJson.saga(bytes(UNDOING))).isEqualTo(undoing());
        assertThat(text(SagaJson.write(ended()))).isEqualTo(ENDED);
        assertThat(SagaJson.saga(bytes(ENDED))).isEqualTo(ended());
    }

    @Test
    void historiesAreWrittenAndReadAsTheyAlwaysWere() {
        assertThat(history().stream().map(entry -> text(SagaJson.write(entry))).toList())
                .isEqualTo(HISTORY);
        assertThat(HISTORY.stream().map(entry -> SagaJson.entry(bytes(entry))).toList())
                .isEqualTo(history());
    }

    /** Nothing is made up for it: a saga whose visits began again at 0 would send commands again under ids that were there. */
    @Test
    void whateverIsMissingItIsNoSaga() {
        for (String optional : List.of("key", "parent", "deadline")) {
            ObjectNode saga = Run.object(UNDOING);
            saga.remove(optional);
            assertThat(SagaJson.saga(bytes(saga.toString()))).isNotEqualTo(undoing());
        }
        for (String name : Run.object(ENDED).propertyNames()) {
            ObjectNode saga = Run.object(ENDED);
            saga.remove(name);
            isNoSaga(saga.toString());
            saga.putNull(name);
            isNoSaga(saga.toString());
        }
        for (String name : List.of("state", "visit", "entered", "attempt", "branches")) {
            ObjectNode saga = Run.object(ENDED);
            ((ObjectNode) saga.at("/position/branches/left")).remove(name);
            isNoSaga(saga.toString());
        }
    }

    /** What a newer program has written is not known in part: it would be lost when the saga is written again. */
    @ParameterizedTest
    @ValueSource(strings = {"", "/position", "/status", "/undo/0", "/kept/0", "/kept/0/input"})
    void whatIsNotKnownIsNoSaga(String where) {
        ObjectNode saga = Run.object(UNDOING);
        ((ObjectNode) saga.at(where)).put("secret", "s3cret");

        isNoSaga(saga.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "[]", "", "7", "{\"id\": \"s3cret\"}"})
    void norIsAnythingElse(String json) {
        isNoSaga(json);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SagaJson.entry(bytes(json)))
                .withMessageContaining("HistoryEntry");
    }

    private static void isNoSaga(String json) {
        assertThatIllegalArgumentException()
                .as(json)
                .isThrownBy(() -> SagaJson.saga(bytes(json)))
                .withMessageContaining("no JSON of a Saga")
                .withMessageNotContaining("s3cret");
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
