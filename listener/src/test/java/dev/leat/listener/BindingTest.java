package dev.leat.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Leat;
import dev.leat.core.LeatBuilder;
import dev.leat.core.Message;
import dev.leat.core.RequestContext;
import dev.leat.core.Serde;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;

/** What parameters of a listener method get. */
class BindingTest extends OnTestKafka {
    /** Anybody's: it is known by its name. */
    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Nullable {}

    @Test
    void whereAMessageStandsAndWhenItCame() {
        start(new Object() {
            @Listener(topics = "orders", group = "g")
            void on(
                    @Topic String topic,
                    @Partition int partition,
                    @Offset long offset,
                    @Timestamp Instant at,
                    @Timestamp long millis,
                    @Attempt int attempt,
                    String value) {
                seen.add(
                        topic + " " + partition + " " + offset + " " + at + " " + millis + " " + attempt + " " + value);
            }
        });
        orders.partition(1).send("k", "skipped");
        orders.partition(1).sendAt(Instant.ofEpochMilli(5), "k", "v");
        kafka.run();

        assertThat(seen).last().isEqualTo("orders 1 1 1970-01-01T00:00:00.005Z 5 1 v");
    }

    @Test
    void numbersMayBeBoxed() {
        start(new Object() {
            @Listener(topics = "orders", group = "g")
            void on(
                    @Partition Integer partition,
                    @Offset Long offset,
                    @Attempt Integer attempt,
                    @Timestamp Long millis) {
                seen.add(partition + " " + offset + " " + attempt + " "
                        + millis.equals(kafka.now().toEpochMilli()));
            }
        });
        send("a");
        kafka.run();

        assertThat(seen).containsExactly("0 0 1 true");
    }

    @Test
    void headersAsTextBytesOptionalsAndAllOfAName() {
        start(new Object() {
            @Listener(topics = "orders", group = "g")
            void on(
                    @Header("tenant") String tenant,
                    @Header("tenant") byte[] bytes,
                    @Header("tenant") Optional<String> there,
                    @Header("missing") Optional<byte[]> missing,
                    @Header("missing") @Nullable String nothing,
                    @Header("tenant") List<String> all,
                    @Header("missing") List<byte[]> none) {
                seen.add(tenant + " " + bytes.length + " " + there + " " + missing + " " + nothing + " " + all + " "
                        + none);
            }
        });
        orders.partition(0).send("k", "v", Map.of("tenant", "blue"));
        kafka.run();

        assertThat(seen).containsExactly("blue 4 Optional[blue] Optional.empty null [blue] []");
    }

