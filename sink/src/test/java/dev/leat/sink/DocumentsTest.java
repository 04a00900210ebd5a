package dev.leat.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class DocumentsTest {
    private static final long TIME = 1_795_341_600_000L; // 2026-11-22T10:00:00Z

    private static Document document(byte @Nullable [] key, byte @Nullable [] value, String pattern) {
        return new Documents(IndexPattern.of(pattern))
                .of(new ConsumerRecord<>(
                        "logs",
                        3,
                        42,
                        TIME,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        key,
                        value,
                        new RecordHeaders(),
                        Optional.empty()));
    }

    private static JsonNode json(String value) {
        return RealIndex.MAPPER.readTree(document(null, value.getBytes(StandardCharsets.UTF_8), "logs-{date}")
                .json());
    }

    @Test
    void aRecordSaysWhereItIsFrom() {
        Document document = document(
                "host-1".getBytes(StandardCharsets.UTF_8),
                "{\"kafka\":7}".getBytes(StandardCharsets.UTF_8),
                "logs-{date}");

        assertThat(document.id()).isEqualTo("logs+3+42");
        assertThat(RealIndex.MAPPER.readTree(document.json()).path("kafka"))
                .isEqualTo(
                        RealIndex.MAPPER.readTree(
                                "{\"topic\":\"logs\",\"partition\":3,\"offset\":42,\"key\":\"host-1\",\"timestamp\":\"2026-11-22T10:00:00Z\",\"original\":7}"));
    }

    @Test
    void bytesThatAreNoTextAreKept() {
        byte[] bytes = {(byte) 0xff, 1, 2};
        JsonNode json = RealIndex.MAPPER.readTree(document(bytes, bytes, "logs").json());

        assertThat(Base64.getDecoder().decode(json.path("event.original").asString()))
                .isEqualTo(bytes);
        assertThat(Base64.getDecoder().decode(json.at("/kafka/key").asString())).isEqualTo(bytes);
        assertThat(json.path("tags").toString()).isEqualTo("[\"" + Documents.NOT_JSON + "\"]");
    }

    @Test
    void aRecordWithoutAValueIsADocumentToo() {
        assertThat(RealIndex.MAPPER
                        .readTree(document(null, null, "logs").json())
                        .path("tags")
                        .toString())
                .contains(Documents.NO_VALUE);
    }

    @Test
    void numbersStayAsTheyWereWritten() {
        byte[] value = "{\"n\":0.10000000000000000000001,\"m\":12345678901234567890123,\"z\":1.50,\"e\":1E+400}"
                .getBytes(StandardCharsets.UTF_8);

        assertThat(new String(document(null, value, "logs").json(), StandardCharsets.UTF_8))
                .startsWith("{\"n\":0.10000000000000000000001,\"m\":12345678901234567890123,\"z\":1.50,\"e\":1E+400,");
    }

    @Test
    void jsonThatIsTooDeepIsText() {
        assertThat(json("{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000))
                        .path("tags")
                        .toString())
                .contains(Documents.NOT_JSON);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T23:59:59.999Z, logs-2026.11.21",
        "2026-11-22T00:30:00+02:00, logs-2026.11.21",
        "2026-11-22T23:30:00.123456789-0100, logs-2026.11.23",
        "2026-11-21T10:00:00, logs-2026.11.21",
        "2026-11-21, logs-2026.11.21",
        "yesterday, logs-2026.11.22",
        "'', logs-2026.11.22"
    })
    void theIndexIsThatOfTheEventsDay(String timestamp, String index) {
        byte[] value = ("{\"@timestamp\":\"" + timestamp + "\"}").getBytes(StandardCharsets.UTF_8);

        assertThat(document(null, value, "logs-{date}").index()).isEqualTo(index);
    }

    @Test
    void theDayOfATimeInMillisecondsIsKnownToo() {
        assertThat(document(null, "{\"@timestamp\":0}".getBytes(StandardCharsets.UTF_8), "logs-{date}")
                        .index())
                .isEqualTo("logs-1970.01.01");
    }

    @ParameterizedTest
    @CsvSource({
        "x-{service.name}, x-billing",
        "x-{labels.team}, x-a_b",
        "x-{no.such}, x-unknown",
        "x-{object}, x-unknown",
        "{topic}-{service.environment}, logs-prod"
    })
    void fieldsArePartsOfTheName(String pattern, String index) {
        byte[] value =
                "{\"service.name\":\"Billing\",\"labels\":{\"team\":\"A/B\"},\"object\":{\"x\":1},\"service\":{\"environment\":\"prod\"}}"
                        .getBytes(StandardCharsets.UTF_8);

        assertThat(document(null, value, pattern).index()).isEqualTo(index);
    }

    @Test
    void aNameIsAlwaysOneThatAnIndexCanHave() {
        IndexPattern pattern = IndexPattern.of("{a}{b}{c}{d}{e}");
        String name = pattern.name(
                "logs",
                LocalDate.of(2026, 11, 22),
                RealIndex.MAPPER
                        .createObjectNode()
                        .put("a", "._-+\u00dc\u00dc" + "\u00fc".repeat(200))
                        .put("b", "\u20ac".repeat(200))
                        .put("c", "\u20ac".repeat(200))
                        .put("d", "x:y,z#")
                        .put("e", "tail"));

        assertThat(name.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(255);
        assertThat(name).startsWith("\u00fc\u00fc").doesNotContain(":", ",", "#");
        assertThat(IndexPattern.of("{topic}").wildcards(List.of("Logs", "audit")))
                .containsExactly("logs", "audit");
    }

    @ParameterizedTest
    @CsvSource({
        "{topic}, __Logs",
        "{topic}-{date}, 0123456789012345678901234567890123456789012345678901234567890123456789"
    })
    void theNamesWithStarsAreCutAndStrippedAsTheOthersAre(String text, String topic) {
        IndexPattern pattern = IndexPattern.of(text);
        LocalDate day = LocalDate.of(2026, 11, 22);

        assertThat(pattern.wildcards(List.of(topic)))
                .containsExactly(pattern.name(topic, day, RealIndex.MAPPER.createObjectNode())
                        .replace("2026.11.22", "*"));
    }
}
