package dev.leat.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.TestKafka;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FlatValuesTest {
    private static final String PUBLISHED = """
            {"orders": {"ceiling": 500, "share": 0.10, "large": 1E+3, "isOpen": true, "none": null, "refused": [],
                "steps": [{"after": "1s"}, {"after": "5s", "codes": [1, [2, 3]]}]}, "a.b": "c"}""";

    @Test
    void membersAndElementsAreNames() throws InterruptedException {
        JsonNode values = Envelope.mapper().readTree(PUBLISHED);
        try (TestKafka kafka = TestKafka.create();
                ConfigStore store = ConfigStore.on(kafka.leat()).build()) {
            LiveConfig<Map<String, Object>> shop = store.live("shop", Map.of()).build();
            store.start();
            store.publish(Publication.of("shop", values));
            kafka.run();

            assertThat(FlatValues.of(shop.get()))
                    .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                            Map.entry("orders.ceiling", "500"),
                            Map.entry("orders.share", "0.10"),
                            Map.entry("orders.large", "1000"),
                            Map.entry("orders.isOpen", "true"),
                            Map.entry("orders.refused", ""),
                            Map.entry("orders.steps[0].after", "1s"),
                            Map.entry("orders.steps[1].after", "5s"),
                            Map.entry("orders.steps[1].codes[0]", "1"),
                            Map.entry("orders.steps[1].codes[1][0]", "2"),
                            Map.entry("orders.steps[1].codes[1][1]", "3"),
                            Map.entry("a.b", "c")));
        }
    }
}
