package dev.leat.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import dev.leat.core.Producer;
import dev.leat.core.SendException;
import dev.leat.core.spi.Surroundings;
import dev.leat.json.Json;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;

/** Producers and admin clients by name. */
class KafkaClientsTest extends OnTestKafka {
    /** Of Kafka's producers, one map for each that was made. */
    private final List<Map<String, Object>> made = Collections.synchronizedList(new ArrayList<>());

    private int closed;
    private boolean isUnclosable;

    private final Leat noting =
            kafka.leat(builder -> builder.property("linger.ms", "7").surroundings(noting()));

    private Surroundings noting() {
        return (Surroundings) Proxy.newProxyInstance(
                Surroundings.class.getClassLoader(),
                new Class<?>[] {Surroundings.class},
                (proxy, method, arguments) -> {
                    Object client = method.invoke(kafka.surroundings(), arguments);
                    if (method.getName().equals("producer")) {
                        note(arguments[0]);
                        return unclosable((org.apache.kafka.clients.producer.Producer<?, ?>) client);
                    }
                    return client;
                });
    }

    /** Fails as one does whose thread is interrupted. */
    private Object unclosable(org.apache.kafka.clients.producer.Producer<?, ?> client) {
        return Proxy.newProxyInstance(
                Surroundings.class.getClassLoader(),
                new Class<?>[] {org.apache.kafka.clients.producer.Producer.class},
                (proxy, method, arguments) -> {
                    Object result = method.invoke(client, arguments);
                    if (method.getName().equals("close")) {
                        closed++;
                        if (isUnclosable) {
                            throw new InterruptException("while closing");
                        }
                    }
                    return result;
                });
    }

    @SuppressWarnings("unchecked")
    private void note(Object settings) {
        made.add((Map<String, Object>) settings);
    }

    private KafkaClientsBuilder clients(String... namesAndValues) {
        return KafkaClients.of(noting).serdes(Json::ofType).configuration(configuration(namesAndValues));
    }

    private static List<String> problems(KafkaClientsBuilder builder) {
        return org.assertj.core.api.Assertions.catchThrowableOfType(ConfigurationException.class, builder::build)
                .problems();
    }

    @Test
    void namedProducersHaveTheConnectionAndTheirOwnSettingsAndAreMadeAtOnce() {
        clients("leat.producers.audit.properties.client.id", "auditor")
                .producer("bulk", Map.of("client.id", "bulk"))
                .build();
        kafka.run();

        assertThat(made)
                .hasSize(2)
                .allSatisfy(settings -> assertThat(settings).containsEntry("linger.ms", "7"))
                .extracting(settings -> settings.get("client.id"))
                .containsExactlyInAnyOrder("auditor", "bulk");
    }

    @Test
    void theConfigurationWinsOverWhatTheProgramSays() {
        clients("leat.producers.audit.properties.client.id", "configured")
                .producer("audit", Map.of("client.id", "programmed", "batch.size", "1"))
                .build();
        kafka.run();

        assertThat(made)
                .singleElement()
                .satisfies(settings -> assertThat(settings)
                        .containsEntry("client.id", "configured")
                        .containsEntry("batch.size", "1"));
    }

    @Test
    void allTypesOfOneNameShareOneProducer() {
        KafkaClients clients = clients().build();

        clients.producer(Order.class).send("orders", "a", new Order("tea", 3)).join();
        clients.producer(String.class).send("orders", "a", "text").join();
        clients.producer("default", Integer.class, byte[].class)
                .send("orders", 1, new byte[] {'b'})
                .join();

        assertThat(orders.values()).containsExactlyInAnyOrder("{\"item\":\"tea\",\"price\":3}", "text", "b");
        assertThat(made).hasSize(1);
    }

    @Test
    void theDefaultProducerIsNotMadeWhileNobodyAsksForIt() {
        KafkaClients clients = clients().build();
        kafka.run();

        assertThat(made).isEmpty();
        assertThat(clients.producerNames()).containsExactly("default");
        assertThat(clients.adminNames()).containsExactly("default");
    }

