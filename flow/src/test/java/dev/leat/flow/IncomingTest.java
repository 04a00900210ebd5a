package dev.leat.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.flow.Incoming.Addressed;
import dev.leat.flow.Incoming.Keyless;
import dev.leat.flow.Incoming.Unlabelled;
import dev.leat.flow.Incoming.Unreadable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class IncomingTest {
    private static final byte[] KEY = bytes("saga-1");

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "null", "{\"messageLabel\":\"charge\"}"})
    void withoutKeyItIsNobodysWhateverTheValue(String value) {
        assertThat(Incoming.of(null, bytes(value))).isEqualTo(new Keyless());
        assertThat(Incoming.of(new byte[0], bytes(value))).isEqualTo(new Keyless());
        assertThat(Incoming.of(null, null)).isEqualTo(new Keyless());
    }

    @Test
    void noValueIsUnreadable() {
        assertThat(Incoming.of(KEY, null)).isEqualTo(new Unreadable("saga-1", "the record has no value"));
        assertThat(Incoming.of(KEY, new byte[0])).isEqualTo(new Unreadable("saga-1", "the value is empty"));
        assertThat(read("null")).isEqualTo(new Unreadable("saga-1", "the value is null in JSON"));
    }

    @Test
    void whatIsNoJsonIsUnreadableAndTheReasonQuotesNothingOfIt() {
        assertThat(read("{\"messageLabel\":\"charge\",\n \"secret\": hunter2}"))
                .isEqualTo(new Unreadable("saga-1", "the value is no JSON: malformed in line 2, column 12"));
        assertThat(read(" ")).isInstanceOf(Unreadable.class);
        assertThat(read("{\"messageLabel\":\"charge\"} 5")).isInstanceOf(Unreadable.class);
        assertThat(read("\uFEFF{\"messageLabel\":\"charge\"}")).isInstanceOf(Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "\"text\"",
                "true",
                "[]",
                "[{\"messageLabel\":\"charge\"}]",
                "{}",
                "{\"messagePayload\":{}}",
                "{\"messageLabel\":null}",
                "{\"messageLabel\":5}",
                "{\"messageLabel\":{}}"
            })
    void withoutTextAsLabelItIsUnlabelled(String value) {
        assertThat(read(value)).isEqualTo(new Unlabelled("saga-1"));
    }

    @Test
    void payloadsMayBeMissingNullOrAnyJson() {
        assertThat(payload("{\"messageLabel\":\"charge\"}").isMissingNode()).isTrue();
        assertThat(payload("{\"messageLabel\":\"charge\",\"messagePayload\":null}")
                        .isNull())
                .isTrue();
        assertThat(payload("{\"messageLabel\":\"charge\",\"messagePayload\":5}").intValue())
                .isEqualTo(5);
        assertThat(payload("{\"messageLabel\":\"charge\",\"messagePayload\":[\"a\"]}")
                        .path(0)
                        .stringValue())
                .isEqualTo("a");
    }

    @Test
    void membersBesidesMeanNothing() {
        assertThat(read("{\"more\":[{}],\"messagePayload\":{\"a\":1},\"headers\":null,\"messageLabel\":\"charge\"}"))
                .isEqualTo(new Addressed("saga-1", new FlowMessage("charge", JsonTree.read("{\"a\":1}"))));
    }

    @Test
    void bytesThatAreNoTextAreReplaced() {
        byte[] key = {'s', (byte) 0xe9};
        byte[] value = "{\"messageLabel\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);

        Incoming incoming = Incoming.of(key, value);

        assertThat(incoming).isInstanceOf(Addressed.class);
        assertThat(((Addressed) incoming).sagaId()).isEqualTo("s\uFFFD");
        assertThat(((Addressed) incoming).message().label()).isEqualTo("caf\uFFFD");
    }

    @Test
    void deepNestingIsReadAndWrittenAgainUpToALimit() {
        String deepest = message("[".repeat(FlowMessage.LEVELS - 1) + "]".repeat(FlowMessage.LEVELS - 1));
        String deeper = message("[".repeat(FlowMessage.LEVELS) + "]".repeat(FlowMessage.LEVELS));
        String far = message("[".repeat(1_000_000) + "]".repeat(1_000_000));

        FlowMessage message = new FlowMessage("charge", payload(deepest));

        assertThat(message.bytes()).isEqualTo(bytes(deepest));
        assertThat(read(deeper)).isInstanceOf(Unreadable.class);
        assertThat(((Unreadable) read(far)).why()).contains("1000 levels");
    }

    @Test
    void numbersThatJavaScriptWouldRoundAreKept() {
        assertThat(payload(message("9007199254740993")).longValue()).isEqualTo(9007199254740993L);
        assertThat(payload(message("123456789012345678901234567890")).bigIntegerValue())
                .isEqualTo(new BigInteger("123456789012345678901234567890"));
        assertThat(payload(message("0.10000000000000000001")).decimalValue())
                .isEqualTo(new BigDecimal("0.10000000000000000001"));
        assertThat(payload(message("1e400")).decimalValue()).isEqualByComparingTo(new BigDecimal("1e400"));
        assertThat(payload(message("1.10")).isDouble()).isTrue();
    }

    @Test
    void numbersThatNothingHoldsBreakNothing() {
        assertThat(written("1e99999999999")).isEqualTo("null");
        assertThat(written("-1e99999999999")).isEqualTo("null");
        assertThat(written("1e-99999999999")).isEqualTo("0");
        assertThat(written("0e99999999999")).isEqualTo("0");
        assertThat(written("100e2147483647")).isEqualTo("1e+2147483649");
        assertThat(written("1e-2147483647")).isEqualTo("1e-2147483647");
        assertThat(written("1" + "0".repeat(9_999))).isEqualTo("1e+9999");
        assertThat(written("1." + "1".repeat(9_998))).isEqualTo("1." + "1".repeat(9_998));
        assertThat(read(message("1" + "0".repeat(10_000)))).isInstanceOf(Unreadable.class);
        assertThat(((Unreadable) read(message("1." + "1".repeat(9_999)))).why()).contains("10000 characters");
    }

    @Test
    void longTextsAndNamesBreakNothing() {
        String text = "\"" + "x".repeat(2_000_000) + "\"";

        assertThat(written("{" + text + ":" + text + "}")).isEqualTo("{" + text + ":" + text + "}");
    }

    /** Node reads it; Jackson does not. */
    @Test
    void halfASurrogatePairInANameIsUnreadable() {
        assertThat(read(message("{\"\\ud83d\":1}"))).isInstanceOf(Unreadable.class);
        assertThat(written("{\"a\":\"\\ud83d\"}")).isEqualTo("{\"a\":\"\\ud83d\"}");
    }

    private static String message(String payload) {
        return "{\"messageLabel\":\"charge\",\"messagePayload\":" + payload + "}";
    }

    private static String written(String payload) {
        return JavaScriptJson.of(payload(message(payload)));
    }

    private static JsonNode payload(String value) {
        Incoming incoming = read(value);
        assertThat(incoming).isInstanceOf(Addressed.class);
        return ((Addressed) incoming).message().payload();
    }

    private static Incoming read(String value) {
        return Incoming.of(KEY, bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
