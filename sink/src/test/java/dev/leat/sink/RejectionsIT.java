package dev.leat.sink;

import static dev.leat.sink.Records.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Leat;
import dev.leat.core.tools.DeadLetterTopic;
import dev.leat.core.tools.Letter;
import dev.leat.embedded.EmbeddedKafka;
import dev.leat.embedded.TestNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What an index refuses, each on the real one: what is left of it, and that everything else is indexed all the same. */
@EmbeddedKafka
@ExtendWith(RealIndex.Shared.class)
class RejectionsIT {
    private static final String GOOD = "{\"@timestamp\":\"2026-11-22T10:00:00Z\",\"message\":\"good\"}";

    private final Leat leat;
    private final RealIndex real;
    private String topic = "";
    private String dead = "";
    private String index = "";
    private String group = "";

    RejectionsIT(Leat leat, RealIndex real) {
        this.leat = leat;
        this.real = real;
    }

    @BeforeEach
    void name(TestNames names) {
        topic = names.topic("logs", 1);
        dead = names.topic("dead", 1);
        group = names.group("sink");
        index = names.name("logs").toLowerCase(Locale.ROOT);
    }

    private LogSink start(UnaryOperator<SearchIndexBuilder> options) {
        LogSink sink = LogSink.on(leat)
                .topics(topic)
                .group(group)
                .deadLetters(dead)
                .index(options.apply(SearchIndex.at(real.url()).name(index + "-{date}"))
                        .build())
                .batch(100, 1 << 20, Duration.ofMillis(50))
                .build();
        sink.start();
        return sink;
    }

    /** These, with a good one before and after. */
    private void send(String... values) {
        Records.send(leat, topic, "host-1", GOOD);
        Records.send(leat, topic, "host-1", values);
        Records.send(leat, topic, "host-1", GOOD);
    }

    private void awaitDone(LogSink sink, long indexed, long deadLetters) {
        await().untilAsserted(() -> {
            assertThat(sink.counts().indexed()).isEqualTo(indexed);
            assertThat(sink.counts().deadLetters()).isEqualTo(deadLetters);
        });
    }

    private JsonNode document(int offset) {
        return real.document(index + "-2026.11.22", topic + "+0+" + offset).orElseThrow();
    }

    @Test
    void anObjectWhereATextBelongsIsADeadLetterWithTheReason() {
        String bad = "{\"@timestamp\":\"2026-11-22T10:00:00Z\",\"message\":{\"text\":\"secret-word\"}}";
        send(bad);

        try (LogSink sink = start(UnaryOperator.identity())) {
            awaitDone(sink, 2, 1);
        }

        Letter letter = Letters.all(leat, dead).get(0);
        assertThat(new String(letter.value(), StandardCharsets.UTF_8)).isEqualTo(bad);
        assertThat(letter.exception()).hasValue(DocumentRefusedException.class.getName());
        assertThat(letter.message().orElseThrow())
                .contains("index '" + index + "-2026.11.22'", " 400 ", "[message]")
                .doesNotContain("secret-word");
        assertThat(letter.origin().orElseThrow().offset()).isEqualTo(1);
        assertThat(letter.attempts()).hasValue(1);
    }

    @Test
    void valuesOfAWrongTypeAreDeadLetters() {
        send(
                "{\"@timestamp\":\"2026-11-22T10:00:00Z\",\"process.pid\":\"secret-word\"}",
                "{\"@timestamp\":\"yesterday\",\"message\":\"no date\"}");

        try (LogSink sink = start(UnaryOperator.identity())) {
            awaitDone(sink, 2, 2);
        }

        assertThat(Letters.all(leat, dead))
                .extracting(letter -> letter.message().orElseThrow())
                .allMatch(message -> message.contains(" 400 ") && !message.contains("secret-word"))
                .anyMatch(message -> message.contains("[process.pid] of type [long]"))
                .anyMatch(message -> message.contains("[@timestamp] of type [date]"));
    }

