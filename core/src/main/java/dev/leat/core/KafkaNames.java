package dev.leat.core;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The names of all settings that some client of Kafka's knows. */
final class KafkaNames {
    private static final int NEAR = 2;
    private static final Set<String> ALL = all();

    private KafkaNames() {}

    /** The name that was probably meant; empty for a known name, and for one that resembles none and so is a plug-in's. */
    static Optional<String> misspelt(String key) {
        if (ALL.contains(key)) {
            return Optional.empty();
        }
        return ALL.stream().filter(name -> distance(key, name) <= NEAR).findFirst();
    }

    private static Set<String> all() {
        Set<String> names = new TreeSet<>(ConsumerConfig.configNames());
        names.addAll(ProducerConfig.configNames());
        names.addAll(AdminClientConfig.configNames());
        return names;
    }

    /** Edits from one to the other (Levenshtein). */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
