package dev.leat.config;

import dev.leat.core.Leat;
import java.util.Map;

/** Program of a child JVM: adds one to a counter again and again, and says what it was told. */
final class CountingMain {
    private CountingMain() {}

    /** @param arguments brokers, the topic, and who this is */
    public static void main(String[] arguments) {
        Child.endWithParent();
        try (Leat leat = Leat.create(arguments[0]);
                ConfigStore store = ConfigStore.on(leat)
                        .topic(ConfigTopic.of(arguments[1]))
                        .author(arguments[2])
                        .build()) {
            while (true) {
                System.out.println(addOne(store).version());
            }
        }
    }

    /** Upon what is there, however often somebody else is quicker. */
    static Revision addOne(ConfigStore store) {
        while (true) {
            Revision before = store.newest("counter").orElse(null);
            int sum = before == null ? 0 : before.values().path("sum").asInt();
            try {
                return store.publish(Publication.of("counter", Map.of("sum", sum + 1))
                        .expecting(before == null ? 0 : before.version()));
            } catch (ConfigConflictException e) {
                // somebody was quicker
            }
        }
    }
}