    /** A type quotes in its own way: between quotes, in brackets, as a number, or as the bytes of the text. */
    @Test
    void noReasonQuotesAValueWhateverTheTypeOfItsField() {
        String mapped = index + "-2026.11.22";
        real.ask(
                "PUT",
                "/" + mapped,
                "{\"mappings\":{\"properties\":{\"yes\":{\"type\":\"boolean\"},\"address\":{\"type\":\"ip\"},\"day\":{\"type\":\"date\"},"
                        + "\"few\":{\"type\":\"integer\"},\"place\":{\"type\":\"geo_point\"},\"word\":{\"type\":\"keyword\"},"
                        + "\"group\":{\"properties\":{\"inner\":{\"type\":\"text\"}}},\"strict\":{\"dynamic\":\"strict\",\"type\":\"object\"}}}}");
        String[] bad = {
            "\"yes\":\"secret-word\"",
            "\"address\":\"secret-word\"",
            "\"day\":\"secret-word\"",
            "\"few\":\"secret-word\"",
            "\"few\":4815162342",
            "\"few\":{\"a\":[\"secret-word\"]}",
            "\"place\":\"secret-word\"",
            "\"word\":\"" + "secret-word".repeat(4_000) + "\"",
            "\"group\":\"secret-word\"",
            "\"strict\":{\"secret-word at last\":1}",
            "\"@timestamp\":[\"secret-word\"]"
        };
        send(Arrays.stream(bad)
                .map(field -> field.startsWith("\"@")
                        ? "{" + field + "}"
                        : "{\"@timestamp\":\"2026-11-22T10:00:00Z\"," + field + "}")
                .toArray(String[]::new));

        try (LogSink sink = start(options -> options.name(index + "-2026.11.22"))) {
            awaitDone(sink, 2, bad.length);
        }

        String bytes = "115, 101, 99, 114, 101, 116"; // "secret"
        List<String> messages = Letters.all(leat, dead).stream()
                .map(letter -> letter.message().orElseThrow())
                .toList();
        assertThat(messages)
                .hasSize(bad.length)
                .allSatisfy(
                        message -> assertThat(message).contains(" 400 ").doesNotContain("secret", "4815162342", bytes));
        assertThat(messages)
                .filteredOn(message -> !message.contains("words that may quote it"))
                .hasSize(bad.length - 1); // all but the name of a field that is no usual name
    }

    /** It tells a value and its cause tells it again, so an answer has more bytes than its request. */
    @Test
    void anIndexMayQuoteAtLength() {
        String[] long20 = IntStream.range(0, 20)
                .mapToObj(i -> "{\"@timestamp\":\"2026-11-22T10:00:00Z\",\"process.pid\":\""
                        + "secret-word".repeat(60_000) + "\"}")
                .toArray(String[]::new);
        send(long20);

        try (LogSink sink = LogSink.on(leat)
                .topics(topic)
                .group(group)
                .deadLetters(dead)
                .index(SearchIndex.at(real.url()).name(index + "-{date}").build())
                .batch(100, 20L << 20, Duration.ofSeconds(2))
                .build()) {
            sink.start();
            awaitDone(sink, 2, 20);
            assertThat(sink.counts().retries()).isZero();
        }
    }

    @Test
    void aThousandFieldsAreDeadLettersWithoutTheTemplateAndNothingWithIt() {
        String many = "{\"@timestamp\":\"2026-11-22T10:00:00Z\","
                + IntStream.range(0, 1_100)
                        .mapToObj(i -> "\"field-" + i + "\":" + i)
                        .collect(Collectors.joining(","))
                + "}";
        send(many);

        try (LogSink sink = start(SearchIndexBuilder::withoutTemplate)) {
            awaitDone(sink, 2, 1);
        }
        assertThat(Letters.all(leat, dead).get(0).message().orElseThrow()).contains(" 400 ", "1000");

        String templated = index + "-t";
        group += "-2";
        try (LogSink sink = start(options -> options.name(templated + "-{date}"))) {
            awaitDone(sink, 3, 0);
        }
        assertThat(real.ask("GET", "/" + templated + "-2026.11.22/_mapping", "").toString())
                .doesNotContain("field-7");
        assertThat(real.document(templated + "-2026.11.22", topic + "+0+1")
                        .orElseThrow()
                        .path("field-1099")
                        .asInt())
                .isEqualTo(1_099);
    }

