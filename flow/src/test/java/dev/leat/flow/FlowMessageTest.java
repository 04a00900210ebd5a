package dev.leat.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.leat.core.SerdeException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

class FlowMessageTest {
    record Item(String sku, int count) {}

    record Order(
            String id,
            double amount,
            boolean paid,
            List<Item> items,
            @Nullable String note) {}

    record Renamed(
            @JsonProperty("order-id") String id,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> note) {}

    record Raw(@JsonRawValue String json) {}

    static final class Created {
        public final int a = 1;
        public final int b;

        @JsonCreator
        Created(@JsonProperty("b") int b) {
            this.b = b;
        }
    }

    enum State {
        OPEN
    }

    record Broken(String secret) {
        @Override
        public String secret() {
            if (secret.startsWith("hunter")) {
                throw new IllegalStateException(secret);
            }
            return secret;
        }
    }

    @Test
    void hasLabelAndPayloadInThisOrder() {
        Order order = new Order("o-1", 12.0, true, List.of(new Item("z", 2), new Item("a", 1)), null);

        assertThat(text(FlowMessage.of("orderCreated", order)))
                .isEqualTo(
                        "{\"messageLabel\":\"orderCreated\",\"messagePayload\":{\"id\":\"o-1\",\"amount\":12,\"paid\":true,"
                                + "\"items\":[{\"sku\":\"z\",\"count\":2},{\"sku\":\"a\",\"count\":1}],\"note\":null}}");
        assertThat(payload(new Created(2))).isEqualTo("{\"a\":1,\"b\":2}");
    }

    @Test
    void noPayloadAnEmptyOneAndNullAreThreeThings() {
        assertThat(text(FlowMessage.of("done"))).isEqualTo("{\"messageLabel\":\"done\",\"messagePayload\":{}}");
        assertThat(text(FlowMessage.of("done", null))).isEqualTo("{\"messageLabel\":\"done\",\"messagePayload\":null}");
        assertThat(text(new FlowMessage("done", MissingNode.getInstance()))).isEqualTo("{\"messageLabel\":\"done\"}");
    }

    @Test
    void namesThatAreIndicesComeFirstAsInObjectsOfJavaScript() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("b", 1);
        map.put(10, 2);
        map.put("9", 3);
        map.put("a", 4);
        map.put("09", 5);

