package dev.leat.testkit.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Batching;
import dev.leat.core.Leat;
import dev.leat.core.LeatBuilder;
import dev.leat.core.Message;
import dev.leat.core.Outgoing;
import dev.leat.core.Producer;
import dev.leat.core.RequestContext;
import dev.leat.core.Serde;
import dev.leat.testkit.TestRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestContextTest extends Promises {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";
    private static final String TRACEPARENT = "00-" + TRACE + "-" + SPAN + "-01";

    private final Leat tracing = kafka.leat(LeatBuilder::requestContext);
    private final Producer<String, String> producer =
            tracing.producer(Serde.text()).build();
    private final List<Message<String, String>> handled = new ArrayList<>();
    private final List<RequestContext> contexts = new ArrayList<>();

    private void startForwarding() {
        tracing.consumerGroup("billing")
                .on("orders", Serde.text(), message -> {
                    handled.add(message);
                    RequestContext.current().ifPresent(contexts::add);
                    producer.send("orders.dead", message.key(), message.value()).join();
                })
                .build()
                .start();
    }

    private TestRecord sent(int number) {
        kafka.run();
        return dead.records().get(number);
    }

    @Test
    void theContextOfAMessageGoesIntoWhatItsHandlerSends() {
        startForwarding();
        orders.partition(0).send("k", "a", Map.of("request-id", "r-1", "traceparent", TRACEPARENT));
        kafka.run();

        assertThat(handled.get(0).requestId()).contains("r-1");
        assertThat(handled.get(0).traceId()).contains(TRACE);
        assertThat(contexts.get(0).requestId()).isEqualTo("r-1");
        assertThat(contexts.get(0).traceId()).isEqualTo(TRACE);
        assertThat(sent(0).header("request-id")).contains("r-1");
        assertThat(sent(0).header("traceparent").orElseThrow())
                .startsWith("00-" + TRACE + "-")
                .endsWith("-01")
                .doesNotContain(SPAN);
    }

    @Test
    void inATransactionEachMessageHasItsOwn() {
        start(tracing.consumerGroup("billing")
                .onTransaction(
                        "orders",
                        Serde.text(),
                        Batching.of(10, Duration.ZERO),
                        (message, transaction) ->
                                transaction.send("orders.dead", Serde.text(), message.key(), message.value())));
        orders.partition(0).send("k", "a", Map.of("request-id", "r-1"));
        orders.partition(0).send("k", "b", Map.of("request-id", "r-2"));

        assertThat(sent(0).header("request-id")).contains("r-1");
        assertThat(sent(1).header("request-id")).contains("r-2");
    }

    @Test
    void eachMessageHasItsOwn() {
        startForwarding();
        sendEach("a", "b");
        kafka.run();

        assertThat(sent(0).header("request-id")).isPresent().isNotEqualTo(sent(1).header("request-id"));
        assertThat(sent(0).header("traceparent")).isPresent().isNotEqualTo(sent(1).header("traceparent"));
    }

    @Test
    void outsideOfHandlersItIsTheOneOfTheThreadElseANewOne() {
        producer.send("orders.dead", "k", "alone").join();
        RequestContext.Scope scope = RequestContext.begin("web-7").open();
        producer.send("orders.dead", "k", "in a request").join();
        scope.close();
        producer.send("orders.dead", "k", "alone again").join();

        assertThat(sent(0).header("request-id").orElseThrow()).hasSize(36);
        assertThat(sent(1).header("request-id")).contains("web-7");
        assertThat(sent(2).header("request-id").orElseThrow()).hasSize(36).isNotEqualTo(sent(0).header("request-id"));
    }

    @Test
    void whatTheMessageSaysItselfStays() {
        producer.send(Outgoing.<String, String>of("orders.dead", "k", "v")
                        .header("request-id", "mine")
                        .header("traceparent", TRACEPARENT))
                .join();

        assertThat(sent(0).header("request-id")).contains("mine");
        assertThat(sent(0).header("traceparent")).contains(TRACEPARENT);
    }

    @Test
    void theTraceOfASendInterceptorStays() {
        Leat other = kafka.leat(settings -> settings.requestContext().sendInterceptor(record -> {
            record.headers().add("traceparent", TRACEPARENT.getBytes(StandardCharsets.UTF_8));
            return null;
        }));
        try (Producer<String, String> traced = other.producer(Serde.text()).build()) {
            traced.send("orders.dead", "k", "v").join();
        }

        assertThat(sent(0).header("traceparent")).contains(TRACEPARENT);
        assertThat(sent(0).header("request-id")).isPresent();
    }

    @Test
    void whatIsNoIdIsNotTakenFromOutside() {
        startForwarding();
        orders.partition(0).send("k", "a", Map.of("request-id", "two\nlines", "traceparent", "00-nonsense"));
        kafka.run();

        assertThat(contexts.get(0).requestId()).hasSize(36);
        assertThat(contexts.get(0).traceId()).hasSize(32);
        assertThat(handled.get(0).traceId()).isEmpty();
    }

    @Test
    void aTaskCarriesItToAnotherThread() throws Exception {
        RequestContext request = RequestContext.begin("r-2");
        List<String> seenThere = new ArrayList<>();
        Runnable task = request.carry(() -> {
            seenThere.add(RequestContext.current().orElseThrow().requestId());
        });

        Thread other = new Thread(task);
        other.start();
        other.join();

        assertThat(seenThere).containsExactly("r-2");
        assertThat(RequestContext.current()).isEmpty();
    }

    @Test
    void scopesWithinEachOtherEndInOrder() {
        RequestContext outer = RequestContext.begin("outer");
        RequestContext.Scope first = outer.open();
        RequestContext.Scope second = RequestContext.begin("inner").open();
        assertThat(RequestContext.current().orElseThrow().requestId()).isEqualTo("inner");
        second.close();
        assertThat(RequestContext.current()).contains(outer);
        first.close();
        assertThat(RequestContext.current()).isEmpty();
    }

    @Test
    void withoutTheSettingNothingIsAdded() {
        try (Producer<String, String> plain = leat.producer(Serde.text()).build()) {
            plain.send("orders.dead", "k", "v").join();
            assertThat(sent(0).header("request-id")).isEmpty();
            assertThat(sent(0).header("traceparent")).isEmpty();
        }
    }

    @Test
    void aProducersOwnHeadersStandBeforeThoseOfTheMessage() {
        try (Producer<String, String> stamped = leat.producer(Serde.text())
                .header("app", "shop")
                .header("tenant", "blue")
                .build()) {
            stamped.send(Outgoing.<String, String>of("orders.dead", "k", "v").header("tenant", "red"))
                    .join();

            assertThat(sent(0).header("app")).contains("shop");
            assertThat(sent(0).header("tenant")).contains("red");
        }
    }
}