    @Test
    void usersFieldsDoNotMakeTheMappingGrow() {
        send(IntStream.range(0, 2_000)
                .mapToObj(i -> "{\"@timestamp\":\"2026-11-22T10:00:00Z\",\"labels\":{\"name-" + i + "\":\"v-" + i
                        + "\"},\"labels.more-" + i + "\":" + i + ",\"other-" + i + "\":{\"deep\":[1,{\"x\":null}]}}")
                .toArray(String[]::new));

        try (LogSink sink = start(UnaryOperator.identity())) {
            awaitDone(sink, 2_002, 0);
        }

        assertThat(real.ask("GET", "/" + index + "-2026.11.22/_mapping", "").toString())
                .doesNotContain("name-7", "more-7", "other-7");
        assertThat(real.found(index + "-*", "labels.name-1234", "v-1234")).isEqualTo(1);
        assertThat(real.found(index + "-*", "labels.more-1234", "1234")).isEqualTo(1);
    }

    @Test
    void whatHasNoTimestampHasItsRecordsInADataStreamToo() {
        Records.send(leat, topic, "host-1", "{\"message\":\"no time\"}", "no json");

        try (LogSink sink = start(options -> options.dataStream(index))) {
            awaitDone(sink, 2, 0);
        }

        assertThat(real.ask("GET", "/_data_stream/" + index, "")
                        .path("data_streams")
                        .size())
                .isEqualTo(1);
        assertThat(real.count(index)).isEqualTo(2);
    }

    /** The limit that the manual tells: a data stream knows only its newest index. */
    @Test
    void afterARolloverADataStreamHasTwiceWhatComesAgainAndAnIndexByDateNever() {
        send();
        try (LogSink sink = start(options -> options.dataStream(index))) {
            awaitDone(sink, 2, 0);
        }
        String dated = index + "-d";
        group += "-2";
        try (LogSink sink = start(options -> options.name(dated + "-{date}"))) {
            awaitDone(sink, 2, 0);
        }

        real.ask("POST", "/" + index + "/_rollover", "");
        group += "-3"; // begins at the first offset
        try (LogSink sink = start(options -> options.dataStream(index))) {
            awaitDone(sink, 2, 0);
        }
        group += "-4";
        try (LogSink sink = start(options -> options.name(dated + "-{date}"))) {
            await().until(() -> sink.counts().alreadyThere() == 2);
            assertThat(sink.counts().indexed()).isZero();
        }

        assertThat(real.count(index)).isEqualTo(4);
        assertThat(real.count(dated + "-*")).isEqualTo(2);
    }

    @Test
    void whatIsNoJsonIsKeptAsTextWithATag() {
        send("{\"broken\":", "plain text", "[1,2]", "{\"a\":1,\"a\":2}", "{\"n\":1e400}");

        try (LogSink sink = start(UnaryOperator.identity())) {
            awaitDone(sink, 7, 0);
        }

        String today = index + "-*";
        assertThat(real.found(today, "tags", Documents.NOT_JSON)).isEqualTo(4);
        assertThat(real.ask("GET", "/" + today + "/_search?q=kafka.offset:1", "")
                        .at("/hits/hits/0/_source/message")
                        .asString())
                .isEqualTo("{\"broken\":");
    }

    @Test
    void jsonInAMessageBecomesFieldsAndStaysTextWhereTheIndexDoesNotTakeThem() {
        send(
                "{\"@timestamp\":\"2026-11-22T10:00:00Z\",\"level\":\"INFO\",\"message\":\"{\\\"workerId\\\":3,\\\"level\\\":\\\"x\\\"}\"}",
                "{\"@timestamp\":\"2026-11-22T10:00:00Z\",\"message\":\"{\\\"process\\\":\\\"no object\\\"}\"}",
                "{\"@timestamp\":\"2026-11-22T10:00:00Z\",\"message\":\"{no json}\"}");

        try (LogSink sink = start(UnaryOperator.identity())) {
            awaitDone(sink, 5, 0);
        }

        assertThat(real.found(index + "-*", "workerId", "3")).isEqualTo(1);
        assertThat(document(1).path("level").asString()).isEqualTo("INFO");
        assertThat(document(1).path("event.original").asString()).contains("\"level\":\"x\"");
        assertThat(document(2).path("message").asString()).isEqualTo("{\"process\":\"no object\"}");
        assertThat(document(2).path("tags").toString()).contains(Documents.NESTED_REFUSED);
        assertThat(document(3).path("message").asString()).isEqualTo("{no json}");
    }