        assertThat(payload(map)).isEqualTo("{\"9\":3,\"10\":2,\"b\":1,\"a\":4,\"09\":5}");
    }

    /** Such as the metadata of a command without any, which a handler passes on. */
    @Test
    void whatIsEmittedWithAMissingPayloadHasAnEmptyObject() {
        assertThat(text(FlowMessage.of("done", MissingNode.getInstance())))
                .isEqualTo("{\"messageLabel\":\"done\",\"messagePayload\":{}}");
    }

    @Test
    void missingMembersAreLeftOutAndMissingElementsAreNull() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.set("a", MissingNode.getInstance());
        tree.set("1", MissingNode.getInstance());
        tree.put("2", 2);
        tree.put("b", 1);
        tree.putArray("c").add(MissingNode.getInstance()).add(5);

        assertThat(payload(tree)).isEqualTo("{\"2\":2,\"b\":1,\"c\":[null,5]}");
    }

    @Test
    void numbersKeepTheDigitsTheyHave() {
        assertThat(payload(List.of(1.0, 0.1f, 1.0e10f, Float.MIN_VALUE, Float.MAX_VALUE, 16777216f)))
                .isEqualTo("[1,0.1,10000000000,1e-45,3.4028235e+38,16777216]");
        assertThat(payload(List.of((byte) 1, (short) 2, Long.MAX_VALUE, Long.MIN_VALUE, 9007199254740993L)))
                .isEqualTo("[1,2,9223372036854775807,-9223372036854775808,9007199254740993]");
        assertThat(payload(List.of(
                        new BigInteger("123456789012345678901"),
                        BigInteger.TEN.pow(21),
                        new BigInteger("-1234567890123456789012"))))
                .isEqualTo("[123456789012345678901,1e+21,-1.234567890123456789012e+21]");
        assertThat(payload(List.of(
                        new BigDecimal("1.10"),
                        new BigDecimal("0.00"),
                        new BigDecimal("1E+3"),
                        new BigDecimal("-0.0000001"),
                        new BigDecimal("0.12345678901234567890123"),
                        new BigDecimal("1e400"))))
                .isEqualTo("[1.1,0,1000,-1e-7,0.12345678901234567890123,1e+400]");
    }

    @Test
    void whatIsNoNumberOrInfiniteIsNull() {
        assertThat(payload(List.of(Double.NaN, Double.POSITIVE_INFINITY, Float.NaN, Float.NEGATIVE_INFINITY)))
                .isEqualTo("[null,null,null,null]");
        assertThat(payload(Double.NaN)).isEqualTo("null");
    }

    @Test
    void momentsAreDatesOfJavaScript() {
        Instant instant = Instant.parse("2010-12-22T10:29:00.123999Z");
        OffsetDateTime there = instant.atOffset(ZoneOffset.ofHours(5));

        assertThat(payload(List.of(instant, Date.from(instant), there, ZonedDateTime.from(there))))
                .isEqualTo("[\"2010-12-22T10:29:00.123Z\",\"2010-12-22T10:29:00.123Z\",\"2010-12-22T10:29:00.123Z\","
                        + "\"2010-12-22T10:29:00.123Z\"]");
        assertThat(payload(Instant.parse("2010-12-22T10:29:00Z"))).isEqualTo("\"2010-12-22T10:29:00.000Z\"");
        assertThat(payload(LocalDate.of(2010, 12, 22))).isEqualTo("\"2010-12-22\"");
    }

    @ParameterizedTest
    @ValueSource(longs = {8_640_000_000_000_001L, -8_640_000_000_000_001L})
    void momentsThatNoDateHoldsAreRefused(long millis) {
        assertThatThrownBy(() -> payload(List.of(Map.of("until", Instant.ofEpochMilli(millis)))))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("[\"until\"]: a Date of JavaScript holds 100,000,000 days");
        assertThatThrownBy(() -> payload(Instant.MAX)).isInstanceOf(SerdeException.class);
    }

    @Test
    void otherValuesAreAsJacksonHasThem() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.putPOJO("item", new Item("a", 1)).putPOJO("at", Instant.EPOCH).put("bytes", new byte[] {1, 2});

        assertThat(payload(tree))
                .isEqualTo(
                        "{\"item\":{\"sku\":\"a\",\"count\":1},\"at\":\"1970-01-01T00:00:00.000Z\",\"bytes\":\"AQI=\"}");
        assertThat(payload(new Renamed("o-1", Optional.empty()))).isEqualTo("{\"order-id\":\"o-1\"}");
        assertThat(payload(new Raw("{ \"b\": 1.0, \"1\": 2 }"))).isEqualTo("{\"json\":{\"1\":2,\"b\":1}}");
        assertThat(payload(List.of(State.OPEN, Optional.of(5), 'x', new byte[] {1})))
                .isEqualTo("[\"OPEN\",5,\"x\",\"AQ==\"]");
    }

    @Test
    void whatCannotBeWrittenIsRefusedWithThePlaceAndNoValue() {
        assertThatThrownBy(() -> FlowMessage.of("done", Map.of("inner", List.of(new Broken("hunter2")))))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("secret")
                .hasMessageContaining("inner")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void circlesAreRefused() {
        List<Object> circle = new ArrayList<>();
        circle.add(circle);
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.set("self", tree);

        assertThatThrownBy(() -> FlowMessage.of("done", circle))
                .isInstanceOf(SerdeException.class)
                .hasMessage(
                        "a payload of java.util.ArrayList cannot be written as JSON: it is nested in more levels than the 1000"
                                + " that a message may have; make it flatter, or look for a circle in it");
        assertThatThrownBy(() -> FlowMessage.of("done", tree).bytes())
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("1000 levels");
    }

    private static String payload(Object payload) {
        return JavaScriptJson.of(FlowMessage.of("any", payload).payload());
    }

    private static String text(FlowMessage message) {
        return new String(message.bytes(), StandardCharsets.UTF_8);
    }
}
