package dev.leat.flow;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.StringNode;

/** Against what Node has written and read: see {@code src/test/node/wire.mjs}. */
class WireTest {
    private final SoftAssertions softly = new SoftAssertions();

    @Test
    void numbersAreWrittenAsNodeWritesThem() {
        for (JsonNode vector : Vectors.of("number")) {
            double number = Double.longBitsToDouble(Long.parseUnsignedLong(text(vector, 1), 16));

            softly.assertThat(JavaScriptJson.of(DoubleNode.valueOf(number))).isEqualTo(text(vector, 2));
        }
        softly.assertAll();
    }

    @Test
    void numbersThatNodeHasWrittenAreReadAsTheyWere() {
        for (JsonNode vector : Vectors.of("number")) {
            double number = Double.longBitsToDouble(Long.parseUnsignedLong(text(vector, 1), 16));
            if (Double.isFinite(number)) {
                JsonNode read = JsonTree.read(text(vector, 2));

                softly.assertThat(read.isBigDecimal()).as(text(vector, 2)).isFalse();
                softly.assertThat(read.doubleValue() + 0.0).isEqualTo(number + 0.0); // 0 is -0, which is written as 0
                softly.assertThat(JavaScriptJson.of(read)).isEqualTo(text(vector, 2));
            }
        }
        softly.assertAll();
    }

    @Test
    void stringsAreWrittenAsNodeWritesThem() {
        for (JsonNode vector : Vectors.of("string")) {
            softly.assertThat(JavaScriptJson.of(StringNode.valueOf(units(text(vector, 1)))))
                    .isEqualTo(text(vector, 2));
        }
        softly.assertAll();
    }

    @Test
    void momentsAreWrittenAsDatesOfNode() {
        for (JsonNode vector : Vectors.of("date")) {
            long millis = vector.path(1).longValue();

            softly.assertThat(JavaScriptJson.of(Payloads.tree(Instant.ofEpochMilli(millis))))
                    .isEqualTo(text(vector, 2));
            softly.assertThat(JavaScriptJson.of(Payloads.tree(Date.from(Instant.ofEpochMilli(millis)))))
                    .isEqualTo(text(vector, 2));
        }
        softly.assertAll();
    }

    @Test
    void whatIsReadIsWrittenAgainAsNodeWritesItAgain() {
        for (JsonNode vector : Vectors.of("again")) {
            softly.assertThat(JavaScriptJson.of(JsonTree.read(text(vector, 1))))
                    .as(text(vector, 1))
                    .isEqualTo(text(vector, 2));
        }
        softly.assertAll();
    }

    @Test
    void messagesHaveTheBytesThatNodeSends() {
        for (JsonNode vector : Vectors.of("message")) {
            boolean withPayload = vector.size() == 4;
            JsonNode payload = withPayload ? JsonTree.read(text(vector, 2)) : MissingNode.getInstance();

            byte[] bytes = new FlowMessage(text(vector, 1), payload).bytes();

            softly.assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(text(vector, withPayload ? 3 : 2));
        }
        softly.assertAll();
    }

    @Test
    void bytesAreReadAsTextAsNodeReadsThem() {
        for (JsonNode vector : Vectors.of("text")) {
            softly.assertThat(Utf8.text(HexFormat.of().parseHex(text(vector, 1))))
                    .as(text(vector, 1))
                    .isEqualTo(text(vector, 2));
        }
        softly.assertAll();
    }

    @Test
    void valuesAreReadAsNodeReadsThem() {
        byte[] key = "saga-1".getBytes(StandardCharsets.UTF_8);
        for (JsonNode vector : Vectors.of("value")) {
            byte[] value = HexFormat.of().parseHex(text(vector, 1));

            Incoming incoming = Incoming.of(key, value);

            softly.assertThat(outcome(incoming))
                    .as(new String(value, StandardCharsets.UTF_8))
                    .isEqualTo(text(vector, 2));
            if (incoming instanceof Incoming.Addressed addressed) {
                softly.assertThat(addressed.sagaId()).isEqualTo("saga-1");
                softly.assertThat(addressed.message().label()).isEqualTo(text(vector, 3));
                softly.assertThat(addressed.message().payload().isMissingNode()).isEqualTo(vector.size() == 4);
                if (vector.size() == 5) {
                    softly.assertThat(JavaScriptJson.of(addressed.message().payload()))
                            .isEqualTo(text(vector, 4));
                }
            }
        }
        softly.assertAll();
    }

    private static String outcome(Incoming incoming) {
        if (incoming instanceof Incoming.Addressed) {
            return "message";
        }
        return incoming instanceof Incoming.Unlabelled ? "unlabelled" : "unreadable";
    }

    /** By units, since halves of surrogate pairs would not survive a charset. */
    private static String units(String hex) {
        StringBuilder units = new StringBuilder();
        for (int i = 0; i < hex.length(); i += 4) {
            units.append((char) Integer.parseInt(hex.substring(i, i + 4), 16));
        }
        return units.toString();
    }

    private static String text(JsonNode vector, int index) {
        return vector.path(index).stringValue();
    }
}