    @Test
    void namesThatNoIndexCanHaveAreMadeOnesThatItCan() {
        send(
                "{\"@timestamp\":\"2026-11-22T10:00:00Z\",\"service.name\":\"Billing/EU *\"}",
                "{\"@timestamp\":\"2026-11-22T10:00:00Z\",\"service\":{\"name\":\"" + "long".repeat(100) + "\"}}");

        try (LogSink sink = start(options -> options.name(index + "-{service.name}-{date}"))) {
            awaitDone(sink, 4, 0);
        }

        assertThat(real.count(index + "-unknown-2026.11.22")).isEqualTo(2);
        assertThat(real.count(index + "-billing_eu__-2026.11.22")).isEqualTo(1);
        assertThat(real.count(index + "-longlong*-2026.11.22")).isEqualTo(1);
    }

    /** The longest name of a topic makes the longest id; an index takes 512 bytes. */
    @Test
    void theLongestTopicsIdIsOneThatTheIndexTakes(TestNames names) {
        String longest = names.topic("l".repeat(100), 1);
        String padded = longest + "x".repeat(249 - longest.length());
        Records.send(leat, padded, "host-1", GOOD);
        topic = padded;

        try (LogSink sink = start(UnaryOperator.identity())) {
            awaitDone(sink, 1, 0);
        }
    }

    @Test
    void aBlockedIndexIsWaitedForAndHealthSaysWhy() throws Exception {
        send();
        String blocked = index + "-2026.11.22";
        real.ask("PUT", "/" + blocked, "{\"settings\":{\"index.blocks.write\":true}}");

        try (LogSink sink = start(UnaryOperator.identity())) {
            await().untilAsserted(() ->
                    assertThat(sink.health().check().message()).contains("nothing is indexed since", blocked, "403"));
            assertThat(sink.counts().deadLetters()).isZero();

            real.ask("PUT", "/" + blocked + "/_settings", "{\"index.blocks.write\":false}");
            awaitDone(sink, 2, 0);
            await().untilAsserted(
                            () -> assertThat(sink.health().check().message()).doesNotContain("nothing is indexed"));
            assertThat(sink.counts().retries()).isGreaterThan(0);
        }
    }

    @Test
    void aTemplateThatIsThereIsLeftAsItIs() {
        String name = "own-" + index;
        real.ask(
                "PUT",
                "/_index_template/" + name,
                "{\"index_patterns\":[\"" + index
                        + "-*\"],\"priority\":7,\"template\":{\"mappings\":{\"dynamic\":\"strict\",\"properties\":{\"@timestamp\":{\"type\":\"date\"},\"kafka\":{\"type\":\"object\",\"dynamic\":true}}}}}");
        send();

        try (LogSink sink = start(options -> options.template(name))) {
            awaitDone(sink, 0, 2); // "message" is not for it
        }

        assertThat(real.ask("GET", "/_index_template/" + name, "")
                        .at("/index_templates/0/index_template/priority")
                        .asInt())
                .isEqualTo(7);
        assertThat(Letters.all(leat, dead).get(0).message().orElseThrow()).contains("strict");
    }

    @Test
    void deadLettersGoBackOnceTheIndexTakesThem() {
        String mapped = index + "-2026.11.22";
        real.ask("PUT", "/" + mapped, "{\"mappings\":{\"properties\":{\"amount\":{\"type\":\"long\"}}}}");
        send("{\"@timestamp\":\"2026-11-22T10:00:00Z\",\"amount\":\"much\"}");

        try (LogSink sink = start(UnaryOperator.identity())) {
            awaitDone(sink, 2, 1);

            real.ask("DELETE", "/" + mapped, "");
            var report = DeadLetterTopic.of(leat, dead).replay().build().run();
            assertThat(report).isNotNull();
            awaitDone(sink, 3, 1);
        }

        assertThat(real.found(mapped, "kafka.topic", topic)).isEqualTo(1);
        assertThat(List.of(real.count(mapped))).containsExactly(1L);
    }
}
