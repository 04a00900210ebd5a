package dev.leat.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.leat.core.ConfigurationException;
import dev.leat.core.Leat;
import dev.leat.core.RecordId;
import dev.leat.testkit.TestKafka;
import dev.leat.testkit.TestTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Old applications are the test, which writes to their topic and reads it. */
class SnapJobBridgeTest {
    private static final Duration A_WHILE = Duration.ofMinutes(1);

    private final TestKafka kafka = TestKafka.create();
    private final List<String> told = new ArrayList<>();
    private TestTopic conf;
    private Leat leat;
    private ConfigStore store;

    @BeforeEach
    void topics() {
        conf = kafka.topic("conf", 1);
        for (String name : List.of("leat.config", "leat.config.history", "leat.config.instances")) {
            kafka.topic(name, 1);
        }
        leat = kafka.leat(settings -> settings);
        store = store(leat);
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void whatAnOldApplicationPublishesBecomesAVersionIfItDiffers() throws InterruptedException {
        conf.send(null, "{\"ceiling\":1,\"names\":[\"a\"]}");
        try (SnapJobBridge bridge = bridge(store, false)) {
            bridge.start();
            conf.send(null, "{\"names\":[\"a\"],\"ceiling\":1}");
            conf.send(null, "{\"ceiling\":2}");
            kafka.advance(A_WHILE);

            assertThat(told).containsExactly("conf-0@0 -> 1", "conf-0@2 -> 2");
            Revision newest = store.newest("orders").orElseThrow();
            assertThat(newest.author()).isEqualTo("bridge");
            assertThat(newest.reason()).isEqualTo("conf-0@2");
            assertThat(newest.values()).hasToString("{\"ceiling\":2}");
            assertThat(conf.values()).hasSize(3);
        }
    }

    @Test
    void whatIsNoConfigurationIsToldAndPassedOver() throws InterruptedException {
        store.publish(Publication.of(
                "schema:orders", Map.of("properties", Map.of("ceiling", Map.of("type", "integer")))));
        try (SnapJobBridge bridge = bridge(store, false)) {
            bridge.start();
            conf.send(null, "{\"ceiling\":");
            conf.send(null, "[1]");
            conf.send(null, null);
            conf.send(null, "{\"ceiling\":\"high\"}");
            conf.send(null, "{\"ceiling\":3}");
            kafka.advance(A_WHILE);

            assertThat(told)
                    .hasSize(5)
                    .startsWith(
                            "conf-0@0 skipped: it is no JSON object",
                            "conf-0@1 skipped: it is no JSON object",
                            "conf-0@2 skipped: it is no JSON object")
                    .endsWith("conf-0@4 -> 1");
            assertThat(told.get(3))
                    .startsWith("conf-0@3 skipped: it is refused: ")
                    .doesNotContain("high");
        }
    }

    @Test
    void versionsGoBackAndNothingGoesRound() throws InterruptedException {
        try (SnapJobBridge bridge = bridge(store, true);
                ConfigStore other = store(kafka.leat(settings -> settings))) {
            bridge.start();
            other.publish(Publication.of("orders", Map.of("ceiling", 1)));
            kafka.advance(A_WHILE);
            conf.send(null, "{\"ceiling\":2}");
            kafka.advance(A_WHILE);
            other.publish(Publication.patch("orders", Map.of("ceiling", 3)));
            other.publish(Publication.of("orders", Map.of("ceiling", 9)).where(Selector.instances("one")));
            other.publish(Publication.of("mail", Map.of("from", "a")));
            kafka.advance(A_WHILE);

            assertThat(conf.values()).containsExactly("{\"ceiling\":1}", "{\"ceiling\":2}", "{\"ceiling\":3}");
            assertThat(conf.records())
                    .allSatisfy(record -> assertThat(record.key()).isNull());
            assertThat(told).containsExactly("1 -> conf-0@0", "conf-0@1 -> 2", "3 -> conf-0@2");
        }
    }

    @Test
    void whatIsRefusedIsAnsweredWithWhatIsInForce() throws InterruptedException {
        store.publish(Publication.of(
                "schema:orders", Map.of("properties", Map.of("ceiling", Map.of("type", "integer")))));
        store.publish(Publication.of("orders", Map.of("ceiling", 1)));
        try (SnapJobBridge bridge = bridge(store, true)) {
            bridge.start();
            kafka.advance(A_WHILE);
            conf.send(null, "{\"ceiling\":\"high\"}");
            kafka.advance(A_WHILE);

            assertThat(conf.values()).containsExactly("{\"ceiling\":1}", "{\"ceiling\":\"high\"}", "{\"ceiling\":1}");
        }
    }

    @Test
    void aBridgeThatIsStartedAgainTakesWhatCameMeanwhileAndNothingTwice() throws InterruptedException {
        conf.send(null, "{\"ceiling\":1}");
        try (SnapJobBridge bridge = bridge(store, true)) {
            bridge.start();
            kafka.advance(A_WHILE);
        }
        store.publish(Publication.of("orders", Map.of("ceiling", 2)));
        try (ConfigStore again = store(kafka.leat(settings -> settings));
                SnapJobBridge bridge = bridge(again, true)) {
            bridge.start();
            kafka.advance(A_WHILE);
            assertThat(conf.values()).containsExactly("{\"ceiling\":1}", "{\"ceiling\":2}");
        }
        conf.send(null, "{\"ceiling\":3}");
        told.clear();
        try (ConfigStore again = store(kafka.leat(settings -> settings));
                SnapJobBridge bridge = bridge(again, true)) {
            bridge.start();
            kafka.advance(A_WHILE);
            assertThat(told).containsExactly("conf-0@2 -> 3");
            assertThat(conf.values()).hasSize(3);
        }
    }

    /** What it had published must not win over what came after that. */
    @Test
    void aBridgeThatWasKilledBeforeItWroteDownItsPlacePublishesNothingTwice() throws InterruptedException {
        try (SnapJobBridge bridge = bridge(store, false)) {
            bridge.start();
        }
        conf.send(null, "{\"ceiling\":1}");
        store.publish(
                Publication.of("orders", Map.of("ceiling", 1)).author("bridge").reason("conf-0@0"));
        store.publish(Publication.of("orders", Map.of("ceiling", 2)).author("ann"));
        try (ConfigStore again = store(kafka.leat(settings -> settings));
                SnapJobBridge bridge = bridge(again, false)) {
            bridge.start();
            kafka.advance(A_WHILE);

            assertThat(again.newest("orders").map(Revision::author)).hasValue("ann");
            assertThat(told).isEmpty();
        }
    }

    @Test
    void whatStoodThereBeforeDoesNotWinOverWhatIsPublished() throws InterruptedException {
        conf.send(null, "{\"ceiling\":1}");
        store.publish(Publication.of("orders", Map.of("ceiling", 2)));
        try (SnapJobBridge bridge = bridge(store, true)) {
            bridge.start();
            kafka.advance(A_WHILE);
            conf.send(null, "{\"ceiling\":1}");
            kafka.advance(A_WHILE);

            assertThat(told).containsExactly("1 -> conf-0@1", "conf-0@2 -> 2");
        }
    }

    @Test
    void aTopicThatIsMadeAnewIsTakenFromItsBeginning() throws InterruptedException {
        try (SnapJobBridge bridge = bridge(store, false)) {
            bridge.start();
            conf.send(null, "{\"ceiling\":1}");
            conf.send(null, "{\"ceiling\":2}");
            kafka.advance(A_WHILE);
        }
        conf.recreate();
        conf.send(null, "{\"ceiling\":3}");
        try (ConfigStore again = store(kafka.leat(settings -> settings));
                SnapJobBridge bridge = bridge(again, false)) {
            bridge.start();
            kafka.advance(A_WHILE);

            assertThat(told).endsWith("conf-0@0 -> 3");
        }
    }

    @Test
    void secretsDoNotLeaveAndAreNotLostByIt() throws InterruptedException {
        Secrets keys = Secrets.of("test", List.of(Secrets.newKey()));
        try (ConfigStore knowing = ConfigStore.on(kafka.leat(settings -> settings))
                        .secrets(keys)
                        .withoutReports()
                        .build();
                SnapJobBridge bridge = bridge(store, true)) {
            knowing.publish(Publication.of("orders", Map.of("ceiling", 1, "password", "hush"))
                    .secret("/password"));
            bridge.start();
            kafka.advance(A_WHILE);
            assertThat(conf.values()).singleElement().asString().contains("***").doesNotContain("hush");
            conf.send(null, "{\"ceiling\":2,\"password\":\"***\"}");
            kafka.advance(A_WHILE);

            LiveConfig<Map<String, Object>> rules =
                    knowing.live("orders", Map.of()).build();
            knowing.start();
            assertThat(rules.get()).isEqualTo(Map.of("ceiling", 2, "password", "hush"));
            assertThat(conf.values()).hasSize(2);
        }
    }

    @Test
    void whatWasPublishedLongAgoIsNotUndoneByWhatStoodThere() throws InterruptedException {
        kafka.topic("leat.config")
                .send(
                        "orders",
                        new Revision(
                                "orders",
                                7,
                                "an id",
                                "ann",
                                "",
                                Instant.EPOCH,
                                null,
                                null,
                                Publication.object("orders", Map.of("ceiling", 7))),
                        Envelope.INSTANCE);
        conf.send(null, "{\"ceiling\":1}");
        try (SnapJobBridge bridge = bridge(store, false)) {
            bridge.start();
            kafka.advance(A_WHILE);

            assertThat(told).describedAs("its history has forgotten it").isEmpty();
        }
    }

    @Test
    void aTopicThatIsMadeAnewAndStillEmptyIsTakenFromItsBeginning() throws InterruptedException {
        try (SnapJobBridge bridge = bridge(store, false)) {
            bridge.start();
            conf.send(null, "{\"ceiling\":1}");
            conf.send(null, "{\"ceiling\":2}");
            kafka.advance(A_WHILE);
        }
        conf.recreate();
        try (ConfigStore again = store(kafka.leat(settings -> settings));
                SnapJobBridge bridge = bridge(again, false)) {
            bridge.start();
            conf.send(null, "{\"ceiling\":3}");
            kafka.advance(A_WHILE);

            assertThat(told).endsWith("conf-0@0 -> 3");
        }
    }

    @Test
    void aSecretThatCannotBeSealedHoldsUpNothingBehindIt() throws InterruptedException {
        Secrets keys = Secrets.of("test", List.of(Secrets.newKey()));
        try (ConfigStore knowing = ConfigStore.on(kafka.leat(settings -> settings))
                        .secrets(keys)
                        .withoutReports()
                        .build();
                SnapJobBridge bridge = bridge(store, false)) {
            knowing.publish(Publication.of("orders", Map.of("ceiling", 1, "password", "hush"))
                    .secret("/password"));
            bridge.start();
            conf.send(null, "{\"ceiling\":2,\"password\":\"other\"}");
            conf.send(null, "{\"ceiling\":3,\"password\":\"***\"}");
            kafka.advance(A_WHILE);

            assertThat(told).hasSize(2).endsWith("conf-0@1 -> 2");
            assertThat(told.get(0))
                    .startsWith("conf-0@0 skipped: it is refused: ")
                    .contains("no key here")
                    .doesNotContain("other");
        }
    }

    @Test
    void theTopicOfTheConfigurationItselfIsRefused() {
        for (String own : List.of("leat.config", "leat.config.history", "leat.config.instances")) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> SnapJobBridge.between(own, store, "orders"))
                    .withMessageContaining("'" + own + "' is one of its own");
        }
    }

    /** It would be refused for ever, and all behind it would wait. */
    @Test
    void whatIsTooLargeIsToldAndPassedOver() throws InterruptedException {
        try (SnapJobBridge bridge = bridge(store, false)) {
            bridge.start();
            kafka.topic("leat.config").failSends(1, new RecordTooLargeException("of 3 MB"));
            conf.send(null, "{\"ceiling\":1}");
            conf.send(null, "{\"ceiling\":2}");
            kafka.advance(A_WHILE);

            assertThat(told).hasSize(2).endsWith("conf-0@1 -> 1");
            assertThat(told.get(0))
                    .startsWith("conf-0@0 skipped: it is refused: ")
                    .contains("too large");
        }
    }

    @Test
    void whatTheOldTopicDoesNotTakeIsSentAgainAfterPauses() throws InterruptedException {
        try (SnapJobBridge bridge = bridge(store, true)) {
            bridge.start();
            kafka.run();
            conf.failSends(20, new NotEnoughReplicasException("for now"));
            store.publish(Publication.of("orders", Map.of("ceiling", 1)));
            kafka.advance(A_WHILE);
            assertThat(conf.values()).isEmpty();

            kafka.advance(Duration.ofMinutes(3));
            assertThat(conf.values()).containsExactly("{\"ceiling\":1}");
        }
    }

    private static ConfigStore store(Leat leat) {
        return ConfigStore.on(leat).withoutReports().build();
    }

    private SnapJobBridge bridge(ConfigStore on, boolean isBack) {
        SnapJobBridgeBuilder builder =
                SnapJobBridge.between("conf", on, "orders").observer(new Notes());
        return isBack ? builder.back().build() : builder.build();
    }

    private final class Notes implements SnapJobBridge.Observer {
        @Override
        public void published(RecordId from, Revision revision) {
            told.add(from + " -> " + revision.version());
        }

        @Override
        public void skipped(RecordId from, String why) {
            told.add(from + " skipped: " + why);
        }

        @Override
        public void sentBack(Revision revision, RecordId to) {
            told.add(revision.version() + " -> " + to);
        }
    }
}
