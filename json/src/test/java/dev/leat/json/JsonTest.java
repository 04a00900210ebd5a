package dev.leat.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.SerdeException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

class JsonTest {
    record Order(
            String id,
            BigDecimal amount,
            Instant at,
            @Nullable String customer) {}

    private static final Headers NONE = new RecordHeaders();

    private final Json<Order> orders = Json.of(Order.class);

    @Test
    void whatWasWrittenIsReadAgain() {
        Order order = new Order("o-1", new BigDecimal("12.30"), Instant.parse("2010-12-22T10:29:00Z"), null);

        byte[] bytes = orders.serialize("orders", NONE, order);

        assertThat(new String(bytes, StandardCharsets.UTF_8))
                .contains("\"at\":\"2010-12-22T10:29:00Z\"")
                .contains("\"amount\":12.30");
        assertThat(orders.deserialize("orders", NONE, bytes)).isEqualTo(order);
    }

    @Test
    void genericTypesKeepTheirElements() {
        Json<List<Order>> lists = Json.of(new TypeReference<List<Order>>() {});
        List<Order> list = List.of(new Order("o-1", BigDecimal.ONE, Instant.EPOCH, "c"));

        assertThat(lists.deserialize("t", NONE, lists.serialize("t", NONE, list)))
                .isEqualTo(list);
    }

    @Test
    void unknownPropertiesAreIgnoredUnlessTheMapperSaysOtherwise() {
        byte[] newer = bytes("{\"id\":\"o-1\",\"colour\":\"blue\"}");
        JsonMapper strict = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();

        assertThat(orders.deserialize("t", NONE, newer).id()).isEqualTo("o-1");
        assertThatThrownBy(() -> Json.of(Order.class, strict).deserialize("t", NONE, newer))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("colour");
    }

    @Test
    void brokenJsonNamesItsPlaceAndNotItsContent() {
        assertThatThrownBy(() -> orders.deserialize("t", NONE, bytes("{\n\"id\":\"secret\",\n\"amount\":oops}")))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("line 3")
                .hasMessageContaining("Order")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aValueThatDoesNotFitIsNamedByItsPathAndNotQuoted() {
        assertThatThrownBy(() -> orders.deserialize("t", NONE, bytes("{\"id\":\"o-1\",\"amount\":\"secret\"}")))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("amount")
                .hasMessageContaining("line 1")
                .hasMessageNotContaining("secret");
    }

    @Test
    void neitherNothingNorNullNorMoreThanOneValueIsAValue() {
        for (String text : List.of("", "null", "{\"id\":\"a\"} {\"id\":\"b\"}")) {
            assertThatThrownBy(() -> orders.deserialize("t", NONE, bytes(text)))
                    .as(text)
                    .isInstanceOf(SerdeException.class);
        }
    }

    @Test
    void aTypeMayBeKnownAtRunTimeAlone() {
        Type type = new TypeReference<List<Integer>>() {}.getType();

        assertThat(Json.ofType(type).deserialize("t", NONE, bytes("[1, 2]"))).isEqualTo(List.of(1, 2));
    }

    @Test
    void takesTypesThatAreKnownAtRunTimeAloneByAMapperOfOnesOwn() {
        JsonMapper strict = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        record Known(int number) {}

        assertThatThrownBy(() ->
                        Json.ofType(Known.class, strict).deserialize("t", NONE, bytes("{\"number\": 1, \"other\": 2}")))
                .isInstanceOf(SerdeException.class)
                .hasMessageContaining("unknown property 'other'");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