    @Test
    void aLimitOfOneNameIsNotOneOfOthers() {
        List<SendException> told = Collections.synchronizedList(new ArrayList<>());
        KafkaClients clients = clients("leat.producers.small.properties.max.request.size", "1000")
                .onFailure(told::add)
                .build();
        String large = "x".repeat(1_000);

        assertThat(clients.producer("small", String.class).send("orders", "k", large))
                .isCompletedExceptionally();
        clients.producer(String.class).send("orders", "k", large).join();
        kafka.run();

        assertThat(told)
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasRootCauseInstanceOf(RecordTooLargeException.class));
        assertThat(orders.values()).containsExactly(large);
    }

    @Test
    void closingSendsWhatIsOnItsWayAndFailsWhatComesLater() {
        KafkaClients clients =
                clients("leat.producers.audit.properties.acks", "all").build();
        Producer<String, String> audit = clients.producer("audit", String.class);
        var unused = audit.send("orders", "k", "on its way");

        clients.close();
        clients.close();

        assertThat(orders.values()).containsExactly("on its way");
        assertThat(audit.send("orders", "k", "late")).isCompletedExceptionally();
        assertThatThrownBy(() -> clients.producer("audit", String.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(clients::admin).isInstanceOf(IllegalStateException.class);
        assertThat(leat.producer(Json.of(Order.class)).build().send("orders", "k", new Order("tea", 1)))
                .as("the Leat is still open")
                .succeedsWithin(MINUTE);
    }

    @Test
    void oneThatCannotBeClosedLeavesNoneOfTheOthersOpen() {
        KafkaClients clients =
                clients().producer("one", Map.of()).producer("two", Map.of()).build();
        kafka.run();
        isUnclosable = true;

        clients.close();

        assertThat(closed).isEqualTo(2);
    }

    @Test
    void aVariableIsAboutTheNameThatIsSpelledElsewhere() {
        Configuration variables = Configuration.environment(
                Map.of("LEAT_PRODUCERS_AUDIT_LOG_PROPERTIES_ACKS", "1", "LEAT_PRODUCERS_MORE_PROPERTIES_ACKS", "1"));
        Configuration file = configuration(
                "leat.producers.audit-log.properties.acks",
                "all",
                "leat.producers.audit-log.properties.linger.ms",
                "9");
        KafkaClients clients = clients().configuration(variables.or(file)).build();
        kafka.run();

        assertThat(clients.producerNames()).containsExactly("audit-log", "default", "more");
        assertThat(made)
                .anySatisfy(settings ->
                        assertThat(settings).containsEntry("acks", "1").containsEntry("linger.ms", "9"));
    }

    @Test
    void anUnknownNameTellsWhichThereAreAndHowToAddIt() {
        KafkaClients clients = clients("leat.producers.audit.properties.acks", "all")
                .admin("topics", Map.of())
                .build();

        assertThatThrownBy(() -> clients.producer("audti", String.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "producer 'audti': there is none of that name, but [audit, default]; did you mean 'audit'?");
        assertThatThrownBy(() -> clients.producer("invoices", String.class))
                .hasMessageContaining("or set one of leat.producers.invoices.properties.…");
        assertThatThrownBy(() -> clients.admin("other"))
                .hasMessageContaining("admin client 'other'")
                .hasMessageContaining("[default, topics]");
    }

    @Test
    void aTypeThatNobodyCanWriteIsTold() {
        KafkaClients clients = KafkaClients.of(noting).build();

        assertThatThrownBy(() -> clients.producer(Order.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("producer 'default': values are")
                .hasMessageContaining("Order, and nothing says how these are written; give serdes(…)");
    }

    @Test
    void allThatIsWrongWithThemIsToldAtOnce() {
        assertThat(problems(clients(
                        "leat.producers.audit.properties.acks", "some",
                        "leat.producers.audit.properties.lingerms", "5",
                        "leat.producers.audit.acks", "1",
                        "leat.producers.bulk.propertes.acks", "1",
                        "leat.admins.topics.properties.request.timeout.ms", "soon",
                        "leat.producer.audit.properties.acks", "1")))
                .anySatisfy(
                        problem -> assertThat(problem)
                                .isEqualTo(
                                        "producer 'audit': Invalid value some for configuration acks: String must be one of: all, -1, 0, 1"))
                .anySatisfy(problem ->
                        assertThat(problem).contains("'lingerms'").contains("'linger.ms' was probably meant"))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("'leat.producers.audit.acks' (configuration)")
                        .endsWith("did you mean 'leat.producers.audit.properties.acks'?"))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("'leat.producers.bulk.propertes.acks'")
                        .endsWith("did you mean 'leat.producers.bulk.properties.acks'?"))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("admin client 'topics': ")
                        .contains("request.timeout.ms"))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("'leat.producer.audit.properties.acks'")
                        .endsWith("did you mean 'leat.producers.audit.properties.acks'?"))
                .hasSize(6);
        kafka.run();
        assertThat(made).as("nothing is left running").isEmpty();
    }

    @Test
    void repliesGoThroughTheDefaultProducer() {
        KafkaClients clients = clients("leat.producers.default.properties.client.id", "the-default")
                .build();
        Object questions = new Object() {
            @Listener(topics = "orders", group = "g", replyTo = "answers")
            String answer(String question) {
                return "re: " + question;
            }
        };
        Listeners listeners =
                Listeners.of(noting).clients(clients).add(questions).build();
        listeners.start();
        send("why");
        kafka.run();
        listeners.close();

        assertThat(kafka.topic("answers").values()).containsExactly("re: why");
        assertThat(made)
                .singleElement()
                .satisfies(settings -> assertThat(settings).containsEntry("client.id", "the-default"));
        clients.producer(String.class).send("orders", "k", "still open").join();
    }
}
