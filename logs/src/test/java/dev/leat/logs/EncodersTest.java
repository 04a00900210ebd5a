package dev.leat.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import co.elastic.logging.logback.EcsEncoder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class EncodersTest {
    private static final Limits LIMITS = new Limits(32_768, 65_536, 8_192);
    private static final Origin ORIGIN =
            new Origin("billing", "1.4", "test", "billing.audit", "host-1-2", "host", 17, OptionalInt.of(3));

    private final Tally tally = new Tally();

    private JsonNode ecs(LogEntry entry) {
        return ecs(entry, LIMITS, Redaction.standard());
    }

    private JsonNode ecs(LogEntry entry, Limits limits, Redaction redaction) {
        byte[] value = new dev.leat.logs.EcsEncoder(ORIGIN, limits, redaction, tally).encode(entry, 42);
        assertThat(new String(value, StandardCharsets.UTF_8)).doesNotContain("\n", "\r");
        return Entries.json(value);
    }

    @Test
    void whatElasticsOwnEncoderWritesIsWrittenTheSame() {
        LoggerContext context = new LoggerContext();
        EcsEncoder elastics = new EcsEncoder();
        elastics.setContext(context);
        elastics.setServiceName("billing");
        elastics.setServiceVersion("1.4");
        elastics.setServiceEnvironment("test");
        elastics.setServiceNodeName("host-1-2");
        elastics.setEventDataset("billing.audit");
        elastics.start();
        IllegalStateException why = new IllegalStateException("no \"ink\"\tüöä😀");
        LoggingEvent event = new LoggingEvent(
                "here", context.getLogger("billing.Invoices"), Level.WARN, "line 1\nline 2 \\ \u0001", why, null);
        event.setInstant(Instant.parse("2026-03-01T10:20:30.123Z"));
        event.setThreadName("main");
        event.setMDCPropertyMap(Map.of());

        JsonNode theirs = Entries.json(elastics.encode(event));
        JsonNode ours =
                ecs(LogEntry.at(event.getInstant(), LogLevel.WARN, event.getLoggerName(), event.getFormattedMessage())
                        .thread("main")
                        .throwable(why)
                        .build());

        assertThat(theirs.propertyNames()).hasSizeGreaterThan(12);
        for (String name : theirs.propertyNames()) {
            if (!name.equals("ecs.version")) {
                assertThat(ours.get(name).asString().strip())
                        .as(name)
                        .isEqualTo(theirs.get(name).asString().strip());
            }
        }
        assertThat(ours.at("/event.sequence").asLong()).isEqualTo(42);
        assertThat(ours.at("/host.name").asString()).isEqualTo("host");
        assertThat(ours.at("/process.pid").asLong()).isEqualTo(17);
    }

    @Test
    void longMessagesStacksAndFieldsAreCutWithAMarkAndTheOriginalLength() {
        Limits limits = new Limits(100, 200, 20);
        IllegalStateException why = new IllegalStateException("y".repeat(1_000));
        JsonNode written = ecs(
                LogEntry.at(Entries.TIME, LogLevel.INFO, "billing", "ü".repeat(1_000))
                        .throwable(why)
                        .fields(Map.of("note", "z".repeat(500)))
                        .build()
                        .shortened(100, Redaction.standard()),
                limits,
                Redaction.standard());

        assertThat(written.at("/message").asString()).isEqualTo("ü".repeat(50) + "… [50 of 1000 characters]");
        assertThat(written.at("/error.stack_trace").asString())
                .startsWith("java.lang.IllegalStateException: yyy")
                .matches("(?s).*y… \\[200 of \\d{4,} characters]");
        assertThat(written.at("/error.message").asString()).endsWith("y… [100 of 1000 characters]");
        assertThat(written.at("/labels/note").asString()).isEqualTo("z".repeat(20) + "… [20 of 500 characters]");
        assertThat(tally.counts(new EntryQueue.Standing(0, 0, 0), 0).shortened())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "\"\\\b\f\n\r\t\u0000\u001f\u007f", "üß€", "😀 and 𝄞", "\uD800 half \uDC00"})
    void whateverIsInATextIsJsonAfterwards(String text) {
        JsonNode written = ecs(LogEntry.at(Entries.TIME, LogLevel.INFO, text, text)
                .thread(text)
                .fields(Map.of(text, text))
                .tags(List.of(text))
                .build());

        String expected = text.replace('\uD800', '\uFFFD').replace('\uDC00', '\uFFFD');
        if (text.startsWith("😀")) {
            expected = text;
        }
        assertThat(written.at("/message").asString()).isEqualTo(expected);
        assertThat(written.at("/tags/0").asString()).isEqualTo(expected);
        assertThat(written.at("/labels").get(expected).asString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"trace.id, span.id", "traceId, spanId", "trace_id, span_id"})
    void tracesAreFoundInTheMdcUnderTheNamesThatLibrariesGiveThem(String trace, String span) {
        JsonNode written = ecs(LogEntry.at(Entries.TIME, LogLevel.INFO, "billing", "x")
                .fields(Map.of(trace, "t-1", span, "s-1", "other", "o"))
                .build());

        assertThat(written.at("/trace.id").asString()).isEqualTo("t-1");
        assertThat(written.at("/span.id").asString()).isEqualTo("s-1");
        assertThat(written.at("/labels").toString()).isEqualTo("{\"other\":\"o\"}");
    }

    @Test
    void withoutThoseTheTraceIsOpenTelemetrys() {
        SpanContext trace = SpanContext.create(
                "0af7651916cd43dd8448eb211c80319c",
                "b7ad6b7169203331",
                TraceFlags.getSampled(),
                TraceState.getDefault());
        LogEntry entry;
        try (var scope = Span.wrap(trace).makeCurrent()) {
            assertThat(scope).isNotNull();
            entry = Entries.info("inside");
        }

        assertThat(ecs(entry).at("/trace.id").asString()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(ecs(entry).at("/span.id").asString()).isEqualTo("b7ad6b7169203331");
        assertThat(ecs(Entries.info("outside")).at("/trace.id").isMissingNode()).isTrue();
    }

    @Test
    void secretsAreMaskedAndOnlyWhatIsAllowedIsSent() {
        Redaction redaction = Redaction.standard()
                .keepOnly(List.of("orderId", "request.*", "pin"))
                .mask(List.of("PIN"))
                .maskMatching(Pattern.compile("\\b\\d{16}\\b"));
        JsonNode written = ecs(
                LogEntry.at(Entries.TIME, LogLevel.INFO, "billing", "card 4111111111111111 refused")
                        .throwable(new IllegalStateException("4111111111111111"))
                        .fields(Map.of(
                                "orderId", "o-1",
                                "request.headers.Authorization", "Bearer x",
                                "request.headers.host", "example.org",
                                "pin", "98765",
                                "customer", "Ann"))
                        .build(),
                LIMITS,
                redaction);

        assertThat(written.toString()).doesNotContain("4111111111111111", "Bearer", "98765", "Ann");
        assertThat(written.at("/message").asString()).isEqualTo("card *** refused");
        assertThat(written.at("/labels").get("orderId").asString()).isEqualTo("o-1");
        assertThat(written.at("/labels").get("request_headers_Authorization").asString())
                .isEqualTo("***");
        assertThat(written.at("/labels").get("request_headers_host").asString()).isEqualTo("example.org");
        assertThat(written.at("/labels").get("pin").asString()).isEqualTo("***");
    }

    @Test
    void aSecretWhoseEndIsCutOffIsMaskedAllTheSame() {
        Redaction redaction = Redaction.standard().maskMatching(Pattern.compile("\\b\\d{16}\\b"));
        String type = IllegalStateException.class.getName() + ": ";
        for (int shown = 1; shown < 16; shown++) {
            JsonNode written = ecs(
                    LogEntry.at(Entries.TIME, LogLevel.INFO, "billing", before(100 - shown) + "4111111111111111 ends")
                            .throwable(new IllegalStateException(
                                    before(200 - shown - type.length()) + "4111111111111111 ends"))
                            .fields(Map.of("note", before(20 - shown) + "4111111111111111 ends"))
                            .build()
                            .shortened(100, redaction),
                    new Limits(100, 200, 20),
                    redaction);

            assertThat(written.toString()).doesNotContain("411");
            assertThat(written.at("/message").asString()).contains(" *");
            assertThat(written.at("/error.stack_trace").asString())
                    .contains(" *")
                    .contains("characters]");
        }
    }

    /** A text of that length whose end is the end of a word. */
    private static String before(int length) {
        return "x".repeat(length - 1) + " ";
    }

    @Test
    void ofNamesThatBecomeOneLabelTheFirstIsKept() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("http.status.code", "500");
        fields.put("http.status_code", "404");
        byte[] value = new dev.leat.logs.EcsEncoder(ORIGIN, LIMITS, Redaction.standard(), tally)
                .encode(
                        LogEntry.at(Entries.TIME, LogLevel.INFO, "billing", "x")
                                .fields(fields)
                                .build(),
                        1);

        assertThat(new String(value, StandardCharsets.UTF_8)).containsOnlyOnce("\"http_status_code\"");
        assertThat(Entries.json(value).at("/labels").size()).isEqualTo(1);
    }

    @Test
    void anExceptionThatCannotSayWhatItIsCostsTheEntryNothingElse() {
        JsonNode written = ecs(LogEntry.at(Entries.TIME, LogLevel.ERROR, "billing", "it failed")
                .throwable(new IllegalStateException() {
                    @Override
                    public String getMessage() {
                        throw new IllegalArgumentException("not now");
                    }
                })
                .build());

        assertThat(written.at("/message").asString()).isEqualTo("it failed");
        assertThat(written.at("/error.stack_trace").asString()).contains("cannot be written");
    }

    @Test
    void snapJobsShapeHasTheCleanedRequest() {
        Encoder encoder = new SnapJobEncoder(ORIGIN, LIMITS, Redaction.standard(), tally);
        byte[] value = encoder.encode(
                LogEntry.at(Entries.TIME, LogLevel.WARN, "billing", "refused")
                        .fields(Map.of(
                                "request.method", "GET",
                                "request.headers.cookie", "sid=1",
                                "request.headers.host", "example.org",
                                "other", "not part of it"))
                        .build(),
                1);

        assertThat(new String(value, StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"message\":\"refused\",\"request\":{\"headers\":{\"cookie\":\"***\",\"host\":\"example.org\"},"
                                + "\"method\":\"GET\"},\"level\":\"warn\",\"workerId\":3,\"hostname\":\"host\"}");
    }
}
