package dev.leat.it.chaos;

import dev.leat.core.Ordering;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a member is told when it is started.
 *
 * @param beside the topic for what the work leaves behind
 * @param settings of Kafka's consumer
 */
record Orders(
        String brokers,
        String group,
        Ordering ordering,
        String topic,
        String beside,
        Path ledger,
        Map<String, String> settings) {
    static Orders of(String[] words) {
        Map<String, String> settings = new HashMap<>();
        for (int i = 6; i < words.length; i += 2) {
            settings.put(words[i], words[i + 1]);
        }
        return new Orders(
                words[0], words[1], Ordering.valueOf(words[2]), words[3], words[4], Path.of(words[5]), settings);
    }

    /** What stands before the path of the ledger. */
    static List<String> words(String brokers, String group, Ordering ordering, String topic, String beside) {
        return List.of(brokers, group, ordering.name(), topic, beside);
    }
}
