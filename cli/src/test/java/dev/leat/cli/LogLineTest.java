package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.leat.core.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class LogLineTest {
    private static final String ECS = """
            {"@timestamp":"2010-12-22T10:29:00.123Z","log.level":"WARN","message":"order held","ecs.version":"1.2.0",\
            "service.name":"orders","log":{"logger":"a.Desk"},"labels":{"tenant":"blue"},"error":{"stack_trace":"E: no\\n\\tat x"}}""";

    private static final String SNAP_JOB =
            "{\"message\":\"started\",\"level\":\"error\",\"workerId\":3,\"hostname\":\"web-1\"}";

    private final LogFilter filter = new LogFilter();
    private final LogLineText text = new LogLineText(false, ZoneOffset.UTC);

    @Test
    void readsTheElasticCommonSchemaFlatAndNested() {
        assertThat(text.of(line(ECS)))
                .isEqualTo("2010-12-22 10:29:00.123 WARN  orders a.Desk  order held\n    E: no\n    \tat x");
    }

    @Test
    void readsTheShapeOfSnapJobWithTheTimeOfItsRecord() {
        assertThat(text.of(line(SNAP_JOB))).isEqualTo("1970-01-01 00:00:01.000 ERROR  started");
    }

    @Test
    void showsWhatIsNoJsonAsItIs() {
        assertThat(text.of(line("plain"))).isEqualTo("1970-01-01 00:00:01.000 -      plain");
        assertThat(text.of(line("[1]"))).endsWith("[1]");
        assertThat(text.of(line("{\"a\":1}"))).endsWith("{\"a\":1}");
    }

    @Test
    void keepsControlCharactersFromTheTerminal() {
        assertThat(text.of(
                        line("{\"message\":\"\\u001b[2Jgone\\r\\n\\t\\u009b\\u202elater\",\"level\":\"\\u001b]0;x\"}")))
                .isEqualTo("1970-01-01 00:00:01.000 \\u001b]0;X  \\u001b[2Jgone\n\t\\u009b\\u202elater");
    }

    @Test
    void onlyAMessageMayHaveLines() {
        assertThat(text.of(line(
                        "{\"message\":\"a\\nb\",\"level\":\"war\\nn\",\"service\":\"x\\ny\",\"logger\":\"a\\nb\"}")))
                .isEqualTo("1970-01-01 00:00:01.000 WAR N x y a b  a\nb");
    }

    @Test
    void colorsTheLevel() {
        assertThat(new LogLineText(true, ZoneOffset.UTC).of(line(SNAP_JOB))).contains("\033[31mERROR\033[0m");
    }

    @Test
    void filtersByLevelWhateverItsName() {
        filter.atLeast(LogLevel.WARN);

        assertThat(List.of("warn", "WARNING", "error", "Severe", "crit"))
                .allMatch(level -> filter.test(leveled(level)));
        assertThat(List.of("info", "DEBUG", "fine", "silly", "whatever"))
                .noneMatch(level -> filter.test(leveled(level)));
        assertThat(filter.test(line("plain"))).isFalse();
    }

    @Test
    void filtersByService() {
        filter.services(List.of("orders", "bills"));

        assertThat(filter.test(line(ECS))).isTrue();
        assertThat(filter.test(line("{\"service\":{\"name\":\"bills\"}}"))).isTrue();
        assertThat(filter.test(line("{\"service\":{\"name\":\"mails\"}}"))).isFalse();
        assertThat(filter.test(line(SNAP_JOB))).isFalse();
    }

    @Test
    void looksIntoMessagesAndStackTraces() {
        filter.grep(Pattern.compile("held|E: n."));

        assertThat(filter.test(line(ECS))).isTrue();
        assertThat(filter.test(line("{\"message\":\"x\",\"stack_trace\":\"E: no\"}")))
                .isTrue();
        assertThat(filter.test(line(SNAP_JOB))).isFalse();
    }

    @Test
    void filtersByFieldsNestedOnesLabelsAndNumbers() {
        assertThat(passesField(SNAP_JOB, "workerId=3")).isTrue();
        assertThat(passesField(SNAP_JOB, "workerId=4")).isFalse();
        assertThat(passesField(ECS, "log.logger=a.Desk")).isTrue();
        assertThat(passesField(ECS, "service.name=orders")).isTrue();
        assertThat(passesField(ECS, "tenant=blue")).isTrue();
        assertThat(passesField(ECS, "labels.tenant=blue")).isTrue();
        assertThat(passesField(ECS, "tenant=")).isFalse();
        assertThat(passesField("plain", "tenant=blue")).isFalse();
    }

    @Test
    void aFieldWithoutAValueIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> filter.field("tenant"))
                .withMessageContaining("write it like");
    }

    @Test
    void aRecordWithoutAValueIsNoLine() {
        assertThat(LogLine.of(new ConsumerRecord<>("logs", 0, 0, null, null))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1292754540123, 2010-12-19T10:29:00.123Z",
        "'\"2010-12-19T10:29:00.123\"', 2010-12-19T10:29:00.123Z",
        "'\"2010-12-19T12:29:00.123+0200\"', 2010-12-19T10:29:00.123Z",
        "'\"2010-12-19T12:29:00.123+02:00\"', 2010-12-19T10:29:00.123Z",
        "'\"2010-12-19\"', 2010-12-19T00:00:00Z",
        "'\"yesterday\"', 1970-01-01T00:00:09Z"
    })
    void aTimestampIsKnownInAnyFormAndShippedAsItWasWritten(String written, Instant time) {
        Outgoing<byte[], byte[]> shipped = shipped("{\"@timestamp\":" + written + "}");

        assertThat(shipped.timestamp()).contains(time);
        assertThat(json(shipped).get("@timestamp")).hasToString(written);
    }

    /** Kafka knows no time before 1970, and none beyond what milliseconds can say. */
    @ParameterizedTest
    @CsvSource({
        "1969-07-20T20:17:40Z, 1970-01-01T00:00:00Z",
        "1969-07-20, 1970-01-01T00:00:00Z",
        "-999999999-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
        "+999999999-12-31T23:59:59Z, +292278994-08-17T07:12:55.807Z"
    })
    void aTimeThatKafkaDoesNotKnowIsShippedAllTheSame(String written, Instant time) {
        Outgoing<byte[], byte[]> shipped = shipped("{\"@timestamp\":\"" + written + "\",\"message\":\"x\"}");

        assertThat(shipped.timestamp()).contains(time);
        assertThat(json(shipped).get("@timestamp").asString()).isEqualTo(written);
    }

    /** Whoever writes into a log must not end the command of whoever reads it. */
    @ParameterizedTest
    @ValueSource(strings = {"-999999999-01-01T00:00:00Z", "+999999999-12-31T23:59:59Z"})
    void aTimeAtTheEndsOfTimeIsShown(String written) {
        for (int hours : new int[] {-18, 18}) {
            String shown = new LogLineText(false, ZoneOffset.ofHours(hours))
                    .of(line("{\"@timestamp\":\"" + written + "\",\"message\":\"x\"}"));

            assertThat(shown).endsWith("-      x");
        }
    }

    @Test
    void aLineWithoutATimestampIsGivenOne() {
        for (String line : List.of("plain", "{\"time\":35}", "{\"@timestamp\":null}")) {
            assertThat(json(shipped(line)).get("@timestamp").asString()).isEqualTo("1970-01-01T00:00:09Z");
        }
    }

    private static Outgoing<byte[], byte[]> shipped(String line) {
        Clock clock = Clock.fixed(Instant.ofEpochSecond(9), ZoneOffset.UTC);
        return new LogLines("logs", null, LogLevel.INFO, null, clock).record(line);
    }

    private static JsonNode json(Outgoing<byte[], byte[]> shipped) {
        return JsonText.parse(new String(Objects.requireNonNull(shipped.value()), StandardCharsets.UTF_8))
                .orElseThrow();
    }

    private static boolean passesField(String value, String condition) {
        LogFilter filter = new LogFilter();
        filter.field(condition);
        return filter.test(line(value));
    }

    private static LogLine leveled(String level) {
        return line("{\"message\":\"m\",\"level\":\"" + level + "\"}");
    }

    private static LogLine line(String value) {
        return LogLine.of(new ConsumerRecord<>(
                        "logs",
                        0,
                        0,
                        Instant.ofEpochSecond(1).toEpochMilli(),
                        TimestampType.CREATE_TIME,
                        -1,
                        -1,
                        (byte[]) null,
                        value.getBytes(StandardCharsets.UTF_8),
                        new RecordHeaders(),
                        Optional.empty()))
                .orElseThrow();
    }
}