    @Test
    void repeatedHeadersComeInTheirOrder() {
        start(new Object() {
            @Listener(topics = "many", group = "g")
            void on(@Header("hop") List<String> hops, @Header("hop") String last) {
                seen.add(hops + " " + last);
            }
        });
        kafka.topic("many").send("k", "v", new Serde<String>() {
            @Override
            public byte[] serialize(String topic, org.apache.kafka.common.header.Headers headers, String value) {
                headers.add("hop", new byte[] {'a'}).add("hop", new byte[] {'b'});
                return value.getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public String deserialize(String topic, org.apache.kafka.common.header.Headers headers, byte[] bytes) {
                return "";
            }
        });
        kafka.run();

        assertThat(seen).containsExactly("[a, b] b");
    }

    @Test
    void valuesByTheirDeclaredTypeAlsoNumbersAndIds() {
        UUID id = UUID.fromString("00000000-0000-0001-0000-000000000002");
        start(new Object() {
            @Listener(topics = "ints", group = "g")
            void on(int value) {
                seen.add("int " + value);
            }

            @Listener(topics = "longs", group = "g")
            void on(Long value) {
                seen.add("long " + value);
            }

            @Listener(topics = "doubles", group = "g")
            void on(double value) {
                seen.add("double " + value);
            }

            @Listener(topics = "ids", group = "g")
            void on(UUID value) {
                seen.add("id " + value);
            }

            @Listener(topics = "buffers", group = "g")
            void on(ByteBuffer value) {
                seen.add("buffer " + value.remaining());
            }

            @Listener(topics = "bytes", group = "g")
            void on(byte[] value) {
                seen.add("bytes " + Arrays.toString(value));
            }
        });
        kafka.topic("ints").send("k", 7, Serde.of(Serdes.Integer()));
        kafka.topic("longs").send("k", 8L, Serde.of(Serdes.Long()));
        kafka.topic("doubles").send("k", 0.5, Serde.of(Serdes.Double()));
        kafka.topic("ids").send("k", id, Serde.of(Serdes.UUID()));
        kafka.topic("buffers").send("k", "four");
        kafka.topic("bytes").send("k", new byte[] {1, 2}, Serde.bytes());
        kafka.run();

        assertThat(seen)
                .containsExactlyInAnyOrder("int 7", "long 8", "double 0.5", "id " + id, "buffer 4", "bytes [1, 2]");
    }

    @Test
    void valuesOfTheApplicationsTypesByItsSerdesAlsoGenericOnes() {
        start(new Object() {
            @Listener(topics = "orders", group = "one")
            void one(Order order) {
                seen.add(order.item());
            }

            @Listener(topics = "lists", group = "g")
            void list(Message<String, List<Order>> orders) {
                seen.add(orders.key() + " " + orders.value().get(1).price());
            }
        });
        orders.send("k", "{\"item\": \"lamp\", \"price\": 30}");
        kafka.topic("lists").send("l", "[{\"item\": \"a\", \"price\": 1}, {\"item\": \"b\", \"price\": 2}]");
        kafka.run();

        assertThat(seen).containsExactlyInAnyOrder("lamp", "l 2");
    }

    @Test
    void twoMethodsOfOneTopicMayReadItDifferently() {
        start(new Object() {
            @Listener(topics = "orders", group = "g")
            void asJson(Order order, @Key String key) {
                seen.add("json " + order.item() + " " + key);
            }

            @Listener(topics = "orders", group = "g")
            void asText(String text, @Key byte[] key) {
                seen.add("text " + text.length() + " " + key.length);
            }
        });
        orders.send("key", "{\"item\": \"lamp\", \"price\": 30}");
        kafka.run();

        assertThat(seen).containsExactly("json lamp key", "text 29 3");
    }

    @Test
    void theWholeMessageAlsoWithPartsLeftOpen() {
        start(new Object() {
            @Listener(topics = "orders", group = "typed")
            void typed(Message<String, Order> message) {
                seen.add(message.key() + " " + message.value().price() + " "
                        + message.headers().names().count());
            }

            @Listener(topics = "orders", group = "open")
            void open(Message<?, ?> message) {
                seen.add(message.value() instanceof byte[] bytes ? "bytes " + bytes.length : "else");
            }
        });
        orders.send("k", "{\"price\": 30}");
        kafka.run();

        assertThat(seen).containsExactlyInAnyOrder("k 30 0", "bytes 13");
    }

    @Test
    void theRequestThatAMessageBelongsTo() {
        Leat other = kafka.leat(LeatBuilder::requestContext);
        start(Listeners.of(other).add(new Object() {
            @Listener(topics = "orders", group = "g")
            void on(RequestContext request, MessageContext context) {
                seen.add(request.requestId() + " " + context.request().requestId() + " " + context.group());
            }
        }));
        orders.partition(0).send("k", "v", Map.of(RequestContext.REQUEST_ID, "r-1"));
        kafka.run();

        assertThat(seen).containsExactly("r-1 r-1 g");
    }

    @Test
    void aMethodMayTakeNothing() {
        start(new Object() {
            @Listener(topics = "orders", group = "g")
            void on() {
                seen.add("called");
            }
        });
        send("a");
        kafka.run();

        assertThat(seen).containsExactly("called");
    }

    @Test
    void aTombstoneForAMethodThatWantsAValueIsGivenUpAtOnce() {
        start(new Object() {
            @Listener(topics = "orders", group = "g")
            @ListenerGroup(value = "g", deadLetters = "orders.dead")
            void on(String value) {
                seen.add(value);
            }
        });
        orders.partition(0).send("k", (String) null);
        kafka.run();

        assertThat(seen).isEmpty();
        assertThat(dead.records()).hasSize(1);
        assertThat(dead.records().get(0).header("__leat.errors.exception"))
                .contains("dev.leat.core.TombstoneException");
    }

    @Test
    void whoExpectsTombstonesGetsThem() {
        start(new Object() {
            @Listener(topics = "orders", group = "a")
            void optional(Optional<String> value) {
                seen.add(value.toString());
            }

            @Listener(topics = "orders", group = "b")
            void nullable(@Nullable String value) {
                seen.add("" + value);
            }

            @Listener(topics = "orders", group = "c")
            void message(Message<String, String> message) {
                seen.add("tombstone " + message.isTombstone());
            }
        });
        orders.partition(0).send("k", (String) null);
        kafka.run();

        assertThat(seen).containsExactlyInAnyOrder("Optional.empty", "null", "tombstone true");
    }

    @Test
    void whatIsMissingIsNeverNullUnasked() {
        start(new Object() {
            @Listener(topics = "orders", group = "g")
            @ListenerGroup(value = "g", deadLetters = "orders.dead")
            void key(@Key String key) {
                seen.add(key);
            }

            @Listener(topics = "orders", group = "h")
            @ListenerGroup(value = "h", deadLetters = "orders.dead")
            void header(@Header("tenant") String tenant) {
                seen.add(tenant);
            }

            @Listener(topics = "orders", group = "i")
            void optional(@Key Optional<String> key) {
                seen.add(key.toString());
            }
        });
        orders.partition(0).send((String) null, "v");
        kafka.run();

        assertThat(seen).containsExactly("Optional.empty");
        assertThat(dead.records())
                .extracting(letter -> letter.header("__leat.errors.message").orElseThrow())
                .anyMatch(text -> text.startsWith("orders-0@0 has no key, which dev.leat.listener.BindingTest")
                        && text.endsWith("#key wants; if that may be, make the parameter an Optional"))
                .anyMatch(text -> text.startsWith("orders-0@0 has no header 'tenant'"));
    }

    @Test
    void whatCannotBeReadNamesTheListenerAndNotTheValue() {
        start(new Object() {
            @Listener(topics = "orders", group = "g")
            @ListenerGroup(value = "g", deadLetters = "orders.dead")
            void on(Order order) {
                seen.add(order.item());
            }
        });
        send("secret");
        kafka.run();

        assertThat(dead.records().get(0).header("__leat.errors.message").orElseThrow())
                .startsWith("the value of orders-0@0 (6 bytes) cannot be read for dev.leat.listener.BindingTest")
                .contains("#on: no JSON of")
                .doesNotContain("secret");
    }

    @Test
    void errorsOfAMethodAreFailuresOfItsMessageAndNoEndOfTheGroup() {
        start(new Object() {
            @Listener(topics = "orders", group = "g")
            @ListenerGroup(value = "g", attempts = "2", deadLetters = "orders.dead")
            void on(String value) {
                seen.add(value);
                if (value.equals("deep")) {
                    throw new StackOverflowError();
                }
            }
        });
        send("deep", "next");
        kafka.advance(MINUTE);

        assertThat(seen).containsExactly("deep", "deep", "next");
        assertThat(dead.values()).containsExactly("deep");
        assertThat(committed("g")).isEqualTo(2);
    }
}
