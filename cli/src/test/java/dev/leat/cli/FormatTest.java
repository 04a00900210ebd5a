package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

final class FormatTest {
    private static final byte[] NO_TEXT = {(byte) 0xff, 0, 1};

    @ParameterizedTest
    @CsvSource({"TEXT, hé, hé", "JSON, '{ \"a\" : 1.50 }', '{\"a\":1.50}'", "HEX, 00fF, 00ff", "BASE64, AP8=, AP8="})
    void readsAndWritesTheSame(Format format, String text, String written) {
        assertThat(format.text(format.bytes(text))).isEqualTo(written);
    }

    @Test
    void refusesWhatHasNotTheFormatAndQuotesNothingOfIt() {
        assertThatThrownBy(() -> Format.JSON.bytes("{secret"))
                .hasMessage("it is not JSON; mend it, or send it as it is with --format text");
        assertThatThrownBy(() -> Format.JSON.bytes("1 2")).hasMessageStartingWith("it is not JSON");
        assertThatThrownBy(() -> Format.JSON.bytes("")).hasMessageStartingWith("it is not JSON");
        assertThatThrownBy(() -> Format.HEX.bytes("secret"))
                .hasMessage("it is not pairs of hexadecimal digits; write it like 00ff");
        assertThatThrownBy(() -> Format.BASE64.bytes("se cret"))
                .hasMessage("it is not Base64; write it with padding and on one line");
    }

    @Test
    void whatIsNoTextIsShownInAnotherWay() {
        assertThat(Format.TEXT.text(NO_TEXT)).isEqualTo("0xff0001");
        assertThat(Format.JSON.text(NO_TEXT)).isEqualTo("0xff0001");
        assertThat(Format.JSON.text("hello".getBytes(StandardCharsets.UTF_8))).isEqualTo("hello");
    }

    @Test
    void nothingThatCouldSteerATerminalReachesIt() {
        String steering = "a\u001b[2Jb\rc\u009bd\te\n";

        assertThat(Texts.harmless(steering)).isEqualTo("a\\u001b[2Jb\\u000dc\\u009bd\te\n");
        assertThat(Texts.line(steering)).isEqualTo("a\\u001b[2Jb\\u000dc\\u009bd e ");
    }

    /** C1 is a second set of control characters that terminals obey, and the rest turns round or breaks lines. */
    @Test
    void jsonForATerminalHasItsControlCharactersWrittenOutAndIsTheSameJson() {
        String steering = "\u001b \u007f \u0085 \u009b2J \u202e \u2066 \u2028 \u00e9";
        ObjectNode node = JsonText.object().put("a", steering);

        assertThat(JsonText.line(node))
                .isEqualTo("{\"a\":\"\\u001B \\u007f \\u0085 \\u009b2J \\u202e \\u2066 \\u2028 \u00e9\"}");
        assertThat(parsed(JsonText.line(node))).hasValue(node);
        assertThat(JsonText.pretty(node)).contains("\\u009b2J").doesNotContain("\u009b", "\u202e");
        assertThat(parsed(JsonText.pretty(node))).hasValue(node);
        assertThat(Texts.harmless("\u202etxt")).isEqualTo("\\u202etxt");
    }

    /** Its key decides the partition of a record, so what goes to Kafka has no other bytes for what a terminal would make of them. */
    @Test
    void jsonForKafkaKeepsItsCharacters() {
        String json = "\"\u0085\u202e\"";

        assertThat(text(Format.JSON.bytes(json))).isEqualTo(json);
        assertThat(text(JsonText.bytes(parsed("{\"value\":" + json + "}").orElseThrow(), "value", Format.JSON)))
                .isEqualTo(json);
        assertThat(Format.JSON.text(Format.JSON.bytes(json))).isEqualTo("\"\\u0085\\u202e\"");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void bytesOfAnyKindSurviveJsonLines(Format format) {
        for (byte[] bytes : new byte[][] {
            NO_TEXT,
            "text".getBytes(StandardCharsets.UTF_8),
            "\"quoted\"".getBytes(StandardCharsets.UTF_8),
            "null".getBytes(StandardCharsets.UTF_8),
            "{\"a\":12345678901234567890.10,\"b\":[]}".getBytes(StandardCharsets.UTF_8),
            "{\"a\":\"\u0085\u2028\"}".getBytes(StandardCharsets.UTF_8),
            {}
        }) {
            ObjectNode node = JsonText.object();
            JsonText.put(node, "value", bytes, format);
            JsonNode read = parsed(JsonText.line(node)).orElseThrow();

            assertThat(Objects.requireNonNull(JsonText.bytes(read, "value", format)))
                    .as(JsonText.line(node))
                    .isEqualTo(bytes);
        }
    }

    @Test
    void noBytesAreNull() {
        ObjectNode node = JsonText.object();

        JsonText.put(node, "value", null, Format.TEXT);

        assertThat(JsonText.line(node)).isEqualTo("{\"value\":null}");
        assertThat(JsonText.bytes(node, "value", Format.TEXT)).isNull();
        assertThat(JsonText.bytes(node, "key", Format.TEXT)).isNull();
    }

    @Test
    void aValueThatIsAnObjectOrANumberNeedsNoQuotes() {
        JsonNode node = parsed("{\"value\":{\"a\": 1},\"key\":17}").orElseThrow();

        assertThat(text(JsonText.bytes(node, "value", Format.TEXT))).isEqualTo("{\"a\":1}");
        assertThat(text(JsonText.bytes(node, "key", Format.TEXT))).isEqualTo("17");
    }

    private static Optional<JsonNode> parsed(String line) {
        return JsonText.parse(line);
    }

    private static String text(byte @Nullable [] bytes) {
        return new String(Objects.requireNonNull(bytes), StandardCharsets.UTF_8);
    }
}
