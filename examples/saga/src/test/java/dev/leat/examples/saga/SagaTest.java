package dev.leat.examples.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.Leat;
import dev.leat.json.Json;
import dev.leat.testkit.TestKafka;
import dev.leat.testkit.TestRecord;
import dev.leat.testkit.TestTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The saga without a broker: what comes of it when its parts die, and when things are said twice. */
class SagaTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    private final TestKafka kafka = TestKafka.create();
    private final SagaTopics topics = SagaTopics.plain();
    private final TestTopic commands = kafka.topic(topics.commands(), 3);
    private final TestTopic events = kafka.topic(topics.events(), 3);
    private final TestTopic stages = kafka.topic(topics.sagas(), 3);
    private final Cards cards = new Cards();
    private final Carrier carrier = new Carrier();
    private final List<Worker> workers = new ArrayList<>();
    private final List<Purchase> purchases = Outcome.purchases(200);

    @AfterEach
    void close() {
        workers.forEach(Worker::close); // their routes are real
        kafka.close();
    }

    private Script script(Leat leat) throws InterruptedException {
        Script script = new Script(leat, topics);
        script.start();
        return script;
    }

    private void payments() {
        start(Worker.payments(kafka.leat(), topics, cards));
    }

    private void shipping(Leat leat) {
        start(Worker.shipping(leat, topics, carrier));
    }

    private void start(Worker worker) {
        workers.add(worker);
        worker.start();
    }

    private void place(List<Purchase> all) throws InterruptedException {
        try (Shop shop = new Shop(kafka.leat(), topics)) {
            shop.place(all, 0, new CountDownLatch(1));
        }
    }

    private void runToTheMiddle() {
        events.delaySends(Duration.ofMillis(10)); // or all would be done in one turn
        kafka.runUntil(() -> carrier.parcels() >= 30, MINUTE);
    }

    private SagaSummary summary() throws InterruptedException {
        return SagaLedger.read(kafka.leat(), topics).summary(Duration.ZERO);
    }

    private void allIsAsItMustBe() throws InterruptedException {
        SagaSummary summary = summary();
        assertThat(summary.allEnded()).as(summary.json()).isTrue();
        assertThat(Outcome.of(summary)).isEqualTo(Outcome.of(purchases));
        assertThat(carrier.parcels()).isEqualTo((int) summary.shipped());
        assertThat(cards.cents()).isEqualTo(Outcome.cents(purchases));
    }

    @Test
    void eachSagaComesToTheEndThatItsPurchaseHas() throws InterruptedException {
        Script script = script(kafka.leat());
        payments();
        shipping(kafka.leat());
        place(purchases);
        kafka.advance(MINUTE);

        allIsAsItMustBe();
        assertThat(summary().repeats()).isZero();
        assertThat(script.stages().get(Stage.SHIPPED)).isEqualTo(carrier.parcels());
    }

    @Test
    void aWorkerThatIsKilledInTheMiddleLosesNothing() throws InterruptedException {
        Leat mortal = kafka.leat();
        place(purchases);
        script(kafka.leat());
        payments();
        shipping(mortal);
        runToTheMiddle();
        kafka.kill(mortal);
        int before = carrier.parcels();
        kafka.advance(MINUTE);
        assertThat(carrier.parcels()).as("nobody ships").isEqualTo(before).isLessThan(100);

        shipping(kafka.leat());
        kafka.advance(MINUTE);

        allIsAsItMustBe();
    }

    @Test
    void aScriptThatIsKilledInTheMiddleGoesOnWhereItWas() throws InterruptedException {
        Leat mortal = kafka.leat();
        place(purchases);
        script(mortal);
        payments();
        shipping(kafka.leat());
        runToTheMiddle();
        kafka.kill(mortal);
        assertThat(summary().open()).isPositive();

        script(kafka.leat());
        kafka.advance(MINUTE.multipliedBy(2));

        allIsAsItMustBe();
    }

    @Test
    void eventsThatComeAgainFromWhicheverPartitionChangeNothing() throws InterruptedException {
        script(kafka.leat());
        payments();
        shipping(kafka.leat());
        place(purchases);
        kafka.advance(MINUTE);
        int given = commands.records().size();
        int kept = stages.records().size();

        for (TestRecord event : events.records()) {
            events.partition((event.partition() + 1) % 3).send(event.key(), event.value());
        }
        kafka.advance(MINUTE);

        assertThat(commands.records()).hasSize(given);
        assertThat(stages.records()).hasSize(kept);
        allIsAsItMustBe();
        assertThat(summary().repeats()).isEqualTo(summary().events() / 2);
    }

    @Test
    void aCommandThatKeepsFailingIsCompensated() throws InterruptedException {
        carrier.close();
        script(kafka.leat());
        payments();
        shipping(kafka.leat());
        place(List.of(new Purchase("saga-1", "12345", "France", 1, 250)));
        kafka.advance(MINUTE.multipliedBy(5));

        assertThat(summary().refunded()).isEqualTo(1);
        assertThat(cards.cents()).isZero();
    }

    @Test
    void anEventThatNobodyWaitsForLeadsNowhere() throws InterruptedException {
        script(kafka.leat());
        events.send("saga-1", new FlowText("orderShipped", NOTHING), Json.of(FlowText.class));
        kafka.run();

        assertThat(commands.records()).isEmpty();
        assertThat(stages.records()).isEmpty();
    }
}
